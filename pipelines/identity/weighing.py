"""Weighing: joins profiles by the pairs that Splink scored between them, the strong first and then the weak.

Strong profiles join among themselves, and no pair of a weak one speaks for or against
it; then a weak one by its employer, and a bare name last, each with the one person above
it that it can mean. How many pairs speak for two clusters is known to `linkage`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from pipelines.identity import keys
from pipelines.identity.clusters import Clusters
from pipelines.identity.linkage import Between, Linkage
from pipelines.settings import Identity

RULES = ("decision", *keys.RULES, "splink", "single")
"""Match rules, strongest first."""

MARGIN = 4.0
"""Bits by which a weak profile's best match must beat the next person's."""


class Pair(NamedTuple):
    """Two profiles by row, how likely they are one, and whether only the name speaks for it and nothing against.

    `tier` is that of the weaker of the two, `lower` that of the other.
    """

    left: int
    right: int
    probability: float
    weight: float
    is_namesake: bool
    tier: int
    lower: int


@dataclass
class Outcome:
    """By row of the profiles: the cluster, and the strongest rule and probability that put it there."""

    clusters: Clusters
    rules: list[str]
    probabilities: list[float]

    @classmethod
    def single(cls, size: int) -> Outcome:
        """Each of `size` profiles on its own."""
        return cls(Clusters(size), ["single"] * size, [1.0] * size)

    def note(self, rows: Iterable[int], rule: str, probability: float = 1.0) -> None:
        """Remembers that `rule` tied `rows`, unless a stronger rule did."""
        for row in rows:
            old = (RULES.index(self.rules[row]), -self.probabilities[row])
            if (RULES.index(rule), -probability) < old:
                self.rules[row], self.probabilities[row] = rule, probability


def bits(probability: float) -> float:
    """A probability as a match weight, which is the logarithm of its odds.

    >>> bits(0.5), bits(0.8)
    (0.0, 2.0)
    """
    return round(math.log2(probability / (1 - probability)), 4)


def weigh(rows: pl.DataFrame, pairs: pl.DataFrame, outcome: Outcome, limits: Identity) -> None:
    """Joins in `outcome` what `pairs` support: the columns of `Pair` without tiers, the heaviest first.

    Whether two people are one, only pairs of strong profiles say. `rows` are the profiles in `pairs` and in their
    components (`components.tangled`): `row, tier, name, is_only_here`.
    """
    tiers = [
        pairs.join(rows.select("row", "tier"), left_on=side, right_on="row", how="left", maintain_order="left")["tier"]
        for side in ("left", "right")
    ]
    told = pairs.with_columns(tier=pl.max_horizontal(tiers), lower=pl.min_horizontal(tiers))
    _Weighing(rows, outcome, limits).weigh([Pair(*pair) for pair in told.select(Pair._fields).iter_rows()])


class _Weighing:
    """Joins scored pairs: the strong among themselves, then the weak by employer, then bare names."""

    def __init__(self, rows: pl.DataFrame, outcome: Outcome, limits: Identity) -> None:
        self._outcome = outcome
        self._limits = limits
        self._tiers: dict[int, int] = dict(rows.select("row", "tier").iter_rows())
        self._names: dict[int, str | None] = dict(rows.select("row", "name").iter_rows())
        self._only_here = set(rows.filter("is_only_here")["row"])
        self._held: set[int] = set()
        """Clusters with somebody strong in them, once the strong have joined."""

    def weigh(self, pairs: list[Pair]) -> None:
        known = {(pair.left, pair.right): pair.probability for pair in pairs}
        strong = [row for row, tier in self._tiers.items() if tier == 0]
        self._join(self._links(strong, [pair for pair in pairs if pair.tier == 0]), known, 0)
        self._held = self._roots_below(1)
        weak = [pair for pair in pairs if pair.tier > 0]
        links = self._links(self._tiers, weak)
        open_pairs = [pair for pair in weak if pair.weight >= bits(self._limits.review_probability)]
        for tier in (1, 2):
            self._attach(links, [pair for pair in open_pairs if pair.tier == tier != pair.lower], tier)
            self._join(links, known, tier)

    def _links(self, rows: Iterable[int], pairs: list[Pair]) -> Linkage:
        return Linkage(self._outcome.clusters, rows, ((pair.left, pair.right, pair.weight) for pair in pairs))

    def _join(self, links: Linkage, known: dict[tuple[int, int], float], tier: int) -> None:
        for link, *roots in links.join(bits(self._limits.match_probability), lambda link: self._may(link, tier)):
            self._united((link.left, link.right), roots, known[link.left, link.right])

    def _may(self, link: Between, tier: int) -> bool:
        """Whether the best pair is of `tier`, and no weak one ties two people together."""
        if not self._tiers[link.left] == tier == self._tiers[link.right]:
            return False
        root = self._outcome.clusters.root
        return not {root(link.left), root(link.right)} <= self._held

    def _united(self, rows: tuple[int, int], roots: list[int], probability: float) -> None:
        self._outcome.note(rows, "splink", probability)
        if not self._held.isdisjoint(roots):
            self._held.add(self._outcome.clusters.root(rows[0]))

    def _attach(self, links: Linkage, pairs: list[Pair], tier: int) -> None:
        """Joins each profile of `tier` with the one person above it that it can mean."""
        root = self._outcome.clusters.root
        offers: dict[int, dict[int, Pair]] = {}
        for pair in pairs:
            weak, other = (pair.left, pair.right) if self._tiers[pair.left] == tier else (pair.right, pair.left)
            offers.setdefault(weak, {}).setdefault(root(other), pair)
        placed = self._roots_below(tier)
        namesakes = self._namesakes(tier, {self._names[weak] for weak in offers})
        for weak, found in sorted(offers.items()):
            best = self._choice(list(found.values()), namesakes, weak)
            if best is None or root(weak) in placed:
                continue
            roots = [root(best.left), root(best.right)]
            if links.unite(best.left, best.right):
                self._united((best.left, best.right), roots, best.probability)
                placed.add(root(weak))

    def _choice(self, offers: list[Pair], namesakes: dict[str | None, set[int]], weak: int) -> Pair | None:
        best = offers[0]
        next_weight = offers[1].weight if len(offers) > 1 else float("-inf")
        if best.probability >= self._limits.match_probability and best.weight - next_weight >= MARGIN:
            return best
        is_only = weak in self._only_here and len(namesakes[self._names[weak]]) == 1
        return best if is_only and best.is_namesake and len(offers) == 1 else None

    def _namesakes(self, tier: int, names: set[str | None]) -> dict[str | None, set[int]]:
        """Each of `names` → the people above `tier` who bear it."""
        found: dict[str | None, set[int]] = {name: set() for name in names}
        for row, name in self._names.items():
            if name in found and self._tiers[row] < tier:
                found[name].add(self._outcome.clusters.root(row))
        return found

    def _roots_below(self, tier: int) -> set[int]:
        return {self._outcome.clusters.root(row) for row, own in self._tiers.items() if own < tier}
