"""Totals: no hidden cell of one table follows from the numbers of others that add its cells up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import home as places
from pipelines.publishing.marts import AddedUp, Mart, SmallCell, Total
from pipelines.publishing.totals import masked, told
from tests.unit.publishing.declarations import declared, models
from tests.unit.publishing.elimination import solved

SIDE = range(4)
GRID = list(product(SIDE, SIDE))
ADDED = AddedUp(
    number="n",
    totals=(
        Total(table="rows", column="n", where="cell.a = total.a"),
        Total(table="sums", column="n", where="cell.b = total.b", hide=("n_change",)),
    ),
)
MARTS = [
    Mart("insights", "cells", ("a", "b", "n"), SmallCell(hide=("n",), added_up=(ADDED,))),
    Mart("insights", "rows", ("a", "n"), SmallCell(hide=("n",))),
    Mart("insights", "sums", ("b", "n", "n_change"), SmallCell(hide=("n", "n_change"), within=(("b",),), along="b")),
]
"""A table of which one adds up the rows, and another the columns."""


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with places.connect() as connection:
        yield connection


def made(connection: duckdb.DuckDBPyConnection, **tables: pl.DataFrame) -> dict[str, str]:
    for name, rows in tables.items():
        connection.register("frame", rows.to_arrow())
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM frame")
    return {name: name for name in tables}


def of(axis: str, hidden: pl.Series) -> pl.DataFrame:
    """The totals along an axis; null where hidden."""
    return pl.DataFrame({axis: list(SIDE), "n": [None if is_hidden else 9 for is_hidden in hidden], "n_change": 1})


def nothing() -> pl.DataFrame:
    return pl.DataFrame({"n": [False] * len(SIDE), "n_change": [False] * len(SIDE)})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(GRID), unique=True))
def test_totals_stay_as_far_as_they_tell_no_hidden_cell(
    database: duckdb.DuckDBPyConnection, hidden: list[tuple[int, int]]
) -> None:
    cells = pl.DataFrame([(a, b, None if (a, b) in hidden else 3) for a, b in GRID], ["a", "b", "n"], orient="row")
    equations = [[int(cell[axis] == line) for cell in hidden] for axis in (0, 1) for line in SIDE]
    shown = dict.fromkeys(("rows", "sums"), nothing()["n"])
    bare = made(database, cells=cells, rows=of("a", shown["rows"]), sums=of("b", shown["sums"]))
    assert told(database, bare, MARTS[0]) == solved(equations, len(hidden))
    known = {"cells": "cells"}
    for mart, axis in zip(MARTS[1:], "ab", strict=True):
        here = known | made(database, **{mart.name: of(axis, nothing()["n"])})
        shown[mart.name] = masked(database, here, mart, MARTS, nothing())["n"]
        known |= made(database, **{mart.name: of(axis, shown[mart.name])})
    left = [
        equation
        for equation, is_hidden in zip(equations, [*shown["rows"], *shown["sums"]], strict=True)
        if not is_hidden
    ]
    assert told(database, known, MARTS[0]) == solved(left, len(hidden)) == 0
    if not solved(equations, len(hidden)):
        assert not shown["rows"].any()
        assert not shown["sums"].any()


def test_a_change_goes_with_the_total_and_with_the_one_before(database: duckdb.DuckDBPyConnection) -> None:
    cells = pl.DataFrame({"a": [0, 1], "b": [1, 2], "n": [None, 3]}, schema_overrides={"n": pl.Int64})
    known = made(database, cells=cells, sums=of("b", nothing()["n"]))
    masks = masked(database, known, MARTS[2], MARTS, nothing())
    assert masks["n"].to_list() == [False, True, False, False]
    assert masks["n_change"].to_list() == [False, True, True, False]


EVENTS_OF_JUNE = {
    "people_count": 100,
    "event_on": date(2026, 6, 2),
    "is_attendance_captured": True,
    "attended_count": None,
}
MARTS_OF_EVENTS = [
    Mart("insights", model["name"], (), declared(model["name"]))
    for model in models()
    if "small_cell" in model.get("config", {}).get("meta", {})
]


def filled(mart: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Rows of a mart with every column that its declaration names; what is not said is 100."""
    named = dict.fromkeys(sorted(declared(mart).named), 100)
    keys = {"as_of_on": date(2026, 7, 1), "period_after_on": date(2025, 7, 1), "month_on": date(2026, 6, 1)}
    return pl.DataFrame([{**named, **keys, "event_id": "e", "industry_id": "law"} | row for row in rows])


def published(
    database: duckdb.DuckDBPyConnection, cells: pl.DataFrame, **rows: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """The tables that add up `event_industry`, published one after the other, with what is hidden in them null."""
    known = made(database, event_industry=cells)
    shown: dict[str, pl.DataFrame] = {}
    for name, table in rows.items():
        one = next(mart for mart in MARTS_OF_EVENTS if mart.name == name)
        nowhere = table.select(pl.col(column).is_null() for column in declared(name).hidden)
        masks = masked(database, known | made(database, **{name: table}), one, MARTS_OF_EVENTS, nowhere)
        shown[name] = table.with_columns(pl.when(~masks[column]).then(column).alias(column) for column in masks.columns)
        known |= made(database, **{name: shown[name]})
    assert told(database, known, next(mart for mart in MARTS_OF_EVENTS if mart.name == "event_industry")) == 0
    return shown


def test_who_came_from_an_industry_is_told_by_no_month_and_no_year(database: duckdb.DuckDBPyConnection) -> None:
    cells = pl.DataFrame(
        [
            EVENTS_OF_JUNE | {"event_id": "e1", "industry_id": "law"},
            EVENTS_OF_JUNE | {"event_id": "e1", "industry_id": "health"},
            EVENTS_OF_JUNE | {"event_id": "e2", "industry_id": "law", "attended_count": 9},
            EVENTS_OF_JUNE | {"event_id": "e3", "industry_id": "law", "event_on": date(2025, 1, 9)},
            EVENTS_OF_JUNE | {"event_id": "e4", "industry_id": "law", "is_attendance_captured": False},
        ],
        schema_overrides={"attended_count": pl.Int64},
    )
    shown = published(
        database,
        cells,
        event_performance=filled("event_performance", {"event_id": "e1", "attended_count": 7}),
        industry_engagement=filled(
            "industry_engagement", {"attendance_count": 12}, {"industry_id": "health", "attendance_count": 4}
        ),
        industry_engagement_monthly=filled(
            "industry_engagement_monthly",
            {"attendance_count": 12, "attending_people_count": 11},
            {"industry_id": "health", "attendance_count": 4, "attending_people_count": 4},
            {"month_on": date(2025, 1, 1), "attendance_count": 3, "attending_people_count": 3},
            {"industry_id": "design"},
            {"industry_id": "design", "month_on": date(2025, 1, 1)},
        ),
    )
    # Law alone had the event of the year before, so what is said of that year tells it, and so does its month; of the
    # event whose attendance was not taken nothing is said.
    assert shown["event_performance"]["attended_count"].to_list() == [7]
    year = shown["industry_engagement"]
    assert year["attendance_count"].to_list() == year["attendance_change"].to_list() == [None, None]
    month = shown["industry_engagement_monthly"]
    for column in ("attendance_count", "attending_people_count", "new_people_count"):
        assert month[column][:3].to_list() == [None, None, None]
    assert month["attending_people_count"][4] is None  # or the month's only hidden one would be the rest of it
    assert month["people_count"].to_list() == [100] * 5


def test_what_an_event_tells_alone_goes_with_all_that_adds_up_to_it(database: duckdb.DuckDBPyConnection) -> None:
    cells = pl.DataFrame(
        [EVENTS_OF_JUNE | {"event_id": "e1", "industry_id": "law"}], schema_overrides={"attended_count": pl.Int64}
    )
    rows = filled("event_performance", {"event_id": "e1", "attended_count": 40})
    (event,) = published(database, cells, event_performance=rows)["event_performance"].iter_rows(named=True)
    assert (
        event["attended_count"] is event["new_people_count"] is event["walk_in_rate_n"] is event["no_show_rate"] is None
    )
    assert event["registered_count"] == event["people_count"] == 100


def test_a_total_far_from_the_cell_that_it_helps_to_tell_goes(database: duckdb.DuckDBPyConnection) -> None:
    of = {"e1": ("law", "health"), "e2": ("bank", "health"), "e3": ("bank", "health")}
    cells = pl.DataFrame(
        [EVENTS_OF_JUNE | {"event_id": event, "industry_id": one} for event, both in of.items() for one in both],
        schema_overrides={"attended_count": pl.Int64},
    )
    nothing_of = {"attendance_count": None, "attending_people_count": None}
    shown = published(
        database,
        cells,
        event_performance=filled(
            "event_performance",
            *({"event_id": event, "attended_count": count} for event, count in (("e1", 5), ("e2", 6), ("e3", 7))),
        ),
        industry_engagement=filled(
            "industry_engagement",
            {"industry_id": "health", "attendance_count": 9, "attendance_change": None},
            *({"industry_id": one, "attendance_count": None, "attendance_change": None} for one in ("law", "bank")),
        ),
        industry_engagement_monthly=filled(
            "industry_engagement_monthly",
            {"industry_id": "bank", "attendance_count": 8, "attending_people_count": 8},
            *({"industry_id": one, **nothing_of} for one in ("law", "health")),
        ),
    )
    # The bank's month and the year of health leave of the three events what law sent to one of them.
    assert shown["industry_engagement"]["attendance_count"][0] == 9
    assert shown["industry_engagement_monthly"]["attendance_count"][0] is None
