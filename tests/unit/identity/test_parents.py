"""Which organisation belongs to which, and when."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import DecisionError
from pipelines.home import Home
from pipelines.identity import stale
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, resolved, table


def _parents(home: Home) -> list[tuple[str, str, date | None, date | None, str]]:
    """The parents by name, in order of days."""
    name = table(home, "organisations").select("organisation_id", "organisation_name")
    rows = table(home, "organisation_parents").join(name, on="organisation_id")
    above = name.rename({"organisation_id": "parent_organisation_id", "organisation_name": "parent_name"})
    both = rows.join(above, on="parent_organisation_id").sort("starts_on", nulls_last=False)
    return both.select("organisation_name", "parent_name", "starts_on", "ends_on", "parent_source").rows()


def test_a_decision_says_from_which_day_to_which(home: Home, settings: Settings) -> None:
    drop(home, "contact", [{"full_name": "Ada Byte", "organisation_name": "Quillmere Mills"}], "a.csv")
    decide(home, "parents", "Quillmere Mills,Halden Group,,2024-07-01,", "Quillmere Mills,Ostrava,2024-07-01,,sold")
    resolved(home, settings)
    assert _parents(home) == [
        ("Quillmere Mills", "Halden Group", None, date(2024, 7, 1), "decision"),
        ("Quillmere Mills", "Ostrava", date(2024, 7, 1), None, "decision"),
    ]
    counts = table(home, "organisations").sort("organisation_name").select("organisation_name", "record_count")
    assert counts.rows() == [("Halden Group", 0), ("Ostrava", 0), ("Quillmere Mills", 1)]


def test_a_list_of_organisations_says_it_where_no_decision_does(home: Home, settings: Settings) -> None:
    listed = [
        {"name": "Quillmere Mills", "parent_name": "Halden Group"},
        {"name": "Brackwater Press", "parent_name": "Halden Group"},
    ]
    drop(home, "organisation", listed, "companies.csv")
    decide(home, "parents", "Brackwater Press,Ostrava,,,")
    resolved(home, settings)
    assert sorted(row[:2] + row[4:] for row in _parents(home)) == [
        ("Brackwater Press", "Ostrava", "decision"),
        ("Quillmere Mills", "Halden Group", "list"),
    ]


def test_companies_of_one_group_stay_organisations_of_their_own(home: Home, settings: Settings) -> None:
    names = [{"full_name": "Ada Byte", "organisation_name": name} for name in ("Halden Foods", "Halden Bank")]
    drop(home, "contact", names, "a.csv")
    decide(home, "parents", "Halden Foods,Halden,,,", "Halden Bank,Halden,,,")
    resolved(home, settings)
    assert table(home, "organisation_parents")["parent_organisation_id"].n_unique() == 1
    assert table(home, "organisations").height == 3


def test_a_parent_may_be_named_by_its_domain(home: Home, settings: Settings) -> None:
    rows = [{"full_name": f"{who} Byte", "organisation_name": name, "email": email} for who, name, email in (
        ("Ada", "Acme", "ada@acme.org"), ("Max", None, "max@lanterns.org"), ("Kim", "Cobalt", None),
        ("Bo", "Quillmere Mills", None))]  # fmt: skip
    drop(home, "contact", rows, "a.csv")
    decide(home, "parents", "Cobalt,acme.org,,,", "Quillmere Mills,www.lanterns.org,,,")
    resolved(home, settings)
    assert sorted(row[:2] for row in _parents(home)) == [("Cobalt", "Acme"), ("Quillmere Mills", "lanterns.org")]
    assert table(home, "organisations").height == 4


def test_an_organisation_that_decisions_alone_name_has_no_parent(home: Home, settings: Settings) -> None:
    drop(home, "contact", [{"full_name": "Ada Byte", "organisation_name": "Quillmere Mills"}], "a.csv")
    decide(home, "organisations", "same,Gone,Gone Labs,")
    decide(home, "parents", "Gone,Quillmere Mills,,,")
    resolved(home, settings)
    assert table(home, "organisation_parents").height == 0
    told = [(one.table_name, one.column_name) for one in stale.of_last_run(home)]
    assert told == [("organisations", "left"), ("organisations", "right"), ("parents", "organisation")]


def test_two_parents_on_one_day_are_refused(home: Home, settings: Settings) -> None:
    drop(home, "contact", [{"full_name": "Ada Byte", "organisation_name": "Quillmere Mills"}], "a.csv")
    decide(home, "parents", "Quillmere Mills,Halden,,,", "Quillmere Mills,Ostrava,2024-07-01,,")
    with pytest.raises(DecisionError, match=r"parents\.csv, line 3"):
        resolved(home, settings)


def test_without_parents_the_table_is_empty(home: Home, settings: Settings) -> None:
    drop(home, "contact", [{"full_name": "Ada Byte", "organisation_name": "Quillmere Mills"}], "a.csv")
    resolved(home, settings)
    assert table(home, "organisation_parents").height == 0
