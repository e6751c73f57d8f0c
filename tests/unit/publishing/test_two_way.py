"""Tables with rows of `all` either way: no hidden cell follows from the visible ones, by any sums and differences."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publishing.checks import exposed_rows
from pipelines.publishing.marts import ALL
from pipelines.publishing.small_cells import hidden_rows, too_small
from pipelines.settings import Privacy
from tests.unit.publishing.declarations import declared

DECLARED = declared("membership_retention").model_copy(update={"hide": (), "parts": {}, "apart": ()})
PRIVACY = Privacy(smallest_cell=5)

Cells = dict[tuple[str, str], int]
CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("1234")),
    st.sampled_from([1, 2, 3, 6, 8, 12, 20, 40]),
    min_size=1,
)


def table(cells: Cells) -> pl.DataFrame:
    """The mart of one month, with what the cells add up to over industries, over levels, and over both."""
    whole: Cells = {}
    for (industry, level), count in cells.items():
        for place in ((industry, level), (industry, ALL), (ALL, level), (ALL, ALL)):
            whole[place] = whole.get(place, 0) + count
    rows = [(*place, count, 9) for place, count in sorted(whole.items())]
    columns = ["industry_id", "level", "people_count", "organisation_count"]
    return pl.DataFrame(rows, columns, orient="row").with_columns(month_on=1, member_kind=pl.lit("person"))


def told(rows: pl.DataFrame, hidden: pl.Series) -> list[tuple[str, str]]:
    """The hidden cells that all solutions of the sums agree on."""
    cells = rows.filter(hidden)
    sums = [
        [(-1 if cell[1 - way] == ALL else 1) if cell[way] == line else 0 for cell in places]
        for places in [cells.select("industry_id", "level").rows()]
        for way, column in enumerate(("industry_id", "level"))
        for line in sorted(set(rows[column]))
    ]
    equations = np.array(sums, dtype=np.float64)
    agreed: list[float] = list(np.diag(np.linalg.pinv(equations) @ equations)) if cells.height else []
    return [
        place for place, share in zip(cells.select("industry_id", "level").rows(), agreed, strict=True) if share > 0.999
    ]


def test_a_cell_between_two_groups_of_hidden_ones_is_not_told() -> None:
    """Each industry and level has two cells of three people or none; b3 alone joins the two squares of them."""
    few = ["a1", "a2", "b1", "b2", "b3", "c3", "c4", "d3", "d4"]
    rows = table({(row, column): 3 if row + column in few else 9 for row in "abcd" for column in "1234"})
    small = too_small(rows, DECLARED, PRIVACY)
    assert told(rows, small) == [("b", "3")]
    hidden = hidden_rows(rows, DECLARED, PRIVACY)
    assert told(rows, hidden) == []
    assert (hidden & ~small).sum() == 1


def test_the_check_finds_a_cell_between_two_groups_of_hidden_ones() -> None:
    few = ["a1", "a2", "b1", "b2", "b3", "c3", "c4", "d3", "d4"]
    rows = table({(row, column): 3 if row + column in few else 9 for row in "abcd" for column in "1234"})
    support = pl.col(DECLARED.support)
    published = [
        rows.with_columns(pl.when(~hidden).then(support).name.keep(), is_suppressed=hidden)
        for hidden in (too_small(rows, DECLARED, PRIVACY), hidden_rows(rows, DECLARED, PRIVACY))
    ]
    assert [exposed_rows(told, DECLARED, PRIVACY) for told in published] == [1, 0]


@given(CELLS)
def test_no_hidden_cell_follows_from_the_visible_ones(cells: Cells) -> None:
    rows = table(cells)
    assert told(rows, hidden_rows(rows, DECLARED, PRIVACY)) == []
