"""How well one clustering agrees with another: precision, recall and F1, over pairs and B-cubed.

Both are counted within the cells of the two clusterings' contingency table, so that
no pair is ever listed. A row that a clustering leaves out (null) stands alone in it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True)
class Score:
    """Precision, recall and their harmonic mean; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows: together in both clusterings, in the found one, and in the true one."""

    both: int
    found: int
    true: int

    @property
    def score(self) -> Score:
        """Precision both/found, recall both/true, F1 2·both/(found + true)."""
        return Score(
            _share(self.both, self.found),
            _share(self.both, self.true),
            _share(2 * self.both, self.found + self.true),
        )


def pairwise(found: pl.Series, true: pl.Series) -> Pairs:
    """The pairs of rows that `found` and `true` put together, row by row the label of a cluster.

    >>> pairwise(pl.Series(["a", "a", "a", "b"]), pl.Series([1, 1, 2, 2]))
    Pairs(both=1, found=3, true=2)
    >>> pairwise(pl.Series(["a", "a", "a", "b"]), pl.Series([1, 1, 2, 2])).score
    Score(precision=0.3333333333333333, recall=0.5, f1=0.4)
    """
    cells = _cells(found, true)
    count = pl.col("count")
    return Pairs(*(
        int(cells.group_by(by).agg(count.sum()).select((count * (count - 1) // 2).sum()).item())
        for by in (["found", "true"], ["found"], ["true"])
    ))  # fmt: skip


def b_cubed(found: pl.Series, true: pl.Series) -> Score:
    """B-cubed (Bagga and Baldwin 1998): each row's own precision and recall, averaged over the rows.

    A row's precision is the share of its found cluster that is truly with it, itself
    included; its recall the share of its true cluster that was found with it.

    >>> b_cubed(pl.Series(["a", "a", "a", "b"]), pl.Series([1, 1, 2, 2]))
    Score(precision=0.6666666666666666, recall=0.75, f1=0.7058823529411765)
    """
    cells = _cells(found, true)
    together = pl.col("count").cast(pl.Float64)
    precision, recall = (
        _share(cells.select((together**2 / together.sum().over(side)).sum()).item(), len(found))
        for side in ("found", "true")
    )
    if precision is None or recall is None:
        return Score(None, None, None)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def figures(found: pl.Series, true: pl.Series) -> dict[str, Any]:
    """Both measures of one clustering as plain numbers, to keep.

    >>> figures(pl.Series(["a", "a", "a", "b"]), pl.Series([1, 1, 2, 2]))["b_cubed"]
    {'precision': 0.6667, 'recall': 0.75, 'f1': 0.7059}
    """
    return {"pairs": told(pairwise(found, true).score), "b_cubed": told(b_cubed(found, true))}


def told(score: Score) -> dict[str, float | None]:
    """A score by name, to four digits."""
    return {name: None if value is None else round(value, 4) for name, value in asdict(score).items()}


def _cells(found: pl.Series, true: pl.Series) -> pl.DataFrame:
    """The contingency table: `found, true, count`, sorted so that sums come out alike every time."""
    labels = pl.DataFrame({"found": numbered(found), "true": numbered(true)})
    return labels.group_by("found", "true").agg(pl.len().cast(pl.Int64).alias("count")).sort("found", "true")


def numbered(labels: pl.Series) -> pl.Series:
    """Labels as numbers; a null gets one of its own.

    >>> numbered(pl.Series(["b", None, "a", "b", None])).to_list()
    [2, 7, 1, 2, 10]
    """
    known = labels.rank("dense").cast(pl.Int64)
    alone = pl.int_range(1, len(labels) + 1, dtype=pl.Int64, eager=True) + len(labels)
    return pl.select(pl.coalesce(known, alone)).to_series()


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
