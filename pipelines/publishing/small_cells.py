"""Small cells: which rows and sums are hidden before a table leaves.

A row is hidden where the people or organisations behind it are too few. A lone
hidden row could be worked out from its group's total, so the smallest visible row
beside it is hidden too, until no group has exactly one (complementary suppression).
A sum that one contributor dominates is hidden by itself, and so is a rate of too few people;
neither may be the only one hidden in its group.
"""

from __future__ import annotations

import polars as pl

from pipelines.publishing.marts import ALL, INDUSTRY, UNKNOWN, SmallCell
from pipelines.publishing.two_way import ringing
from pipelines.settings import Privacy

LARGEST_SHARE = "_largest_share"
"""`<sum>_largest_share` says how much of a sum its largest contributor makes."""

CHANGE = "_change"

RATE_PARTS = ("_n", "_low", "_high")
"""What stands beside every rate: its denominator and its interval."""


def hidden_rows(rows: pl.DataFrame, declared: SmallCell, privacy: Privacy) -> pl.Series:
    """Whether each row is hidden: its own support too small, or needed to protect another row.

    >>> rows = pl.DataFrame({"month": [1, 1, 1], "people_count": [3, 9, 40], "score": [0.1, 0.4, 0.3]})
    >>> declared = SmallCell(people="people_count", hide=("score",), within=(("month",),))
    >>> hidden_rows(rows, declared, Privacy(smallest_cell=5)).to_list()
    [True, True, False]
    """
    small = too_small(rows, declared, privacy)
    if not declared.support:
        return small
    return complemented(rows, small, rows[declared.support[0]], declared)


def too_small(rows: pl.DataFrame, declared: SmallCell, privacy: Privacy) -> pl.Series:
    """Whether each row stands for fewer people or organisations than may be shown.

    A row of nobody is no cell unless it has something to say: then it is about somebody whom nothing counts.
    """
    floors = ((declared.people, privacy.smallest_cell), (declared.organisations, privacy.fewest_organisations))
    tests = [pl.col(column).is_between(1, floor - 1) for column, floor in floors if column]
    if declared.people:
        tests.append((pl.col(declared.people) == 0) & _says_something(declared))
    return rows.select(pl.any_horizontal(pl.lit(False), *tests).fill_null(False).alias("hidden"))["hidden"]


def hidden_apart(rows: pl.DataFrame, hidden: pl.Series, declared: SmallCell, privacy: Privacy) -> dict[str, pl.Series]:
    """Column → whether each cell is hidden, of numbers that fewer stand for than for their row.

    >>> rows = pl.DataFrame({"people_count": [40, 40], "member_count": [4, 30]})
    >>> declared = SmallCell(hide=("member_count",), apart=[SmallCell(people="member_count", hide=())])
    >>> hidden_apart(rows, pl.Series([False, False]), declared, Privacy(smallest_cell=5))["member_count"].to_list()
    [True, False]
    """
    masks: dict[str, pl.Series] = {}
    for part in declared.apart:
        # Who reads the table cannot tell what was never counted from what is hidden, and neither can the check of it.
        small = hidden | too_small(rows, part, privacy) | rows[part.support[0]].is_null()
        apart = complemented(rows, small, rows[part.support[0]], declared)
        masks |= dict.fromkeys(part.hidden, apart)
        masks |= dict.fromkeys(changes_of(list(part.hidden)), after_hidden(rows, apart, declared))
    return masks


def _says_something(declared: SmallCell) -> pl.Expr:
    """Whether a number of the row itself is there and not 0; a change may be that of the row before alone."""
    numbers = [column for column in declared.hidden if not column.endswith(CHANGE)]
    return pl.any_horizontal((pl.col(column).cast(pl.Float64) != 0).fill_null(False) for column in numbers)


def sums_of(columns: list[str]) -> list[str]:
    """The sums that come with the share of their largest contributor."""
    return [column for column in columns if f"{column}{LARGEST_SHARE}" in columns]


def hidden_sums(
    rows: pl.DataFrame, column: str, hidden: pl.Series, declared: SmallCell | None, privacy: Privacy
) -> pl.Series:
    """Whether each cell of a sum is hidden: its row is, one contributor dominates it, or it protects another."""
    dominated = (rows[f"{column}{LARGEST_SHARE}"] > privacy.largest_contributor_share).fill_null(False)
    if declared is None:
        return hidden | dominated
    return complemented(rows, hidden | dominated, rows[column].abs(), declared)


def rates_of(columns: list[str]) -> list[str]:
    """The rates and shares that come with their denominator and interval.

    >>> rates_of(["renewal_rate", "renewal_rate_n", "renewal_rate_low", "renewal_rate_high", "member_count"])
    ['renewal_rate']
    """
    return [rate for rate in columns if {f"{rate}{part}" for part in RATE_PARTS} <= set(columns)]


def small_rate(rows: pl.DataFrame, rate: str, privacy: Privacy) -> pl.Series:
    """Whether each rate has a denominator too small to show: it would tell what each of a few people did."""
    return rows[f"{rate}_n"].is_between(1, privacy.smallest_cell - 1).fill_null(False)


def hidden_rate(rows: pl.DataFrame, rate: str, hidden: pl.Series, declared: SmallCell, privacy: Privacy) -> pl.Series:
    """Whether each cell of a rate is hidden: its row is, it is of too few, or it protects another.

    A rate that stays where its row is hidden is no number of the row, but the coverage that all
    rows of a group repeat: none is the rest of the others, and a row may be the rest of it.
    """
    small = small_rate(rows, rate, privacy)
    if rate not in declared.hide:
        return small | hidden_coverage(rows, hidden, declared)
    return complemented(rows, hidden | small, rows[f"{rate}_n"], declared)


def hidden_coverage(rows: pl.DataFrame, hidden: pl.Series, declared: SmallCell) -> pl.Series:
    """Whether each row's coverage is hidden, since it would give away a hidden row of its group.

    It tells how many people are of known industry, and how many are not: a lone hidden row of either kind
    is the rest. Where no row of the group is visible, how many people there are is not to be seen, either.
    Of a column that has rows of `all`, it is their rest that the coverage tells.

    >>> rows = pl.DataFrame({"month": [1, 1, 1, 2, 2], "industry_id": ["a", "b", "unknown", "a", "unknown"]})
    >>> declared = SmallCell(hide=(), covered=("month",))
    >>> hidden_coverage(rows, pl.Series([True, False, True, False, False]), declared).to_list()
    [True, True, True, False, False]
    """
    if not declared.covered:
        return pl.repeat(False, rows.height, eager=True)
    kinds = (pl.col(INDUSTRY) == UNKNOWN, ~pl.col(INDUSTRY).is_in([UNKNOWN, ALL]))
    others = {column for group in declared.within for column in group} - {INDUSTRY, *declared.covered}
    whole = [pl.col(column) == ALL for column in sorted(others) if _has_all(rows[column])]
    cells = rows.select(*declared.covered, INDUSTRY, hidden.alias("hidden"), whole=pl.all_horizontal(True, *whole))
    lone = [(pl.col("hidden") & pl.col("whole") & kind).sum().over(declared.covered) == 1 for kind in kinds]
    none_visible = (pl.col("hidden") | ~pl.col("whole")).all().over(declared.covered)
    return cells.select(pl.any_horizontal(*lone, none_visible).alias("hidden"))["hidden"]


def _has_all(values: pl.Series) -> bool:
    return values.dtype == pl.String and ALL in values


def hidden_with(rate: str, declared: SmallCell) -> list[str]:
    """The columns that are empty where a rate is hidden: its own, and what would give it away.

    >>> hidden_with("renewal_rate", SmallCell(hide=(), parts={"renewal_rate": ("renewed_count",)}))
    ['renewal_rate', 'renewal_rate_n', 'renewal_rate_low', 'renewal_rate_high', 'renewed_count']
    """
    return [rate, *(rate + part for part in RATE_PARTS), *declared.parts.get(rate, ())]


def changes_of(columns: list[str]) -> list[str]:
    """The columns that say how much a number has changed since the row before."""
    return [column for column in columns if column.endswith(CHANGE)]


def after_hidden(rows: pl.DataFrame, hidden: pl.Series, declared: SmallCell) -> pl.Series:
    """Whether each row is hidden or follows a hidden one: its change would give that one away."""
    if not declared.series:
        return hidden
    *keys, along = declared.series
    ordered = rows.select(*keys, along, hidden.alias("hidden")).with_row_index("cell").sort(*keys, along, "cell")
    before = pl.col("hidden").shift(1, fill_value=False)
    previous = ordered.with_columns(before.over(keys) if keys else before)
    return hidden | previous.sort("cell")["hidden"]


def complemented(rows: pl.DataFrame, hidden: pl.Series, weight: pl.Series, declared: SmallCell) -> pl.Series:
    """`hidden`, with more rows hidden until no group within which rows add up has exactly one hidden row.

    Where rows add up two ways to rows of `all`, no hidden row follows from both together, either.

    The row of least `weight` goes first, rows of no weight at all last of all; ties fall by
    the order of rows, which callers make total. A row without weight is no cell and stays.
    Where rows are mirrored, both of a pair are hidden or neither.
    """
    keys = sorted({column for grouping in declared.within for column in grouping})
    cells = rows.select(*keys, hidden.alias("hidden"), weight.alias("weight")).with_row_index("cell")
    while True:
        before = cells["hidden"].sum()
        for grouping in declared.within:
            partners = _partners(cells, grouping)
            cells = cells.with_columns(hidden=pl.col("hidden") | pl.col("cell").is_in(partners.implode()))
        cells = cells.with_columns(hidden=pl.col("hidden") | has_hidden_twin(cells, cells["hidden"], declared))
        if cells["hidden"].sum() == before:
            further = ringing(cells, declared.within)
            if not further:
                return cells["hidden"]
            cells = cells.with_columns(hidden=pl.col("hidden") | pl.col("cell").is_in(further))


def has_hidden_twin(rows: pl.DataFrame, hidden: pl.Series, declared: SmallCell) -> pl.Series:
    """Whether each row's mirror image, which says the same from the other side, is hidden; never, without a mirror."""
    if declared.mirror is None:
        return pl.repeat(False, rows.height, eager=True)
    here, there = declared.mirror
    keys = sorted({column for grouping in declared.within for column in grouping} | {here, there})
    twins = rows.select(keys).filter(hidden).rename({here: there, there: here}).with_columns(is_twin=pl.lit(True))
    found = rows.select(keys).join(twins, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return found["is_twin"].fill_null(False)


def lone_groups(cells: pl.DataFrame, grouping: tuple[str, ...]) -> pl.DataFrame:
    """The groups with exactly one hidden row and another that could be; `cells` has `hidden` and `weight`."""
    return (
        cells.group_by(grouping)
        .agg(
            lone=pl.col("hidden").sum() == 1,
            others=(~pl.col("hidden") & pl.col("weight").is_not_null()).any(),
        )
        .filter(pl.col("lone") & pl.col("others"))
        .select(grouping)
    )


def _partners(cells: pl.DataFrame, grouping: tuple[str, ...]) -> pl.Series:
    lone = lone_groups(cells, grouping)
    return (
        cells.filter(~pl.col("hidden") & pl.col("weight").is_not_null())
        .join(lone, on=list(grouping), how="semi", nulls_equal=True)
        .sort(pl.col("weight") == 0, "weight", "cell")
        .unique(subset=list(grouping), keep="first", maintain_order=True)["cell"]
    )
