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
    Mart("insights", "cells", ("a", "b", "n"), SmallCell(hide=("n",), added_up=ADDED)),
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


def table(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame(columns)


def test_who_came_from_an_industry_is_told_by_no_month_and_no_year(database: duckdb.DuckDBPyConnection) -> None:
    marts = [
        Mart("insights", model["name"], (), declared(model["name"]))
        for model in models()
        if "small_cell" in model.get("config", {}).get("meta", {})
    ]
    days = [date(2026, 6, 2), date(2026, 6, 2), date(2026, 6, 20), date(2025, 1, 9), date(2026, 5, 5)]
    cells = table(
        event_id=["e1", "e1", "e2", "e3", "e4"],
        industry_id=["law", "health", "law", "law", "law"],
        event_on=days,
        is_attendance_captured=[True, True, True, True, False],
        attended_count=pl.Series([None, None, 9, None, None], dtype=pl.Int64),
    )
    events = table(event_id=["e1", "e2", "e3"], attended_count=pl.Series([7, 12, None], dtype=pl.Int64))
    year = table(
        industry_id=["health", "law"], as_of_on=date(2026, 7, 1), period_after_on=date(2025, 7, 1),
        attendance_count=[4, 12], attendance_change=[1, 2],
    )  # fmt: skip
    month = table(
        industry_id=["health", "law", "law"], month_on=[date(2026, 6, 1), date(2025, 1, 1), date(2026, 6, 1)],
        attendance_count=[4, 3, 12], attendance_change=[0, 0, 0],
    )  # fmt: skip
    known = made(database, event_industry=cells, event_performance=events)
    hidden: dict[str, dict[str, list[bool]]] = {}
    for mart, rows in (("industry_engagement", year), ("industry_engagement_monthly", month)):
        known |= made(database, **{mart: rows})
        nowhere = rows.select(pl.lit(False).repeat_by(rows.height).explode().alias(name) for name in rows.columns)
        one = next(one for one in marts if one.name == mart)
        masks = masked(database, known, one, marts, nowhere)
        hidden[mart] = {name: masks[name].to_list() for name in ("attendance_count", "attendance_change")}
        shown = rows.with_columns(pl.when(~masks[name]).then(name).alias(name) for name in hidden[mart])
        known |= made(database, **{mart: shown})
    # Law alone had the event of the year before, so what is said of that year tells it, and so does its month; of the
    # event whose attendance was not taken nothing is said.
    assert hidden["industry_engagement"] == {"attendance_count": [True, True], "attendance_change": [True, True]}
    assert hidden["industry_engagement_monthly"]["attendance_count"] == [True, True, True]
    assert told(database, known, next(one for one in marts if one.name == "event_industry")) == 0
