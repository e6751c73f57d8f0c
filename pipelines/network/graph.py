"""People and their contacts as a graph: numbers instead of keys, ties as arrays, and every triangle of three ties.

The only place that numbers people, and that says how much of a list of triangles is held at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl

Array = np.ndarray[Any, Any]

MOST_WAYS = 1 << 22
"""Ways over two ties that are held at once: some 200 MB."""


@dataclass(frozen=True)
class Graph:
    """People by number from 0, and between whom there are ties: one entry per pair, in order, its strength above 0."""

    size: int
    left: Array
    right: Array
    strength: Array

    def at_ends(self, values: Array | None = None) -> Array:
        """Of each person, how many ties they have; with `values`, one per tie, their sum."""
        return np.bincount(self.left, values, self.size) + np.bincount(self.right, values, self.size)

    def where(self, chosen: Array) -> Graph:
        """The same people with some of the ties."""
        return Graph(self.size, self.left[chosen], self.right[chosen], self.strength[chosen])


class Triangles(NamedTuple):
    """Triangles as arrays: each one's three people, and each one's three ties, every one opposite to its person."""

    people: tuple[Array, Array, Array]
    ties: tuple[Array, Array, Array]


def graph(ties: pl.DataFrame, person_ids: pl.Series) -> Graph:
    """The graph of `ties`, one row per pair: `left_person_id, right_person_id, tie_strength` (above 0).

    `person_ids` are all of its people, sorted and distinct; who has no tie has a number all the same.

    >>> pair = pl.DataFrame({"left_person_id": ["c"], "right_person_id": ["a"], "tie_strength": [2.0]})
    >>> made = graph(pair, pl.Series(["a", "b", "c"]))
    >>> made.left.tolist(), made.right.tolist(), made.at_ends().tolist()
    ([0], [2], [1, 0, 1])
    """
    numbers = pl.DataFrame({"person_id": person_ids}).with_row_index("number")
    ends = [
        ties.select(person_id=side).join(numbers, on="person_id", how="left", maintain_order="left")["number"]
        for side in ("left_person_id", "right_person_id")
    ]
    pairs = pl.DataFrame({"one": ends[0], "other": ends[1], "strength": ties["tie_strength"].cast(pl.Float64)})
    ordered = pairs.select(
        left=pl.min_horizontal("one", "other"), right=pl.max_horizontal("one", "other"), strength="strength"
    ).sort("left", "right")
    left, right = (ordered[side].cast(pl.Int64).to_numpy() for side in ("left", "right"))
    return Graph(len(person_ids), left, right, ordered["strength"].to_numpy())


def triangles(graph: Graph) -> Iterator[Triangles]:
    """Every three people of whom each two have a tie, once, by blocks.

    Each tie leads from who has fewer ties to who has more, and is followed by those that lead on from there (Schank and
    Wagner 2005, *Finding, counting and listing all triangles*, "forward"): a person with very many ties costs hardly
    more than the ties themselves. Takes at most some ties^1.5 steps, holds `MOST_WAYS` of them.

    >>> kite = Graph(4, np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3]), np.ones(4))
    >>> [sorted(int(person[0]) for person in found.people) for found in triangles(kite)]
    [[0, 1, 2]]
    """
    by_degree = np.argsort(graph.at_ends(), kind="stable")
    place = np.empty(graph.size, dtype=np.int64)
    place[by_degree] = np.arange(graph.size)
    low, high = np.minimum(place[graph.left], place[graph.right]), np.maximum(place[graph.left], place[graph.right])
    ties = np.lexsort((high, low))
    low, high = low[ties], high[ties]
    keys = low * graph.size + high
    onward = np.searchsorted(low, np.arange(graph.size + 1))
    for rows in _blocks(onward[high + 1] - onward[high]):
        first, second = _ways(rows, high, onward)
        wanted = low[first] * graph.size + high[second]
        third = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        closed = keys[third] == wanted
        first, second, third = first[closed], second[closed], third[closed]
        corners = by_degree[low[first]], by_degree[high[first]], by_degree[high[second]]
        yield Triangles(corners, (ties[second], ties[third], ties[first]))


def _ways(rows: slice, high: Array, onward: Array) -> tuple[Array, Array]:
    """The ways over two ties that begin with those of `rows`: the first tie of each, and the second."""
    starts = onward[high[rows]]
    lengths = onward[high[rows] + 1] - starts
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(np.arange(rows.start, rows.stop), lengths), np.repeat(starts, lengths) + within


def _blocks(ways: Array) -> Iterator[slice]:
    """Slices of the ties, each with `MOST_WAYS` ways on, or one tie where it has more."""
    done = np.cumsum(ways)
    start = 0
    while start < len(ways):
        before = done[start - 1] if start else 0
        end = max(int(np.searchsorted(done, before + MOST_WAYS, side="right")), start + 1)
        yield slice(start, end)
        start = end
