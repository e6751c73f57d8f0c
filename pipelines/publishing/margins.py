"""Margins: numbers that add up the cells of another table, as an industry's ties add up those with each industry.

Beside them, a hidden cell may be the rest of the visible ones. Each margin is an equation over the hidden
cells, and a cell is told where all their solutions agree on it. An industry's lifts are over the ends of its
ties, so one that is visible is an equation, too. That counts are whole numbers from 0 on, which bounds what a
cell can be, is left out of account.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from pipelines.publishing.marts import ALL, INDUSTRY, UNKNOWN, SmallCell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("split", "total")
"""What a row may show: how many of its ties are within a known industry and between two, and how many there are."""

SURE = 1 - 1e-6
NOUGHT = 1e-9
"""The share of the largest eigenvalue below which one is 0: equations are of small whole numbers."""

LIFTED = "lifted"

Pair = tuple[str, str]
Shown = dict[str, set[str]]
"""The industries that show their split, those that show their total, and those with a lift that is visible."""


def safe_margins(rows: pl.DataFrame, cells: pl.DataFrame, declared: SmallCell) -> pl.DataFrame:
    """`split` and `total` of `rows`, true where they are shown and tell no cell that is hidden.

    `cells` are those that the margins add up, with `is_hidden` and `is_lifted`. What goes first is the split of
    the industries on either side of a cell that is told, then their total, and at last the total and the split of
    all industries together, until no cell is told.

    >>> rows = pl.DataFrame({"year": 1, "industry_id": ["a", "b", "c"], "split": True, "total": True})
    >>> hidden = [("a", "a"), ("a", "b"), ("a", "c"), ("b", "c")]
    >>> cells = pl.DataFrame(hidden, ["industry_id", "other"], orient="row").with_columns(
    ...     year=1, is_hidden=pl.lit(True), is_lifted=pl.lit(False))
    >>> margins = {"of": "mixing", "between": ("industry_id", "other"), "number": "n", "lift": "lift",
    ...            "split": "out", "total": "ties"}
    >>> safe_margins(rows, cells, SmallCell(hide=(), within=(("year",),), margins=margins)).rows()
    [(False, True), (False, True), (False, True)]
    """
    safe = []
    for part, pairs, shown in _groups(rows, cells, declared):
        while told := _told(pairs, shown):
            _hide(shown, {industry for pair in told for industry in pair})
        safe.append(part.with_columns(pl.col(kind) & pl.col(INDUSTRY).is_in(shown[kind]) for kind in KINDS))
    return pl.concat([rows.clear().with_row_index("row"), *safe]).sort("row").select(KINDS)


def told_cells(rows: pl.DataFrame, cells: pl.DataFrame, declared: SmallCell) -> int:
    """How many hidden ones of `cells` are told by what `rows` show, by `split` and `total`."""
    return sum(len(_told(pairs, shown)) for _, pairs, shown in _groups(rows, cells, declared))


def _groups(
    rows: pl.DataFrame, cells: pl.DataFrame, declared: SmallCell
) -> Iterator[tuple[pl.DataFrame, list[Pair], Shown]]:
    """The rows of each group, the pairs of industries whose cells are hidden there, each once, and what is shown."""
    if declared.margins is None:
        return
    within = sorted({column for group in declared.within for column in group})
    here, there = declared.margins.between
    for part in rows.with_row_index("row").partition_by(within, maintain_order=True):
        there_are = cells.join(part, on=within, how="semi", nulls_equal=True)
        hidden = there_are.filter("is_hidden", pl.col(here) <= pl.col(there)).select(here, there)
        shown = {kind: set(part.filter(kind)[INDUSTRY]) for kind in KINDS}
        yield part, hidden.sort(here, there).rows(), shown | {LIFTED: set(there_are.filter("is_lifted")[here])}


def _hide(shown: Shown, industries: set[str]) -> None:
    """Takes away the first that there is to take. Ties of unknown industry are not split to begin with."""
    every = {ALL}
    for kind, whose in (
        ("split", industries - {UNKNOWN}), ("total", industries), ("total", every), ("split", every),
    ):  # fmt: skip
        if shown[kind] & whose:
            shown[kind] -= whose
            return


def _told(pairs: list[Pair], shown: Shown) -> set[Pair]:
    """The pairs whose cell follows from what is shown, and not from lifts alone."""
    return _solved(pairs, shown) - _solved(pairs, {"split": set(), "total": set(), LIFTED: shown[LIFTED]})


def _solved(pairs: list[Pair], shown: Shown) -> set[Pair]:
    """The pairs whose cell all solutions agree on: where its unit vector is a combination of the equations."""
    import numpy as np

    equations = _equations(pairs, shown)
    inverse = np.linalg.pinv(equations @ equations.T, rcond=NOUGHT, hermitian=True)
    agreed = np.einsum("ij,ij->j", equations, inverse @ equations)
    return {pairs[place] for place in np.flatnonzero(agreed > SURE)}


def _equations(pairs: list[Pair], shown: Shown) -> NDArray[np.float64]:
    """A row for each margin and lifted industry, with how often each pair's cell is in it."""
    import numpy as np

    here, there = (np.array([pair[side] for pair in pairs], dtype=str) for side in (0, 1))
    is_known, is_within = (here != UNKNOWN) & (there != UNKNOWN), here == there
    total, split = (
        [(here == industry) | (there == industry) | (industry == ALL) for industry in sorted(shown[kind])]
        for kind in ("total", "split")
    )
    within, between = ([of & is_known & side for of in split] for side in (is_within, ~is_within))
    ends = [1 * (here == industry) + (there == industry) for industry in sorted(shown[LIFTED])]
    margins = [*total, *within, *between, *ends]
    return np.array(margins, dtype=np.float64).reshape(len(margins), len(pairs))
