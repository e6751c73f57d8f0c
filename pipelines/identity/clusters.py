"""Clusters: joining things pair by pair, never what may not be joined.

A disjoint-set forest whose roots remember what they must stay apart from. Pairs
are offered strongest first; one that would join two that are kept apart is
refused. What the pairs are made of is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable


class Clusters:
    """Disjoint sets of the numbers below `size`.

    >>> sets = Clusters(3)
    >>> sets.keep_apart(0, 2)
    True
    >>> sets.join(0, 1), sets.join(1, 2), sets.members()
    (True, False, [0, 0, 2])
    """

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))
        self._apart: dict[int, set[int]] = {}

    def root(self, item: int) -> int:
        """The number that stands for the cluster of `item`: its smallest member."""
        parents = self._parents
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    def keep_apart(self, one: int, other: int) -> bool:
        """Keeps two clusters apart from now on; False where they are one already."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return False
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)
        return True

    def is_apart(self, one: int, other: int) -> bool:
        """Whether two clusters are kept apart."""
        return self.root(other) in self._apart.get(self.root(one), ())

    def kept_apart(self) -> list[tuple[int, int]]:
        """The clusters that are kept apart, by their roots: each two once, in order."""
        return sorted((one, other) for one, others in self._apart.items() for other in others if one < other)

    def join(self, one: int, other: int) -> bool:
        """Joins two clusters; False where they are kept apart."""
        left, right = sorted((self.root(one), self.root(other)))
        if left == right:
            return True
        if self.is_apart(left, right):
            return False
        self._parents[right] = left
        moved = self._apart.pop(right, set())
        for far in moved:
            self._apart[far].discard(right)
            self._apart[far].add(left)
        if moved:
            self._apart.setdefault(left, set()).update(moved)
        return True

    def join_all(self, items: Iterable[int]) -> None:
        """Joins every item with the first, as far as they may be."""
        first: int | None = None
        for item in items:
            first = item if first is None else first
            self.join(first, item)

    def members(self) -> list[int]:
        """The root of every number, in order."""
        return [self.root(item) for item in range(len(self._parents))]
