"""Names that mean another organisation, always or for a while, and what is shown of the names that were joined."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.errors import DecisionError
from pipelines.home import Home
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, resolved, table

OTHERS = ["Gloria Works", "Halden Institute", "Quillmere Mills"]


def guest(organisation_name: str | None, event_on: str = "2025-05-01", **more: Any) -> dict[str, Any]:
    return {"organisation_name": organisation_name, "event_on": event_on, **more}


def names_of(home: Home, settings: Settings, *rows: dict[str, Any], kind: str = "attendance") -> list[str | None]:
    """What the organisation of each row is called, where each is another person's."""
    people = [{"full_name": f"Ada Byte{number}", **row} for number, row in enumerate(rows)]
    file = drop(home, kind, people, f"{kind}.csv")
    resolved(home, settings)
    links = table(home, "identity_links").filter(pl.col("file_id") == file).sort("row_number")
    name = table(home, "organisations").select("organisation_id", "organisation_name")
    joined = links.join(name, on="organisation_id", how="left", maintain_order="left")
    return joined["organisation_name"].to_list()


def test_a_name_always_means_the_organisation(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "QM,Quillmere Mills,,,")
    assert names_of(home, settings, guest("Quillmere Mills"), guest("Quillmere Mills Ltd"), guest("QM")) == [
        "Quillmere Mills"] * 3  # fmt: skip


def test_a_name_means_one_company_until_a_day_and_another_since(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Halden Foods,,2024-07-01,sold", "Halden,Ostrava Bank,2024-07-01,,")
    days = ("2020-01-01", "2024-06-30", "2024-07-01", "2025-05-01")
    found = names_of(home, settings, *(guest("HALDEN plc", day) for day in days), guest("Ostrava Bank"))
    assert found == ["Halden Foods", "Halden Foods", "Ostrava Bank", "Ostrava Bank", "Ostrava Bank"]
    assert table(home, "organisations").height == 2


def test_on_other_days_the_name_is_an_organisation_of_its_own(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Ostrava Bank,2024-01-01,2025-01-01,")
    days = ("2023-12-31", "2024-01-01", "2025-01-01")
    assert names_of(home, settings, *(guest("Halden", day) for day in days)) == ["Halden", "Ostrava Bank", "Halden"]


@pytest.mark.parametrize(("first", "named"), [("Halden,Norrel Vane,,2020-01-01,", "Halden"), ("", "Ostrava Bank")])
def test_what_has_no_day_is_of_today(home: Home, settings: Settings, first: str, named: str) -> None:
    lines = [first] if first else ["Halden,Norrel Vane,,2020-01-01,", "Halden,Ostrava Bank,2020-01-01,,"]
    decide(home, "aliases", *lines)
    assert names_of(home, settings, {"organisation_name": "Halden"}, kind="contact") == [named]


def test_a_stay_is_of_the_day_it_began(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Norrel Vane,,2020-01-01,", "Halden,Ostrava Bank,2020-01-01,,")
    stays = [{"organisation_name": "Halden", "employed_from_on": day} for day in ("2019-05-01", "2021-05-01")]
    assert names_of(home, settings, *stays, kind="contact") == ["Norrel Vane", "Ostrava Bank"]


def test_a_domain_may_change_hands(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "halden.example,Norrel Vane,,2020-01-01,", "halden.example,Ostrava Bank,2020-01-01,,")
    rows = [
        guest(None, day, email=f"p{number}@halden.example") for number, day in enumerate(("2019-05-01", "2021-05-01"))
    ]
    said = guest("Gloria Works", "2021-05-01", email="p9@halden.example")
    cell = guest("www.halden.example", "2019-05-01")
    assert names_of(home, settings, *rows, said, cell) == ["Norrel Vane", "Ostrava Bank", "Gloria Works", "Norrel Vane"]


def test_a_domain_may_be_what_a_name_means(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,www.ostrava.example,2020-01-01,,")
    rows = [guest("Ostrava Bank", email="a@ostrava.example"), guest("Halden"), guest("Halden", "2019-01-01")]
    assert names_of(home, settings, *rows) == ["Ostrava Bank", "Ostrava Bank", "Halden"]


def test_one_of_several_in_a_cell_may_be_an_alias(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Ostrava Bank,2020-01-01,,")
    assert names_of(home, settings, guest("Halden; Gloria Works"), guest("Gloria Works")) == [
        "Ostrava Bank", "Gloria Works"]  # fmt: skip
    assert table(home, "organisation_parties").height == 2


def test_spellings_join_no_two_that_a_name_meant_in_turn(home: Home, settings: Settings) -> None:
    two = ("Sandhopper Technologies", "Sandhopper Technology")
    rows = [guest(name) for name in (*two, *OTHERS)]
    assert names_of(home, settings, *rows)[0] == names_of(home, settings, *rows)[1]
    decide(home, "aliases", f"Sandhopper,{two[0]},,2020-01-01,", f"Sandhopper,{two[1]},2020-01-01,,")
    assert names_of(home, settings, *rows, guest("Sandhopper", "2019-01-01"), guest("Sandhopper"))[-2:] == list(two)


def test_a_decision_about_a_name_is_about_what_it_means_today(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Norrel Vane,,2020-01-01,", "Halden,Ostrava Bank,2020-01-01,,")
    decide(home, "industries", "Halden,insurance,")
    decide(home, "parents", "Gloria Works,Halden,,,")
    names_of(home, settings, guest("Halden", "2019-01-01"), guest("Halden"), guest("Gloria Works"))
    known = table(home, "organisations").sort("organisation_name")
    assert known.select("organisation_name", "industry_source").rows() == [
        ("Gloria Works", "unknown"), ("Norrel Vane", "unknown"), ("Ostrava Bank", "decision"),
    ]  # fmt: skip
    bank = known["organisation_id"][2]
    assert table(home, "organisation_parents")["parent_organisation_id"].to_list() == [bank]


def test_a_list_of_organisations_speaks_of_today(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Norrel Vane,,2020-01-01,", "Halden,Ostrava Bank,2020-01-01,,")
    drop(home, "organisation", [{"name": "Halden", "industry_raw": "Software"}], "companies.csv")
    names_of(home, settings, guest("Halden", "2019-01-01"))
    known = table(home, "organisations").sort("organisation_name")
    assert known.select("organisation_name", "industry_id").rows() == [
        ("Norrel Vane", "unknown"), ("Ostrava Bank", "software"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Halden,Norrel Vane,,2020-01-01,", "HALDEN Ltd,Ostrava,2019-12-31,,"), "line 3: says on days of line 2"),
        (("Halden,Norrel Vane,,,", "Halden,Ostrava,2019-12-31,,"), "line 3: says on days of line 2"),
        (("Halden,Ostrava,,,", "Ostrava,Norrel Vane,2020-01-01,,"), "line 2: means a name that line 3 dates"),
        (("Halden,Ostrava,,,", "Ostrava,Norrel Vane,,,", "Norrel Vane,Ostrava,,,"), "lines 3, 4: lead in a circle"),
    ],
)
def test_rows_that_contradict_each_other_are_named(
    home: Home, settings: Settings, lines: tuple[str, ...], told: str
) -> None:
    decide(home, "aliases", *lines)
    with pytest.raises(DecisionError, match=rf"aliases\.csv, {told}"):
        names_of(home, settings, guest("Halden"))


def test_days_contradict_a_decision_that_it_is_the_same(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Ostrava Bank,2020-01-01,2024-01-01,")
    decide(home, "organisations", "same,Halden,Ostrava Bank,")
    with pytest.raises(DecisionError, match=r"aliases\.csv, line 2"):
        names_of(home, settings, guest("Halden", "2019-01-01"), guest("Ostrava Bank"))


def test_a_decision_that_two_are_the_same_is_about_what_their_names_mean_today(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,Ostrava Bank,2020-01-01,,")
    decide(home, "organisations", "same,Halden,Gloria Works,")
    found = names_of(home, settings, guest("Halden", "2019-01-01"), guest("Halden"), guest("Gloria Works"))
    assert found[0] == "Halden"
    assert found[1] == found[2] != "Halden"


@pytest.mark.parametrize("lines", [("QM,Quillmere.example,,,",), ("QM,The Mill,,,", "The Mill,quillmere.example,,,")])
def test_a_domain_at_which_nobody_is_known_may_be_what_a_name_means(
    home: Home, settings: Settings, lines: tuple[str, ...]
) -> None:
    decide(home, "aliases", *lines)
    assert names_of(home, settings, guest("QM"), guest("Gloria Works")) == ["quillmere.example", "Gloria Works"]
    assert table(home, "organisations").sort("domain", nulls_last=True)["domain"].to_list() == [
        "quillmere.example", None]  # fmt: skip


def test_a_domain_at_which_nobody_is_known_may_be_what_a_name_means_since_a_day(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Halden,ostrava.example,2020-01-01,,")
    assert names_of(home, settings, guest("Halden", "2019-01-01"), guest("Halden")) == ["Halden", "ostrava.example"]


@pytest.mark.parametrize("days", [",", "2020-01-01,"])
@pytest.mark.parametrize("alias", ["Ostrava.com,Gloria Works", "Gloria Works,Ostrava.com"])
def test_a_name_may_be_spelled_like_a_domain_at_which_nobody_is(
    home: Home, settings: Settings, alias: str, days: str
) -> None:
    decide(home, "aliases", f"{alias},{days},")
    meant = alias.split(",")[1]
    assert names_of(home, settings, guest("Ostrava.com"), guest("Gloria Works"), guest("Halden")) == [
        meant, meant, "Halden"]  # fmt: skip


def test_a_domain_and_the_name_that_is_spelled_like_it_are_one(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Ostrava.com,Ostrava Com,,,")
    assert names_of(home, settings, guest("Ostrava.com"), guest("ostrava com")) == ["Ostrava.com"] * 2


def test_a_name_of_a_name_means_what_that_means(home: Home, settings: Settings) -> None:
    decide(home, "aliases", "Aardvark,Binary,,,", "Binary,Cobalt,,,", "Norrel Vane,Aardvark,2020-01-01,,")
    names = ("Aardvark", "Aardvark", "Binary", "Norrel Vane")
    assert names_of(home, settings, *(guest(name) for name in names)) == ["Cobalt"] * 4


def test_without_its_row_everything_is_as_it_was(home: Home, settings: Settings) -> None:
    rows = [guest(name, day) for name in ("Halden", *OTHERS) for day in ("2019-01-01", "2025-01-01")]
    names_of(home, settings, *rows)
    before = {name: table(home, name) for name in ("organisations", "identity_links", "affiliations", "people")}
    decide(home, "aliases", "Halden,Ostrava Bank,2020-01-01,,", "Gloria Works,Quillmere Mills,,,")
    names_of(home, settings, *rows)
    assert not table(home, "identity_links").equals(before["identity_links"])
    decide(home, "aliases")
    resolved(home, settings)
    assert all(table(home, name).equals(frame) for name, frame in before.items())


def test_the_names_of_an_organisation_tell_what_ties_them_and_when_they_were_seen(
    home: Home, settings: Settings
) -> None:
    decide(home, "aliases", "QM,Quillmere Mills,,,", "Halden,Quillmere Mills,2024-01-01,,")
    decide(home, "organisations", "same,Quillmere Mills,The Old Mill,")
    listed = [{"name": "Quillmere Mills", "domain": "quillmere.example"}]
    drop(home, "organisation", [*listed, {"name": "Quillmere", "domain": "quillmere.example"}], "companies.csv")
    rows = [
        guest("Quillmere  Mills", "2024-03-01"),
        guest("Quillmere Mills", "2025-05-01"),
        guest("Quillmere Mlils", "2025-05-01"),
        guest("QM", "2025-05-01"),
        guest("The Old Mill", "2025-05-01"),
        guest("Halden", "2025-05-01"),
        *(guest("Tidal Weavers", "2025-05-01", email=f"w{number}@quillmere.example") for number in range(3)),
    ]
    names_of(home, settings, *rows)
    found = table(home, "organisation_names").select(
        "name", "name_source", "first_seen_on", "last_seen_on", "record_count"
    )
    day, landed = date(2025, 5, 1), date(2026, 1, 1)
    assert found.sort("name").rows() == [
        ("Halden", "alias", day, day, 1),
        ("QM", "alias", day, day, 1),
        ("Quillmere", "list", landed, landed, 1),
        ("Quillmere Mills", "own", date(2024, 3, 1), landed, 3),
        ("Quillmere Mlils", "spelling", day, day, 1),
        ("The Old Mill", "decision", day, day, 1),
        ("Tidal Weavers", "domain", day, day, 3),
    ]
