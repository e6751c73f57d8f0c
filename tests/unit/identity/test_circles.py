"""Whom a bare name means: the one of its bearers who was at the same event, or met the same people."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity.circles import RULE
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, file_id, invented_names, people_of, resolved, table

BEARERS = 12
"""So many bear the name that it alone is below even odds."""

FORUM: dict[str, Any] = {"event_name": "Forum & Fair", "event_on": "2025-05-01"}
NAMES = invented_names(500)
BARE = {"full_name": "Sam Common"}


def _sam(number: int) -> dict[str, Any]:
    firm = NAMES[100 + number].split()[1]
    return {**BARE, "email": f"sam@{firm.lower()}.example", "organisation_name": firm}


def _guest(number: int) -> dict[str, Any]:
    return {"full_name": NAMES[number], "email": f"guest@house{number}.example"}


def _scan(number: int, on: str = "2025-05-01") -> dict[str, Any]:
    return {
        "from_full_name": BARE["full_name"], "to_full_name": NAMES[-number],
        "to_email": f"visitor@site{number}.example", "interaction_kind": "badge_scan", "occurred_on": on,
        "event_name": "FORUM and fair",
    }  # fmt: skip


@pytest.fixture
def crowd(home: Home) -> Home:
    """A home in which many bear one name, and many more another."""
    rows = [*(_sam(number) for number in range(BEARERS)), *(_guest(number) for number in range(400))]
    drop(home, "contact", rows, "book.csv")
    return home


def _guests(home: Home, *sams: int, name: str = "guests.csv") -> None:
    rows = [*(_sam(number) for number in sams), *(_guest(number) for number in range(10))]
    drop(home, "attendance", [{**row, **FORUM} for row in rows], name)


def _known(home: Home) -> list[str | None]:
    return people_of(home, file_id("book.csv"))[:BEARERS]


def test_who_scans_at_an_event_is_its_one_guest_of_that_name(crowd: Home, settings: Settings) -> None:
    _guests(crowd, 7)
    scans = drop(crowd, "interaction", [_scan(1), _scan(2)], "scans.csv")
    resolved(crowd, settings)
    assert set(people_of(crowd, scans, "from")) == {_known(crowd)[7]}
    links = table(crowd, "identity_links").filter(pl.col("file_id") == scans, pl.col("side") == "from")
    assert set(links["match_rule"]) == {RULE}
    assert 0.95 <= links["match_probability"].min() < 1  # type: ignore[operator]


@pytest.mark.parametrize("sams", [(), (7, 8)])
def test_where_nobody_or_two_of_the_name_are_guests_nobody_is_meant(
    crowd: Home, settings: Settings, sams: tuple[int, ...]
) -> None:
    _guests(crowd, *sams)
    scans = drop(crowd, "interaction", [_scan(1)], "scans.csv")
    resolved(crowd, settings)
    assert not set(people_of(crowd, scans, "from")) & set(_known(crowd))


def test_an_event_of_that_name_on_another_day_says_nothing(crowd: Home, settings: Settings) -> None:
    _guests(crowd, 7)
    scans = drop(crowd, "interaction", [_scan(1, on="2025-06-01")], "scans.csv")
    resolved(crowd, settings)
    assert not set(people_of(crowd, scans, "from")) & set(_known(crowd))


def test_two_lines_of_one_list_of_guests_are_two_guests(crowd: Home, settings: Settings) -> None:
    rows = [{**row, **FORUM} for row in (_sam(7), BARE, *(_guest(number) for number in range(10)))]
    guests = drop(crowd, "attendance", rows, "guests.csv")
    resolved(crowd, settings)
    one, other, *_ = people_of(crowd, guests)
    assert one != other


def test_an_event_to_which_everybody_came_says_nothing(crowd: Home, settings: Settings) -> None:
    everybody = [_sam(7), *(_guest(number) for number in range(400))]
    drop(crowd, "attendance", [{**row, **FORUM} for row in everybody], "guests.csv")
    scans = drop(crowd, "interaction", [_scan(1)], "scans.csv")
    resolved(crowd, settings)
    assert not set(people_of(crowd, scans, "from")) & set(_known(crowd))


def test_who_met_the_same_people_is_meant(crowd: Home, settings: Settings) -> None:
    met = [_guest(number) for number in range(3)]
    told = [{f"to_{key}": value for key, value in row.items()} for row in met]
    by_address = {f"from_{key}": value for key, value in _sam(3).items()}
    drop(crowd, "interaction", [{**by_address, **row} for row in told], "connections.csv")
    log = drop(crowd, "interaction", [{"from_full_name": BARE["full_name"], **row} for row in told], "log.csv")
    resolved(crowd, settings)
    assert set(people_of(crowd, log, "from")) == {_known(crowd)[3]}


def test_a_decision_goes_before_the_circle(crowd: Home, settings: Settings) -> None:
    _guests(crowd, 7)
    scans = drop(crowd, "interaction", [_scan(1)], "scans.csv")
    decide(crowd, "people", f"different,email:{_sam(7)['email']},{scans}/1/2/from,two of one name")
    resolved(crowd, settings)
    assert people_of(crowd, scans, "from")[0] not in _known(crowd)


def test_two_bare_names_that_a_decision_keeps_apart_are_not_both_of_one(crowd: Home, settings: Settings) -> None:
    _guests(crowd, 7)
    scans = drop(crowd, "interaction", [_scan(1), _scan(2)], "scans.csv")
    decide(crowd, "people", f"different,{scans}/1/2/from,{scans}/1/3/from,two stood at the stand")
    resolved(crowd, settings)
    assert len({*people_of(crowd, scans, "from"), _known(crowd)[7]}) == 3


def test_a_family_name_of_one_letter_means_nobody(crowd: Home, settings: Settings) -> None:
    initials = [{**_sam(number), "full_name": "Sam C"} for number in range(20, 20 + BEARERS)]
    drop(crowd, "contact", initials, "initials.csv")
    guests = [{**row, **FORUM} for row in (initials[0], *(_guest(number) for number in range(10)))]
    drop(crowd, "attendance", guests, "guests.csv")
    scans = drop(crowd, "interaction", [{**_scan(1), "from_full_name": "Sam C"}], "scans.csv")
    resolved(crowd, settings)
    assert people_of(crowd, scans, "from")[0] != people_of(crowd, file_id("guests.csv"))[0]
