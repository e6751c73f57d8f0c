"""People and their contacts as a graph: rows of a sparse matrix instead of keys.

The only place that numbers people, and that says how much of a product of two such matrices is held at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

Matrix = Any
"""A `scipy.sparse.csr_array`, a person a row; scipy is imported where it works, since it is heavy."""

MOST_PRODUCTS = 1 << 24
"""Multiplications whose results are held at once: some 200 MB."""


@dataclass(frozen=True)
class Graph:
    """People, in order of their keys, and the strength of the tie between each two: symmetric, no diagonal."""

    person_ids: pl.Series
    strengths: Matrix

    @property
    def ties(self) -> Matrix:
        """The same with 1 for every tie."""
        return pattern(self.strengths)


def graph(ties: pl.DataFrame, person_ids: pl.Series) -> Graph:
    """The graph of `ties`, one row per pair: `left_person_id, right_person_id, tie_strength` (above 0).

    `person_ids` are all of its people, sorted and distinct; who has no tie is a row of zeros.

    >>> pair = pl.DataFrame({"left_person_id": ["a"], "right_person_id": ["c"], "tie_strength": [2.0]})
    >>> graph(pair, pl.Series(["a", "b", "c"])).strengths.toarray().tolist()
    [[0.0, 0.0, 2.0], [0.0, 0.0, 0.0], [2.0, 0.0, 0.0]]
    """
    from scipy.sparse import coo_array, csr_array

    numbers = pl.DataFrame({"person_id": person_ids}).with_row_index("number")
    left, right = (_numbered(ties[side], numbers) for side in ("left_person_id", "right_person_id"))
    values = ties["tie_strength"].cast(pl.Float64).to_numpy()
    ends = np.concatenate([left, right]), np.concatenate([right, left])
    both = coo_array((np.concatenate([values, values]), ends), shape=(len(person_ids),) * 2)
    return Graph(person_ids, csr_array(both))


def pattern(matrix: Matrix) -> Matrix:
    """A matrix with 1 where `matrix` holds an entry."""
    ones = matrix.astype(np.int32)
    ones.data[:] = 1
    return ones


def among(first: Matrix, second: Matrix, wanted: Matrix) -> Iterator[tuple[slice, Matrix]]:
    """`first @ second` where `wanted` has an entry, by blocks of rows: each block's rows and its part.

    Takes Σ over people of (their row in `first`, their column in `second`) multiplications, which for one graph is
    the sum of squared degrees; holds `MOST_PRODUCTS` of their results, or those of one row where it has more.
    """
    for rows in _blocks(first, second):
        yield rows, (first[rows] @ second).multiply(wanted[rows]).tocsr()


def _blocks(first: Matrix, second: Matrix) -> Iterator[slice]:
    work = np.cumsum(pattern(first).astype(np.int64) @ np.diff(second.indptr).astype(np.int64))
    start, rows = 0, first.shape[0]
    while start < rows:
        done = work[start - 1] if start else 0
        end = max(int(np.searchsorted(work, done + MOST_PRODUCTS, side="right")), start + 1)
        yield slice(start, end)
        start = end


def _numbered(ids: pl.Series, numbers: pl.DataFrame) -> np.ndarray[Any, Any]:
    found = pl.DataFrame({"person_id": ids}).join(numbers, on="person_id", how="left", maintain_order="left")
    return found["number"].to_numpy()
