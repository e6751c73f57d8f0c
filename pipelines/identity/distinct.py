"""Calls a Python function once for each distinct value of a column, not once for each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl


def mapped(column: pl.Series, function: Callable[[str], Any], dtype: Any = pl.String) -> pl.Series:
    """`function` of every value of `column`; null stays null.

    >>> mapped(pl.Series("name", ["a", None, "a"]), str.upper).to_list()
    ['A', None, 'A']
    """
    values = column.drop_nulls().unique().to_list()
    results = pl.Series([function(value) for value in values], dtype=dtype)
    lookup = pl.DataFrame({"key": pl.Series(values, dtype=pl.String), "value": results})
    joined = column.to_frame("key").join(lookup, on="key", how="left", maintain_order="left")
    return joined["value"].alias(column.name)
