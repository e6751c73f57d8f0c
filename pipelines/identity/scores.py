"""Scores of pairs, kept from one resolution to the next, so that only what changed is scored again.

A pair's score is a function of what is read of its two profiles, how common their
values are and how many profiles there are (both counted in powers of two, so that a
few more records leave them as they are), and of weights and code. All of that goes
into a profile's signature: a pair whose two signatures stood side by side before has
the score it had. So what is kept can be out of date but never wrong, and may be
deleted at any time. It holds numbers only.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import polars as pl

from pipelines import stamps
from pipelines.home import replacing

SIGNATURES = {"left_signature": pl.UInt64, "right_signature": pl.UInt64}
LIBRARIES = ("duckdb", "polars", "splink")
"""Whose next version may score or sign otherwise."""


def signatures(told: pl.DataFrame, *made_of: object) -> pl.Series:
    """A number for each row of `told`, the same again only for the same row made of the same things.

    `told` holds what is read of each profile, its id among it, and how common that is;
    `made_of` whatever else a score depends on. Code and libraries count by themselves.
    """
    versions = (version(name) for name in LIBRARIES)
    seed = int(stamps.fingerprint(stamps.of_code("identity"), *versions, *made_of)[:16], 16)
    return told.hash_rows(seed=seed)


def kept(
    path: Path,
    pairs: pl.DataFrame,
    signature: pl.Series,
    values: pl.Schema,
    score: Callable[[pl.DataFrame], pl.DataFrame],
) -> pl.DataFrame:
    """The scores of `pairs`: those in `path` that still hold, the rest by `score`; all of them are left in `path`.

    `pairs` has `l` and `r`, rows of `signature`, in order. `score` takes such pairs and
    returns those worth telling, with the columns `values` beside; so does this.
    """
    left, right = SIGNATURES
    signed = pairs.with_columns(signature.gather(pairs["l"]).alias(left), signature.gather(pairs["r"]).alias(right))
    before = _read(path, pl.Schema([*SIGNATURES.items(), *values.items()])).with_columns(is_known=pl.lit(True))
    looked_up = signed.join(before, on=list(SIGNATURES), how="left", maintain_order="left")
    new = looked_up.filter(pl.col("is_known").is_null()).select(signed.columns)
    scored = new.join(score(new.select("l", "r")), on=["l", "r"], how="left", maintain_order="left")
    every = pl.concat([looked_up.filter("is_known").drop("is_known"), scored.select(*signed.columns, *values)])
    ordered = every.sort("l", "r")
    with replacing(path, mode=0o600) as beside:
        ordered.drop("l", "r").write_parquet(beside)
    return ordered.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in values)).select("l", "r", *values)


def _read(path: Path, schema: pl.Schema) -> pl.DataFrame:
    """What was kept; nothing where there is nothing, or other values."""
    if path.exists() and pl.read_parquet_schema(path) == schema:
        return pl.read_parquet(path)
    return pl.DataFrame(schema=schema)
