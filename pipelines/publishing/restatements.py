"""The table `insights.restatements`: published numbers that a later release gives otherwise.

Two releases are held against each other cell by cell, where both speak of the same: the same
row by its key, and a period that had ended at both instants, or the same day as of which they
count. A period that still ran is not restated by running on. What is hidden in this release is
hidden here, too, in whatever release it was shown before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from pipelines.publishing.told import ToldTable

if TYPE_CHECKING:
    import duckdb

RESTATEMENTS = ToldTable(
    audience="insights",
    name="restatements",
    comment="Numbers that a release gave and a later one gives otherwise, of the same period, and what moved them.",
    columns={
        "release_number": (pl.Int64(), "Number of the release that gave the new value first."),
        "release_id": (pl.String(), "Name of that release."),
        "previous_release_id": (pl.String(), "Name of the release before, which gave the old value."),
        "table_name": (pl.String(), "Table of insights that the number stands in."),
        "row_key": (pl.String(), "Its row, as column=value for each column of the key."),
        "period_on": (pl.Date(), "First day of its period: the month's, or the event's; null as of the release."),
        "period_status": (pl.String(), "open or final: whether more was to come when the old value was published."),
        "metric": (pl.String(), "The metric, as in metric_definitions."),
        "column_name": (pl.String(), "The number's column; a rate's denominator, _n, is a number of its own."),
        "old_value": (pl.Float64(), "Value in the release before; null where it gave none, or hid it."),
        "new_value": (pl.Float64(), "Value in that release; null where it gives none any more, or hides it."),
        "is_suppressed": (
            pl.Boolean(),
            "True where this release or one since hides the number: both values are hidden.",
        ),
        "moved_by": (
            pl.String(),
            "What differs between the two releases of all that decides a number: "
            "file, layout, decision, setting, code, time.",
        ),
        "moved_by_which": (
            pl.String(),
            "The decisions, settings, layouts and first files among these; release_changes has all. "
            "Where moved_by has one kind and this one name, that is what moved it; else each may have.",
        ),
    },
)

PERIODS = {"month_on": "1mo", "event_on": "1d", "period_on": "1y"}
"""Column that a period begins on → how long it is. Other tables are as of the release."""

KEY_OF_CELL = ["table_name", "row_key", "column_name"]
BEFORE = "before "
"""What the columns of the earlier release are prefixed with, side by side with this one's."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of one table: the key of its rows, and its metrics by column."""

    table_name: str
    key: tuple[str, ...]
    metrics: dict[str, str]

    @property
    def row_key(self) -> pl.Expr:
        """A row's key as text."""
        parts = [pl.format(f"{column}={{}}", pl.col(column).cast(pl.String).fill_null("")) for column in self.key]
        return pl.concat_str(parts, separator=", ").alias("row_key")


def counted(connection: duckdb.DuckDBPyConnection, release_number: int) -> dict[str, tuple[int, int]]:
    """How many numbers a release restates, and how many of them were final, by table; on the released insights."""
    rows = connection.execute(
        "SELECT table_name, count(*), count(*) FILTER (period_status = 'final') FROM restatements"
        " WHERE release_number = ? GROUP BY table_name ORDER BY table_name",
        [release_number],
    ).fetchall()
    return {table: (count, final) for table, count, final in rows}


def numbers_of(table_name: str, key: tuple[str, ...], columns: list[str], catalogue: pl.DataFrame) -> Numbers:
    """The metrics that `catalogue` (`metric_definitions`) has of a table, and the denominators beside its rates.

    >>> catalogue = pl.DataFrame({"table_name": ["t"], "column_name": ["a_rate"], "metric": ["a_rate"]})
    >>> numbers_of("t", ("k",), ["k", "a_rate", "a_rate_n"], catalogue).metrics
    {'a_rate': 'a_rate', 'a_rate_n': 'a_rate'}
    """
    listed = catalogue.filter(pl.col("table_name") == table_name).select("column_name", "metric")
    metric_of = dict(listed.iter_rows())
    metric_of |= {f"{column}_n": metric for column, metric in metric_of.items()}
    return Numbers(table_name, key, {column: metric_of[column] for column in columns if column in metric_of})


def restated(
    numbers: Numbers, before: pl.DataFrame, after: pl.DataFrame, days: tuple[date, date], open_days: int
) -> pl.DataFrame:
    """The cells that `after` gives otherwise than `before`: two publications of one table as of `days`.

    Returns `KEY_OF_CELL, period_on, period_status, metric, old_value, new_value`. A row that only one
    of them has counts as empty in the other, from the first period that `before` had. A row of no
    period is as of the release, whatever the others are; a period was open when `before` was
    published until `open_days` after its last day.
    """
    both = _side_by_side(numbers, before, after)
    both = both.filter(_is_same_period(numbers, before, days)) if both.height else both
    shared = [column for column in numbers.metrics if BEFORE + column in both.columns]
    final_before = days[0] - timedelta(days=open_days)
    found = [_changed(numbers, both, column, final_before) for column in shared]
    return pl.concat(found) if found else pl.DataFrame(schema=_changed_schema())


def hidden(numbers: Numbers, published: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """The cells (`KEY_OF_CELL`) that are empty as `published`, and were not as `made`."""
    columns = list(numbers.metrics)
    flags = [pl.col(column).is_not_null().alias(f"made {column}") for column in columns]
    both = published.join(made.select(*numbers.key, *flags), on=list(numbers.key), nulls_equal=True)
    found = [
        both.filter(pl.col(column).is_null() & pl.col(f"made {column}")).select(
            pl.lit(numbers.table_name).alias("table_name"), numbers.row_key, pl.lit(column).alias("column_name")
        )
        for column in columns
    ]
    return pl.concat(found) if found else pl.DataFrame(schema=dict.fromkeys(KEY_OF_CELL, pl.String))


def without_hidden(rows: pl.DataFrame, hidden_cells: pl.DataFrame) -> pl.DataFrame:
    """Rows of the table with both values empty where this release hides the cell, and that said."""
    marked = rows.join(hidden_cells.with_columns(hides=pl.lit(True)), on=KEY_OF_CELL, how="left")
    hides = pl.col("hides").fill_null(False)
    values = [pl.when(~hides).then(pl.col(column)).alias(column) for column in ("old_value", "new_value")]
    return marked.with_columns(*values, is_suppressed=pl.col("is_suppressed") | hides).select(rows.columns)


def _side_by_side(numbers: Numbers, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The rows of either side by their key, with the columns of `before` prefixed."""
    told = {*numbers.metrics, *_beside(after)}
    old = before.select(
        *numbers.key, *(pl.col(column).alias(BEFORE + column) for column in before.columns if column in told)
    )
    new = after.select(*numbers.key, *(column for column in after.columns if column in told - {*numbers.key}))
    return old.join(new, on=list(numbers.key), how="full", coalesce=True, nulls_equal=True)


def _beside(rows: pl.DataFrame) -> list[str]:
    return [column for column in PERIODS if column in rows.columns]


def _is_same_period(numbers: Numbers, before: pl.DataFrame, days: tuple[date, date]) -> pl.Expr:
    """Whether a row is about what both publications could know whole."""
    column = next((column for column in PERIODS if column in before.columns), None)
    if column is None or before.is_empty():
        return pl.lit(days[0] == days[1] and not before.is_empty())
    begins = _either(numbers, column)
    known = begins >= before[column].min()
    if days[0] == days[1]:
        return known | begins.is_null()
    return known & (_ended_on(begins, column) <= pl.lit(min(days)))


def _either(numbers: Numbers, column: str) -> pl.Expr:
    return pl.col(column) if column in numbers.key else pl.coalesce(BEFORE + column, column)


def _ended_on(begins: pl.Expr, column: str) -> pl.Expr:
    """The first day after a period."""
    return begins.dt.offset_by(PERIODS[column])


def _changed(numbers: Numbers, both: pl.DataFrame, column: str, final_before: date) -> pl.DataFrame:
    """The rows whose `column` differs; what ended on `final_before` or earlier was final."""
    old, new = pl.col(BEFORE + column).cast(pl.Float64), pl.col(column).cast(pl.Float64)
    period = next((name for name in PERIODS if name in both.columns), None)
    begins, status = pl.lit(None, pl.Date), pl.lit(None, pl.String)
    if period:
        begins = _either(numbers, period)
        # A row of no period is never over.
        is_final = (_ended_on(begins, period) <= final_before).fill_null(False)
        status = pl.when(is_final).then(pl.lit("final")).otherwise(pl.lit("open"))
    return both.filter(old.ne_missing(new)).select(
        pl.lit(numbers.table_name).alias("table_name"),
        numbers.row_key,
        pl.lit(column).alias("column_name"),
        begins.alias("period_on"),
        status.alias("period_status"),
        pl.lit(numbers.metrics[column]).alias("metric"),
        old.alias("old_value"),
        new.alias("new_value"),
    )


def _changed_schema() -> dict[str, pl.DataType]:
    columns = (*KEY_OF_CELL, "period_on", "period_status", "metric", "old_value", "new_value")
    return {column: RESTATEMENTS.schema[column] for column in columns}
