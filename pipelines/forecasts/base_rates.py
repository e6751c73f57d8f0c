"""Base rates: how often it happened, within each stratum."""

from __future__ import annotations

import polars as pl

DRAW = 10.0
"""Rows of the rate of all that stand beside a stratum's own: a stratum of few says little by itself."""


def base_rates(settled: pl.DataFrame) -> pl.DataFrame:
    """The base rate of each stratum of settled rows: `stratum`, `base_rate`, `base_rate_n`.

    A stratum's rate is drawn towards that of all by `DRAW` rows of it. `settled` has
    `stratum` and `outcome`, which is never null.

    >>> rows = pl.DataFrame({"stratum": ["a"] * 10 + ["b"] * 10, "outcome": [True] * 10 + [False] * 10})
    >>> base_rates(rows).rows()
    [('a', 0.75, 10), ('b', 0.25, 10)]
    """
    overall = pl.col("outcome").mean()
    return (
        settled.with_columns(overall=overall)
        .group_by("stratum")
        .agg(hits=pl.col("outcome").sum(), base_rate_n=pl.len().cast(pl.Int64), overall=pl.col("overall").first())
        .select(
            "stratum",
            base_rate=(pl.col("hits") + DRAW * pl.col("overall")) / (pl.col("base_rate_n") + DRAW),
            base_rate_n="base_rate_n",
        )
        .sort("stratum")
    )


def with_base_rate(rows: pl.DataFrame, settled: pl.DataFrame) -> pl.DataFrame:
    """`rows` with `base_rate` and `base_rate_n` of their stratum, and the `rate_of_all`.

    A stratum that no settled row is in takes the rate of all, with an n of 0; where
    nothing is settled, both rates are null.
    """
    of_all = pl.lit(settled["outcome"].mean(), pl.Float64)
    return rows.join(base_rates(settled), on="stratum", how="left", maintain_order="left").with_columns(
        pl.col("base_rate").fill_null(of_all),
        pl.col("base_rate_n").fill_null(0),
        rate_of_all=of_all,
    )
