"""Calls a Python function once for each distinct value of a column, not once for each row."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
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


def mapped_to(
    column: pl.Series, function: Callable[[str], tuple[str | None, ...]], names: tuple[str, ...]
) -> pl.DataFrame:
    """The texts, by `names`, that `function` makes of every value of `column`; nulls of null.

    >>> mapped_to(pl.Series(["a-b", None]), lambda text: tuple(text.split("-")), ("one", "other")).rows()
    [('a', 'b'), (None, None)]
    """
    values = column.drop_nulls().unique().to_list()
    told = [*chain.from_iterable(map(function, values))]  # one list of texts: a million tuples take long to look after
    results = [pl.Series(name, told[place :: len(names)], dtype=pl.String) for place, name in enumerate(names)]
    lookup = pl.DataFrame([pl.Series("told of", values, dtype=pl.String), *results])
    return column.to_frame("told of").join(lookup, on="told of", how="left", maintain_order="left").drop("told of")
