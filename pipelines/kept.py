"""What a pure function made of rows, kept from one run to the next, so that only what is new is worked out.

A row's signature is a hash of everything that the function reads of it, of settings,
code and libraries: a row whose signature stands in the file has the values beside it.
So what is kept can be out of date but never wrong, may be deleted at any time, and
forgets who went with the next run. Only its owner reads it. What the values are is
not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import polars as pl

from pipelines import stamps
from pipelines.home import replacing

LIBRARIES = (
    "anyascii", "babel", "duckdb", "numpy", "phonenumbers", "polars", "scikit-learn", "scipy", "splink", "tldextract",
)  # fmt: skip
"""Whose next version may work out or sign otherwise."""


def signatures(told: pl.DataFrame, package: str, *made_of: object) -> pl.Series:
    """A number for each row of `told`, the same again only for the same row made of the same things.

    `told` holds what the function reads of each row; its code is in `package`, and `made_of` is whatever else it
    depends on. Libraries count by themselves.
    """
    seed = int(stamps.fingerprint(stamps.of_code(package), *_versions(), *made_of)[:16], 16)
    return told.hash_rows(seed=seed)


@cache
def _versions() -> tuple[str, ...]:
    return (python_version(), *(version(name) for name in LIBRARIES))


def rows(
    path: Path, signed: pl.DataFrame, values: pl.Schema, worked_out: Callable[[pl.Series], pl.DataFrame]
) -> pl.DataFrame:
    """The `values` of each row of `signed`, in its order: those in `path` where they stand, else `worked_out`.

    `signed` has signatures (`signatures`) in each of its columns, no two rows alike. `worked_out` takes the numbers of
    rows, in order, and returns their values. All of them are left in `path`.
    """
    before = _read(path, pl.Schema([*signed.schema.items(), *values.items()]))
    known = before.select(signed.columns).with_row_index("stands")
    stands = signed.join(known, on=signed.columns, how="left", maintain_order="left")["stands"]
    if stands.len() > signed.height:  # two rows of one signature, once in 2^64: neither can be told from the other
        before, stands = before.clear(), pl.repeat(None, signed.height, dtype=pl.UInt32, eager=True)
    new = stands.is_null().arg_true()
    fresh = worked_out(new).select(pl.col(name).cast(dtype) for name, dtype in values.items())
    numbered = pl.Series("stands", range(before.height, before.height + len(new)), dtype=pl.UInt32)
    either = pl.concat([before.select(list(values)), fresh]).select(pl.all().gather(stands.scatter(new, numbered)))
    with replacing(path, mode=0o600) as beside:
        # Read whole and soon written anew: what is small and searched costs more than it saves here.
        signed.hstack(either).write_parquet(beside, compression="lz4", statistics=False)
    return either


def _read(path: Path, schema: pl.Schema) -> pl.DataFrame:
    """What was kept; nothing where there is nothing, or other columns."""
    if path.exists() and pl.read_parquet_schema(path) == schema:
        return pl.read_parquet(path)
    return pl.DataFrame(schema=schema)
