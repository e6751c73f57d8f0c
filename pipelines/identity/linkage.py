"""Linkage: which clusters join, from the weights of all pairs between them and not from one alone.

Clusters join best supported first. What speaks for two of them is their best pair
and what the other pairs between them say: pairs that agree add to it, pairs that
contradict take from it, so that one doubtful pair cannot chain two groups of
records that otherwise have nothing in common. What the weights are made of is not
known here.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pipelines.identity.clusters import Clusters

AGREEING = 0.5
"""How much of what the other pairs say on average counts beside the best, where they agree: they are no news."""

UNKNOWN = -2.0
"""Bits of a pair that shares no block, between two clusters of several profiles each."""


class Between(NamedTuple):
    """The pairs between two clusters: the best (`left`, `right` as it was offered), the sum of weights, the number."""

    best: float
    left: int
    right: int
    total: float
    number: int


class Linkage:
    """Clusters and the pairs between them, in bits: of `items`, and of no other member of theirs.

    >>> chain = Linkage(Clusters(4), range(4), [(0, 1, 9.0), (2, 3, 9.0), (1, 2, 5.0)])
    >>> [joined for _, *joined in chain.join(4.0, lambda link: True)]
    [[0, 1], [2, 3]]
    """

    def __init__(self, clusters: Clusters, items: Iterable[int], pairs: Iterable[tuple[int, int, float]]) -> None:
        self.clusters = clusters
        self._sizes = Counter(map(clusters.root, items))
        self._near: dict[int, dict[int, Between]] = {}
        for left, right, weight in pairs:
            one, other = clusters.root(left), clusters.root(right)
            if one != other:
                self._add(one, other, Between(weight, left, right, weight, 1))

    def join(self, least: float, may: Callable[[Between], bool]) -> Iterator[tuple[Between, int, int]]:
        """Joins what has the support of `least` bits and whose best pair `may` be joined.

        Yields each link as it is made, with the roots that it joined.
        """
        queue = [
            entry
            for one, near in self._near.items()
            for entry in self._offers(one, (other for other in near if one < other), least)
        ]
        heapq.heapify(queue)
        while queue:
            _, one, other, sizes = heapq.heappop(queue)
            if sizes != (self._sizes.get(one), self._sizes.get(other)):
                continue  # one of them has joined another since, and was offered anew
            link = self._near[one][other]
            if may(link) and self.unite(one, other):
                yield link, one, other
                root = self.clusters.root(one)
                for entry in self._offers(root, self._near.get(root, ()), least):
                    heapq.heappush(queue, entry)

    def unite(self, left: int, right: int) -> bool:
        """Joins the clusters of two items; False where they are kept apart."""
        one, other = self.clusters.root(left), self.clusters.root(right)
        if one == other:
            return True
        if not self.clusters.join(one, other):
            return False
        kept = self.clusters.root(one)
        gone = other if kept == one else one
        self._sizes[kept] += self._sizes.pop(gone)
        for far, between in self._near.pop(gone, {}).items():
            del self._near[far][gone]
            if far != kept:
                self._add(kept, far, between)
        return True

    def _add(self, one: int, other: int, new: Between) -> None:
        near = self._near.setdefault(one, {})
        old = near.get(other)
        if old is not None:
            best = min(old, new, key=lambda between: (-between.best, between.left, between.right))
            new = best._replace(total=old.total + new.total, number=old.number + new.number)
        near[other] = new
        self._near.setdefault(other, {})[one] = new

    def _offers(
        self, one: int, others: Iterable[int], least: float
    ) -> Iterator[tuple[float, int, int, tuple[int, int]]]:
        """Those of `others` that `one` may join, for a heap: the best supported first."""
        near, own = self._near.get(one, {}), self._sizes[one]
        for other in others:
            their = self._sizes[other]
            support = self._support(near[other], own, their)
            if support >= least:
                yield (-support, one, other, (own, their)) if one < other else (-support, other, one, (their, own))

    def _support(self, between: Between, own: int, their: int) -> float:
        others = own * their - 1
        if not others:
            return between.best
        unknown = UNKNOWN if min(own, their) > 1 else 0.0
        rest = (between.total - between.best + unknown * (others + 1 - between.number)) / others
        return between.best + (rest if rest < 0 else AGREEING * rest)
