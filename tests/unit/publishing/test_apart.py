"""Numbers that fewer stand for than for their row: hidden by their own people, and never the rest of the others."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipelines.home import Home
from pipelines.publishing.checks import exposed_rows
from pipelines.publishing.marts import SmallCell
from pipelines.publishing.release import publish
from pipelines.publishing.small_cells import hidden_apart, hidden_rows
from pipelines.settings import Privacy, Settings
from tests.unit.publishing import warehouses
from tests.unit.publishing.warehouses import AS_OF, SMALL_CELL, SMALL_CELLS, make_home

PRIVACY = Privacy(smallest_cell=5, fewest_organisations=3)
MEMBERS = ("member_count", "member_organisation_count", "fee")
DECLARED = SmallCell(
    people="people_count",
    hide=MEMBERS,
    within=(("month",), ("industry",)),
    apart=(SmallCell(people="member_count", organisations="member_organisation_count", hide=("fee",)),),
)
Cell = tuple[int, str, int, int, int]


def rows(*cells: Cell) -> pl.DataFrame:
    """Rows of a month and industry: people, and among them members and their organisations."""
    columns = ["month", "industry", "people_count", "member_count", "member_organisation_count"]
    schema = {column: pl.String if column == "industry" else pl.Int64 for column in columns}
    return pl.DataFrame(list(cells), schema=schema, orient="row").with_columns(fee=pl.col("member_count") * 10)


def published(frame: pl.DataFrame, apart: bool = True) -> pl.DataFrame:
    """The table as it leaves; without what stands apart where that is not looked at."""
    suppressed = hidden_rows(frame, DECLARED, PRIVACY)
    masks = dict.fromkeys(DECLARED.hidden, suppressed)
    if apart:
        masks |= hidden_apart(frame, suppressed, DECLARED, PRIVACY)
    shown = (pl.when(~mask).then(pl.col(column)).alias(column) for column, mask in masks.items())
    return frame.with_columns(*shown, is_suppressed=suppressed)


def test_members_of_two_organisations_are_hidden_where_forty_people_are_known() -> None:
    frame = published(rows((1, "software", 40, 10, 2), (1, "design", 30, 20, 9), (1, "banking", 50, 30, 9)))
    assert frame["people_count"].to_list() == [40, 30, 50]
    for column in MEMBERS:
        assert frame[column].is_null().to_list() == [True, True, False]


CELLS = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from("abcd"), st.integers(0, 12), st.integers(0, 12), st.integers(0, 5)
    ),
    max_size=12,
    unique_by=lambda cell: cell[:2],
)  # fmt: skip


@given(CELLS)
def test_none_of_too_few_is_visible_nor_the_rest_of_the_others_and_the_check_finds_one(cells: list[Any]) -> None:
    frame = rows(*cells)
    out = published(frame)
    seen = out.filter(pl.col("member_count").is_between(1, 4) | pl.col("member_organisation_count").is_between(1, 2))
    assert seen.is_empty()
    for grouping in DECLARED.within:
        groups = out.group_by(grouping).agg(pl.len(), hidden=pl.col("member_count").null_count())
        assert groups.filter((pl.col("hidden") == 1) & (pl.col("len") > 1)).is_empty()
    assert exposed_rows(out, DECLARED, PRIVACY) == 0
    with_rows_alone = published(frame, apart=False)
    assert (exposed_rows(with_rows_alone, DECLARED, PRIVACY) > 0) == (not with_rows_alone.equals(out))


def test_a_number_left_beside_hidden_members_is_exposed() -> None:
    frame = published(rows((1, "a", 40, 4, 9), (1, "b", 40, 30, 9)))
    assert exposed_rows(frame, DECLARED, PRIVACY) == 0
    assert exposed_rows(frame.with_columns(fee=40), DECLARED, PRIVACY) == 2


def test_what_stands_apart_is_gone_from_the_release(
    home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = {"hide": [*SMALL_CELL["hide"], "engaged_count"], "apart": [{"people": "engaged_count", "hide": []}]}
    monkeypatch.setitem(SMALL_CELLS, "monthly", {**SMALL_CELL, **apart, "parts": {}})
    monthly = {**warehouses.MONTHLY, "engaged_share_n": [9, 9, 40, 12, 20, 40], "people_count": [9, 9, 40, 12, 20, 50]}
    release = publish(make_home(home, insights__monthly={**monthly, "organisation_count": [9] * 6}), settings, AS_OF)
    frame = pl.read_parquet(release.folder / "parquet" / "insights" / "monthly.parquet")
    hidden = frame.filter(pl.col("engaged_count").is_null()).sort("month", "industry_id")
    assert not frame["is_suppressed"].any()
    assert hidden["people_count"].null_count() == 0
    assert set(hidden["month"]) == {"2026-05", "2026-06"}


@pytest.mark.parametrize("part", [{"people": "member_count", "hide": ["fee"]}, {"hide": ["member_count"]}])
def test_what_stands_apart_counts_its_people_and_is_hidden_with_its_row(part: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="apart"):
        SmallCell.model_validate({"people": "people_count", "hide": ["member_count"], "apart": [part]})


def test_a_change_since_what_stands_apart_and_is_hidden_would_tell_it() -> None:
    frame = pl.DataFrame({"month": [1, 2, 3, 4], "member_count": [20, 3, 30, 40], "member_change": [None, -17, 27, 10]})
    part = SmallCell(people="member_count", hide=("member_change",))
    declared = SmallCell(hide=("member_count", "member_change"), along="month", apart=(part,))
    masks = hidden_apart(frame, pl.Series([False] * 4), declared, PRIVACY)
    assert masks["member_count"].to_list() == [False, True, False, False]
    assert masks["member_change"].to_list() == [False, True, True, False]
    told = frame.with_columns(member_count=pl.Series([20, None, 30, 40]), member_change=pl.Series([None, None, 27, 10]))
    assert exposed_rows(told.with_columns(is_suppressed=False), declared, PRIVACY) == 1


def test_what_was_never_counted_is_not_the_one_hidden_beside_the_others() -> None:
    frame = rows((1, "a", 40, 20, 9), (1, "b", 40, 30, 9), (2, "a", 40, 30, 9), (2, "b", 40, 30, 9))
    uncounted = frame.with_columns(pl.when(pl.col("month") == 1).then(pl.col(MEMBERS)).name.keep())
    assert exposed_rows(published(uncounted), DECLARED, PRIVACY) == 0
