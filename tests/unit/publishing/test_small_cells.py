"""Small cells: nothing small stays visible, and nothing hidden can be had by subtraction."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publishing.checks import exposed_rows
from pipelines.publishing.marts import SmallCell
from pipelines.publishing.small_cells import after_hidden, hidden_rate, hidden_rows, hidden_sums, too_small
from pipelines.settings import Privacy

PRIVACY = Privacy(smallest_cell=5, fewest_organisations=3, largest_contributor_share=0.8)
DECLARED = SmallCell(
    people="people_count", organisations="organisation_count", hide=("value",), within=(("month",), ("industry",))
)


def rows(*cells: tuple[Any, Any, Any, Any]) -> pl.DataFrame:
    columns = {"month": pl.Int64, "industry": pl.String, "people_count": pl.Int64, "organisation_count": pl.Int64}
    return pl.DataFrame(list(cells), schema=columns, orient="row").with_columns(value=pl.col("people_count") * 10)


def hidden(frame: pl.DataFrame) -> list[bool]:
    return hidden_rows(frame, DECLARED, PRIVACY).to_list()


@pytest.mark.parametrize(
    ("people", "organisations", "is_small"),
    [(0, 0, False), (1, 9, True), (4, 9, True), (5, 9, False), (9, 1, True), (9, 2, True), (9, 3, False), (9, 0, False),
     (None, 9, False), (9, None, False)],
)  # fmt: skip
def test_the_floors_count_from_one_person_up_to_the_last_too_few(
    people: Any, organisations: Any, is_small: bool
) -> None:
    assert too_small(rows((1, "a", people, organisations)), DECLARED, PRIVACY).to_list() == [is_small]


@pytest.mark.parametrize(
    ("numbers", "is_small"),
    [({"value": 1}, True), ({"value": -1.5}, True), ({"value": True}, True), ({"value": None}, False),
     ({"value": 0}, False), ({"value": 0, "value_change": -6}, False)],
)  # fmt: skip
def test_a_row_that_counts_nobody_and_says_something_is_of_somebody(numbers: dict[str, Any], is_small: bool) -> None:
    declared = SmallCell(people="people_count", hide=("value", "value_change"))
    frame = (
        rows((1, "a", 0, 0)).with_columns(value_change=None).with_columns(**{k: pl.lit(v) for k, v in numbers.items()})
    )
    assert too_small(frame, declared, PRIVACY).to_list() == [is_small]


def test_the_smallest_visible_row_beside_a_lone_hidden_one_is_hidden_too() -> None:
    frame = rows((1, "a", 3, 9), (1, "b", 50, 9), (1, "c", 7, 9))
    assert hidden(frame) == [True, False, True]


def test_a_row_of_nobody_is_the_last_resort() -> None:
    assert hidden(rows((1, "a", 3, 9), (1, "b", 0, 0), (1, "c", 70, 9))) == [True, False, True]
    assert hidden(rows((1, "a", 3, 9), (1, "b", 0, 0))) == [True, True]


def test_hiding_goes_on_across_both_ways_of_adding_up() -> None:
    frame = rows((1, "a", 3, 9), (1, "b", 9, 9), (2, "a", 8, 9), (2, "b", 30, 9))
    assert hidden(frame) == [True, True, True, True]


def test_a_group_of_one_has_nothing_to_be_worked_out_from() -> None:
    assert hidden(rows((1, "a", 3, 9))) == [True]


def test_groups_without_a_name_are_groups() -> None:
    assert hidden(rows((None, "a", 3, 9), (None, "b", 7, 9), (1, "c", 9, 9))) == [True, True, False]


def test_a_sum_that_one_contributor_dominates_is_hidden_with_its_smallest_neighbour() -> None:
    frame = rows((1, "a", 30, 9), (1, "b", 40, 9), (1, "c", 50, 9)).with_columns(
        value_largest_share=pl.Series([0.81, 0.8, None])
    )
    nothing = pl.Series([False, False, False])
    in_months = SmallCell(hide=("value",), within=(("month",),))
    assert hidden_sums(frame, "value", nothing, None, PRIVACY).to_list() == [True, False, False]
    assert hidden_sums(frame, "value", nothing, in_months, PRIVACY).to_list() == [True, True, False]


RATE = ("won_rate", "won_rate_n", "won_rate_low", "won_rate_high")


def with_rate(frame: pl.DataFrame, denominators: list[int]) -> pl.DataFrame:
    return frame.with_columns(won_rate_n=pl.Series(denominators, dtype=pl.Int64)).with_columns(
        pl.when(pl.col("won_rate_n") > 0).then(0.5).alias(column) for column in RATE if column != "won_rate_n"
    )


def test_the_rate_of_the_fewest_beside_a_lone_hidden_one_is_hidden_too() -> None:
    frame = with_rate(rows((1, "a", 30, 9), (1, "b", 40, 9), (1, "c", 50, 9), (2, "a", 30, 9)), [2, 20, 8, 6])
    none_hidden = pl.repeat(False, 4, eager=True)
    declared = SmallCell(people="people_count", hide=RATE, within=(("month",),))
    assert hidden_rate(frame, "won_rate", none_hidden, declared, PRIVACY).to_list() == [True, False, True, False]
    b_hidden = pl.Series([False, True, False, False])
    assert hidden_rate(frame, "won_rate", b_hidden, declared, PRIVACY).to_list() == [True, True, False, False]


def test_a_rate_that_all_rows_of_a_group_repeat_is_not_the_rest_of_the_others() -> None:
    frame = with_rate(rows((1, "a", 30, 9), (1, "b", 40, 9)), [4, 90])
    declared = SmallCell(people="people_count", hide=("value",), within=(("month",),))
    assert hidden_rate(frame, "won_rate", pl.Series([False, False]), declared, PRIVACY).to_list() == [True, False]


CELLS = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from("abcd"), st.integers(0, 12), st.integers(0, 5)
    ),
    max_size=14,
    unique_by=lambda cell: cell[:2],
)  # fmt: skip


def published(frame: pl.DataFrame) -> pl.DataFrame:
    mask = hidden_rows(frame, DECLARED, PRIVACY)
    return frame.with_columns(
        *(pl.when(mask).then(None).otherwise(pl.col(column)).alias(column) for column in DECLARED.hidden),
        is_suppressed=mask,
    )


@given(CELLS)
def test_no_small_cell_is_visible_and_no_group_has_exactly_one_hidden(cells: list[Any]) -> None:
    frame = rows(*cells)
    shown = published(frame).filter(~pl.col("is_suppressed"))
    assert shown.filter(
        pl.col("people_count").is_between(1, 4) | pl.col("organisation_count").is_between(1, 2)
    ).is_empty()
    for grouping in DECLARED.within:
        groups = published(frame).group_by(grouping).agg(pl.len(), pl.col("is_suppressed").sum())
        assert groups.filter((pl.col("is_suppressed") == 1) & (pl.col("len") > 1)).is_empty()


@given(CELLS)
def test_what_is_published_passes_the_check_and_the_bare_table_does_not(cells: list[Any]) -> None:
    frame = rows(*cells)
    assert exposed_rows(published(frame), DECLARED, PRIVACY) == 0
    bare = frame.with_columns(is_suppressed=pl.lit(False))
    assert (exposed_rows(bare, DECLARED, PRIVACY) > 0) == too_small(frame, DECLARED, PRIVACY).any()


def shown_with_rate(frame: pl.DataFrame, mask: pl.Series) -> pl.DataFrame:
    """The table with nothing but a rate hidden, where `mask` says."""
    return frame.with_columns(pl.when(~mask).then(pl.col(column)).alias(column) for column in RATE).with_columns(
        is_suppressed=pl.lit(False)
    )


@given(CELLS, st.data())
def test_no_rate_of_too_few_is_the_rest_of_the_others_and_the_check_finds_one(cells: list[Any], data: Any) -> None:
    frame = rows(*((month, industry, people + 5, 3) for month, industry, people, _ in cells))
    frame = with_rate(frame, data.draw(st.lists(st.integers(0, 9), min_size=len(cells), max_size=len(cells))))
    declared = DECLARED.model_copy(update={"hide": ("value", *RATE)})
    none_hidden = pl.repeat(False, frame.height, eager=True)
    out = shown_with_rate(frame, hidden_rate(frame, "won_rate", none_hidden, declared, PRIVACY))
    assert not out["won_rate_n"].is_between(1, 4).any()
    assert exposed_rows(out, declared, PRIVACY) == 0
    small_alone = shown_with_rate(frame, frame["won_rate_n"].is_between(1, 4))
    is_lone = [
        (groups["hidden"] == 1) & (groups["len"] > 1)
        for group in declared.within
        for groups in [small_alone.group_by(group).agg(pl.len(), hidden=pl.col("won_rate_n").null_count())]
    ]
    assert (exposed_rows(small_alone, declared, PRIVACY) > 0) == any(lone.any() for lone in is_lone)


def test_a_hidden_rate_beside_what_gives_it_away_is_exposed() -> None:
    lost = tuple(column.replace("won", "lost") for column in RATE)
    parts = {"won_rate": ("won_count", *lost)}
    declared = SmallCell(people="people_count", hide=("won_count", *RATE, *lost), parts=parts)
    frame = rows((1, "a", 9, 9), (1, "b", 9, 9)).with_columns(
        *(pl.lit(None, dtype=pl.Int64).alias(column) for column in declared.hidden if column != "people_count"),
        is_suppressed=pl.lit(False),
    )
    assert exposed_rows(frame, declared, PRIVACY) == 0
    assert exposed_rows(frame.with_columns(lost_rate_n=9), declared, PRIVACY) == 2
    assert exposed_rows(frame.with_columns(won_count=1), declared, PRIVACY) > 0
    without_parts = declared.model_copy(update={"parts": {}})
    assert exposed_rows(frame.with_columns(won_count=1), without_parts, PRIVACY) == 0


@given(CELLS)
def test_rows_that_need_no_hiding_stay_when_nothing_is_small(cells: list[Any]) -> None:
    frame = rows(*((month, industry, people + 5, 3) for month, industry, people, _ in cells))
    assert not any(hidden(frame))


MIXED = SmallCell(
    people="people_count", organisations="organisation_count", hide=("value",), within=(("here",), ("there",)),
    mirror=("here", "there"),
)  # fmt: skip


def matrix(cells: dict[tuple[str, str], int]) -> pl.DataFrame:
    """Both halves of a symmetrical table, as rows in order."""
    both = sorted({(here, there, people) for (one, other), people in cells.items()
                   for here, there in ((one, other), (other, one))})  # fmt: skip
    return pl.DataFrame(both, schema=["here", "there", "people_count"], orient="row").with_columns(
        organisation_count=pl.lit(9), value=pl.col("people_count") * 10
    )


MATRICES = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")).map(lambda pair: tuple(sorted(pair))),
    st.integers(0, 12),
    min_size=1,
).map(matrix)


def mixed(frame: pl.DataFrame) -> pl.DataFrame:
    mask = hidden_rows(frame, MIXED, PRIVACY)
    shown = (pl.when(~mask).then(pl.col(column)).alias(column) for column in MIXED.hidden)
    return frame.with_columns(*shown, is_suppressed=mask)


@given(MATRICES)
def test_a_cell_is_hidden_on_both_sides_and_never_alone_in_its_row_or_column(frame: pl.DataFrame) -> None:
    out = mixed(frame)
    twins = out.join(out, left_on=["here", "there"], right_on=["there", "here"], suffix="_of_twin")
    assert (twins["is_suppressed"] == twins["is_suppressed_of_twin"]).all()
    for grouping in MIXED.within:
        groups = out.group_by(grouping).agg(pl.len(), pl.col("is_suppressed").sum())
        assert groups.filter((pl.col("is_suppressed") == 1) & (pl.col("len") > 1)).is_empty()
    assert exposed_rows(out, MIXED, PRIVACY) == 0


def test_a_cell_whose_mirror_image_is_hidden_is_exposed() -> None:
    cells = [(one, other) for one in "abc" for other in "abc" if one <= other]
    out = mixed(matrix(dict(zip(cells, (3, 9, 9, 3, 9, 3), strict=True))))
    is_ab = (pl.col("here") == "a") & (pl.col("there") == "b")
    half = (
        mixed(matrix(dict.fromkeys(cells, 9)))
        .with_columns(is_suppressed=is_ab)
        .with_columns(pl.when(~is_ab).then(pl.col(column)).alias(column) for column in MIXED.hidden)
    )
    without = MIXED.model_copy(update={"mirror": None})
    assert exposed_rows(out, MIXED, PRIVACY) == 0
    assert exposed_rows(half, MIXED, PRIVACY) == exposed_rows(half, without, PRIVACY) + 1


def test_a_change_since_a_hidden_row_is_hidden_and_its_row_is_not() -> None:
    declared = DECLARED.model_copy(update={"along": "month"})
    frame = rows((3, "a", 9, 9), (1, "a", 8, 9), (2, "a", 3, 9), (3, "b", 8, 9), (2, "b", 40, 9))
    mask = pl.Series([False, False, True, False, False])
    assert after_hidden(frame, mask, declared).to_list() == [True, False, True, False, False]
    assert after_hidden(frame, mask, DECLARED).to_list() == mask.to_list()


def test_the_check_finds_a_change_since_a_hidden_row() -> None:
    declared = DECLARED.model_copy(update={"along": "month", "within": (("industry",), ("month",))})
    frame = rows((1, "a", None, None), (2, "a", 9, 9), (1, "b", None, None), (2, "b", 8, 9)).with_columns(
        is_suppressed=pl.Series([True, False, True, False]), people_change=pl.Series([None, 6, None, None])
    )
    lone = declared.model_copy(update={"within": (("month",),)})
    assert exposed_rows(frame.with_columns(people_change=None), lone, PRIVACY) == 0
    assert exposed_rows(frame.sort("industry"), declared, PRIVACY) > exposed_rows(
        frame.with_columns(people_change=None), declared, PRIVACY
    )
