"""Scores of pairs, kept from one resolution to the next (`kept`), so that only what changed is scored again.

A pair's score is a function of what is read of its two profiles, how common their
values are and how many profiles there are (both counted in powers of two, so that a
few more records leave them as they are), and of weights and code. All of that goes
into a profile's signature, and a pair is known by a hash of both. What is
kept holds numbers only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines import kept

PAIR = ["l", "r"]


def told(
    path: Path,
    pairs: pl.DataFrame,
    signature: pl.Series,
    values: pl.Schema,
    score: Callable[[pl.DataFrame], pl.DataFrame],
) -> pl.DataFrame:
    """The scores of `pairs` worth telling: those in `path` that still hold, the rest by `score`; all stay in `path`.

    `pairs` has `l` and `r`, rows of `signature`, in order. `score` takes such pairs and
    returns those worth telling, with the columns `values` beside; so does this.
    """
    both = pl.DataFrame({"left": signature.gather(pairs["l"]), "right": signature.gather(pairs["r"])})
    signed = both.hash_rows().alias("pair").to_frame()

    def scored(rows: pl.Series) -> pl.DataFrame:
        new = pairs[rows]
        return new.join(score(new), on=PAIR, how="left", maintain_order="left").select(list(values))

    found = kept.rows(path, signed, values, scored)
    is_told = found.select(pl.any_horizontal(pl.col(name).is_not_null() for name in values)).to_series()
    return pairs.filter(is_told).hstack(found.filter(is_told))
