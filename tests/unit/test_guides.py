"""The guides' queries answer what they ask, on rows that the demo does not have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from docs.build import PROJECT
from docs.pages.queries import blocks
from pipelines import home as places

if TYPE_CHECKING:
    import duckdb

GUIDES = PROJECT / "docs" / "guides"


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database with the schema of the restricted one."""
    with closing(places.connect()) as connection:
        connection.execute("create schema people")
        yield connection


def query(page: str, after: str) -> str:
    """The first query of a page that comes after some words of it."""
    text = (GUIDES / f"{page}.md").read_text(encoding="utf-8")
    return blocks(text[text.index(after) :])[0].query


def asked(database: duckdb.DuckDBPyConnection, text: str, *columns: str) -> list[tuple[Any, ...]]:
    return database.sql(text).select(*columns).fetchall()


def test_an_industry_that_comes_and_has_no_tie_connects_least(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(
        "create table industry_engagement as select *, date '2026-07-01' as as_of_on from (values"
        " ('crafts', 'Crafts', 12), ('design', 'Design', 60), ('farming', 'Farming', 9), ('retail', 'Retail', 20),"
        " ('unknown', 'Unknown', 40), ('hidden', 'Hidden', null)) as t(industry_id, industry_name, attendance_count)"
    )
    database.execute(
        "create table industry_network as select * from (values"
        " ('design', 30, date '2026-07-01'), ('crafts', 7, date '2025-07-01'), ('retail', null, date '2026-07-01'))"
        " as t(industry_id, tie_count, period_ends_on)"
    )
    told = asked(database, query("twenty-questions", "**13."), "industry_name", "tie_count")
    assert told == [("Crafts", 0), ("Design", 30)], "Retail's ties are hidden, and nine attendances are too few"


def test_what_becomes_of_introductions_is_what_came_in_time(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(
        "create table people.introductions as select date '2025-01-01' as made_on, met_on, opportunity_on, outcome_on,"
        " is_mature from (values (date '2025-06-30', date '2025-06-30', date '2025-07-01', true),"
        " (date '2025-07-01', null, null, true), (null, null, null, true), (date '2025-01-02', null, null, false))"
        " as t(met_on, opportunity_on, outcome_on, is_mature)"
    )
    told = asked(database, query("twenty-questions", "**19."), "made", "met", "opportunity", "outcome")
    assert told == [(3, 1, 1, 0)]


def test_an_engineers_contacts_count_once_and_whatever_their_industry(database: duckdb.DuckDBPyConnection) -> None:
    """Two events of one day; two of three contacts before it, one of them of unknown industry."""
    database.execute(
        "create table people.attendances as select 'p0' as person_id, event_id, event_on, 'software' as industry_id,"
        " true as is_attended, false as is_excluded from (values ('e1', date '2026-03-01'), ('e2', date '2026-03-01'))"
        " as t(event_id, event_on)"
    )
    database.execute(
        "create table people.interactions as select 'p0' as from_person_id, contact as to_person_id, 't' || contact"
        " as tie_id, occurred_on, true as is_direct, 'meeting' as interaction_kind from (values"
        " ('p1', date '2026-01-01'), ('p1', date '2026-03-02'), ('p2', date '2026-01-01'), ('p3', date '2026-03-31'))"
        " as t(contact, occurred_on)"
    )
    database.execute(
        "create table people.people as select * from (values ('p0', 'software'), ('p1', 'design'), ('p2', 'unknown'),"
        " ('p3', 'retail')) as t(person_id, industry_id)"
    )
    columns = ("ties_before", "ties_after", "industries_before", "industries_after")
    assert asked(database, query("two-stories", "## An engineer"), *columns) == [(2, 3, 1, 2)]
