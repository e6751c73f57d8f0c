"""Coverage: the share of known industries, which rows repeat, gives no hidden row of its group away."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publishing.checks import exposed_rows
from pipelines.publishing.marts import SmallCell
from pipelines.publishing.small_cells import hidden_coverage, hidden_rate, hidden_rows
from pipelines.settings import Privacy

PRIVACY = Privacy(smallest_cell=5, fewest_organisations=3)
COVERAGE = ("coverage_share", "coverage_share_n", "coverage_share_low", "coverage_share_high")
DECLARED = SmallCell(people="people_count", hide=("value",), within=(("month",),), covered=("month",))


def table(cells: dict[tuple[int, str], int]) -> pl.DataFrame:
    """The mart, with the coverage of each month on every row of it."""
    rows = pl.DataFrame(
        {
            "month": [month for month, _ in cells],
            "industry_id": [industry for _, industry in cells],
            "people_count": list(cells.values()),
        },
        schema={"month": pl.Int64, "industry_id": pl.String, "people_count": pl.Int64},
    )
    known = pl.when(pl.col("industry_id") != "unknown").then("people_count").otherwise(0).sum().over("month")
    everybody = pl.col("people_count").sum().over("month")
    share = pl.when(everybody > 0).then(known / everybody)
    return rows.with_columns(
        everybody.alias("coverage_share_n"),
        *(share.alias(column) for column in COVERAGE if column != "coverage_share_n"),
        value=pl.col("people_count") * 10,
    )


def published(rows: pl.DataFrame) -> pl.DataFrame:
    hidden = hidden_rows(rows, DECLARED, PRIVACY)
    without = hidden_rate(rows, "coverage_share", hidden, DECLARED, PRIVACY)
    return rows.with_columns(
        *(pl.when(~hidden).then(pl.col(column)).alias(column) for column in DECLARED.hidden),
        *(pl.when(~without).then(pl.col(column)).alias(column) for column in COVERAGE),
        is_suppressed=hidden,
    )


def test_coverage_is_hidden_where_it_tells_a_hidden_row() -> None:
    cells = {
        (1, "a"): 4, (1, "c"): 31, (1, "d"): 50, (1, "unknown"): 9,
        (2, "a"): 4, (2, "c"): 7, (2, "d"): 50, (2, "unknown"): 9,
        (3, "a"): 4, (3, "c"): 4,
        (4, "a"): 6, (4, "unknown"): 9,
    }  # fmt: skip
    told = published(table(cells))
    assert told.filter(pl.col("is_suppressed"))["people_count"].null_count() == 6
    assert told.group_by("month", maintain_order=True).agg(pl.col("coverage_share_n").unique())[
        "coverage_share_n"
    ].to_list() == [[None], [70], [None], [15]]
    assert exposed_rows(told, DECLARED, PRIVACY) == 0


def test_the_check_finds_a_coverage_that_tells_a_hidden_row() -> None:
    told = published(table({(1, "a"): 4, (1, "c"): 31, (1, "d"): 50, (1, "unknown"): 9}))
    assert exposed_rows(told.with_columns(coverage_share_n=94), DECLARED, PRIVACY) == 4
    elsewhere = DECLARED.model_copy(update={"covered": ()})
    assert exposed_rows(told.with_columns(coverage_share_n=94), elsewhere, PRIVACY) == 0


def test_where_levels_add_up_coverage_is_the_sum_of_all_of_them() -> None:
    """A lone industry hidden over all levels is the rest; what is hidden of some levels is not told apart."""
    rows = pl.DataFrame(
        {
            "month": [1, 1, 1, 1, 1, 2, 2, 2, 2, 2],
            "industry_id": ["a", "a", "a", "c", "c"] * 2,
            "level": ["plus", "basic", "all", "plus", "all"] * 2,
        }
    )
    levels = SmallCell(hide=(), within=(("month", "level"), ("month", "industry_id")), covered=("month",))
    hidden = pl.Series([True, False, True, False, False, True, True, False, False, False])
    assert hidden_coverage(rows, hidden, levels).to_list() == [True] * 5 + [False] * 5
    without_all = hidden_coverage(rows.with_columns(level=pl.col("level") + "s"), hidden, levels)
    assert not without_all.any()


CELLS: st.SearchStrategy[dict[Any, int]] = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(["a", "b", "c", "unknown"])), st.integers(1, 12), min_size=1
)


@given(CELLS)
def test_what_coverage_tells_is_of_no_hidden_row_alone(cells: dict[tuple[int, str], int]) -> None:
    told = published(table(cells))
    shown = told.filter(pl.col("coverage_share_n").is_not_null())
    lone = shown.group_by("month", pl.col("industry_id") == "unknown").agg(pl.col("is_suppressed").sum())
    assert not (lone["is_suppressed"] == 1).any()
    assert shown.group_by("month").agg(pl.col("is_suppressed").all()).filter("is_suppressed").is_empty()
    assert exposed_rows(told, DECLARED, PRIVACY) == 0
