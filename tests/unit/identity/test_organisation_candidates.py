"""Which organisations a person is asked to look at."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import organisation_candidates
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, resolved, table

SCHEMA = {"organisation_id": pl.String, "organisation_name": pl.String, "domain": pl.String}
APART = {"left": pl.String, "right": pl.String}


def found(*rows: tuple[str, str | None], apart: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str, str]]:
    """The pairs of made-up organisations o0, o1 and so on, with their evidence."""
    organisations = [(f"o{number}", name, domain) for number, (name, domain) in enumerate(rows)]
    frame = pl.DataFrame(organisations, schema=SCHEMA, orient="row")
    built = organisation_candidates.built(frame, pl.DataFrame(list(apart), schema=APART, orient="row"))
    return built.select("left_organisation_id", "right_organisation_id", "evidence").rows()


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        (("Acme Works", None), ("Acme Wroks", None), "name close"),
        (("Works of Acme", None), ("Acme of Works Ltd", None), "name same_words"),
        (("Acme", "acme.example"), ("Quite Else", "acme.org"), "name different, domain same_label"),
        (("Acme Works", "acme.example"), ("Acme Workz", "workz.example"), "name close, domain different"),
    ],
)
def test_what_is_spelled_alike_is_asked_about(
    one: tuple[str, str | None], other: tuple[str, str | None], evidence: str
) -> None:
    assert found(one, other) == [("o0", "o1", evidence)]


@pytest.mark.parametrize(("one", "other"), [("Acme Works", "Binary Works"), ("Acme", "Acorn"), ("Alpha", "Omega")])
def test_what_is_not_alike_is_not(one: str, other: str) -> None:
    assert found((one, None), (other, None)) == []


def test_what_a_decision_keeps_apart_is_not_asked_again() -> None:
    assert found(("Acme Works", None), ("Acme Wroks", None), apart=(("o0", "o1"),)) == []


def test_a_beginning_that_hundreds_share_is_not_opened() -> None:
    assert found(*((f"University of Town {number}", None) for number in range(300))) == []


def test_nobody_is_asked_about_nothing() -> None:
    assert found() == []


def test_a_decision_takes_a_pair_off_the_list(home: Home, settings: Settings) -> None:
    names = ("Acme Works", "Acme Wroks")
    drop(home, "attendance", [{"full_name": "Ada Byte", "organisation_name": name} for name in names], "a.csv")
    resolved(home, settings)
    assert table(home, "organisation_candidates").height == 1
    decide(home, "organisations", f"different,{names[0]},{names[1]}")
    resolved(home, settings)
    assert table(home, "organisation_candidates").is_empty()
    decide(home, "organisations", f"same,{names[0]},{names[1]}")
    resolved(home, settings)
    assert table(home, "organisation_candidates").is_empty()
    assert table(home, "organisations").height == 1
