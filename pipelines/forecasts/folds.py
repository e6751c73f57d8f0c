"""Folds in time: each is tested on a stretch of days and trained on what was known before its first.

Never on what came about later, even of rows predicted earlier: a row is trained on only
once its outcome was known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

STRETCHES = 5
"""Stretches of days that settled rows are cut into; the first is trained on only."""


def settled_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows whose outcome is known, in one order whatever order they came in."""
    return rows.filter(pl.col("outcome").is_not_null()).sort("prediction_on", "subject_id")


def least_outcomes(settled: pl.DataFrame) -> int:
    """How many settled rows there are of the rarer outcome.

    >>> least_outcomes(pl.DataFrame({"outcome": [True, True, False]}))
    1
    """
    happened = int(settled["outcome"].sum())
    return min(happened, len(settled) - happened)


class Fold(NamedTuple):
    """One fold: what it is trained on, and what it is tested on."""

    trained: pl.DataFrame
    tested: pl.DataFrame


def folds(settled: pl.DataFrame, floor: int) -> Iterator[Fold]:
    """The folds of settled rows, the earliest first; those trained on fewer than `floor` of an outcome are left out.

    The stretches have about the same number of rows; no day is in two. `settled` has
    `prediction_on`, `known_on` and `outcome`.
    """
    days = settled["prediction_on"].sort()
    if days.is_empty():
        return
    cuts = sorted({days[len(days) * place // STRETCHES] for place in range(1, STRETCHES)})
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        within = pl.col("prediction_on") >= start
        trained = settled.filter(pl.col("known_on") < start)
        if least_outcomes(trained) >= floor:
            tested = settled.filter(within if end is None else within & (pl.col("prediction_on") < end))
            yield Fold(trained, tested)
