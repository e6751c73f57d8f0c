"""Which profiles are one person.

In this order, and never against a decision: what people decided; profiles that
read the same; exact keys; then clusters by the weights of the pairs that Splink
scores between them (`linkage`). Who shares a household shares family name, address,
mailbox and, as twins do, the day of birth: another given name contradicts all of
that, and so does another day of birth where name and address agree. Another family
name contradicts what colleagues share. A weak profile
(a name, perhaps an employer) joins one person and never ties two together: where
several could be meant, it stays on its own and the pair is kept for review.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from pipelines.identity import decided as decisions
from pipelines.identity import keys, model
from pipelines.identity.clusters import Clusters
from pipelines.identity.linkage import Between, Linkage
from pipelines.identity.mentions import PIN
from pipelines.identity.profiles import FIELDS
from pipelines.settings import Identity

RULES = ("decision", *keys.RULES, "splink", "single")
"""Match rules, strongest first."""

MARGIN = 4.0
"""Bits by which a weak profile's best match must beat the next person's."""

CONTRADICTED = -10.0
"""Bits of a pair that only what a household shares speaks for."""


@dataclass
class Matched:
    """The outcome, by row of the profiles: the cluster, and the strongest rule and probability that put it there."""

    clusters: Clusters
    rules: list[str]
    probabilities: list[float]

    def note(self, rows: Iterable[int], rule: str, probability: float = 1.0) -> None:
        """Remembers that `rule` tied `rows`, unless a stronger rule did."""
        for row in rows:
            old = (RULES.index(self.rules[row]), -self.probabilities[row])
            if (RULES.index(rule), -probability) < old:
                self.rules[row], self.probabilities[row] = rule, probability


class Pair(NamedTuple):
    """Two profiles by row, how likely they are one, and whether only the name speaks for it and nothing against."""

    left: int
    right: int
    probability: float
    weight: float
    is_namesake: bool


def matched(profiles: pl.DataFrame, scored: pl.DataFrame, decided: pl.DataFrame, limits: Identity) -> Matched:
    """Clusters of `profiles` (`profiles.distinct`), from `scored` pairs and rows of `decisions/people.csv`."""
    outcome = Matched(Clusters(profiles.height), ["single"] * profiles.height, [1.0] * profiles.height)
    pointers = decisions.Pointers(profiles)
    for pair in decisions.apply(outcome.clusters, decided, pointers):
        outcome.note(pair, "decision")
    for group in _reading_alike(profiles):
        outcome.clusters.join_all(group)
    for left, right, rule in keys.ties(profiles):
        if outcome.clusters.join(left, right):
            outcome.note((left, right), rule)
    _Weighing(profiles, outcome, limits).weigh(list(_pairs(profiles, scored, outcome.clusters)))
    return outcome


def _reading_alike(profiles: pl.DataFrame) -> Iterator[list[int]]:
    """Pinned profiles with the others that differ in nothing but the pin."""
    bare = pl.col("scope").fill_null("").str.split(PIN).list.first()
    rows = profiles.with_row_index("row").with_columns(bare.alias("scope"))
    is_pinned = profiles["scope"].fill_null("").str.contains(PIN, literal=True)
    pinned = rows.filter(is_pinned).select(FIELDS).unique()
    alike = rows.join(pinned, on=FIELDS, how="semi", nulls_equal=True).sort("row")
    for _, group in alike.group_by(FIELDS, maintain_order=True):
        yield group["row"].to_list()


def _pairs(profiles: pl.DataFrame, scored: pl.DataFrame, clusters: Clusters) -> Iterator[Pair]:
    """The scored pairs whose profiles are not in one cluster yet, the heaviest first."""
    roots = pl.Series(clusters.members(), dtype=pl.Int64)
    rows = profiles.select("profile_id", root=roots).with_row_index("row")
    names = _is("given", "exact") & _is("family", "exact")
    weight = pl.col("match_weight")
    numbered = (
        scored.join(rows.rename({"row": "l"}), left_on="left", right_on="profile_id")
        .join(rows.rename({"row": "r"}), left_on="right", right_on="profile_id")
        .filter(pl.col("root") != pl.col("root_right"))
        .with_columns(
            (names & ~_is("organisation", "different")).alias("is_namesake"),
            pl.when(_is_contradicted()).then(pl.min_horizontal(weight, CONTRADICTED)).otherwise(weight).alias("weight"),
        )
        .sort(["weight", "left", "right"], descending=[True, False, False])
    )
    columns = ("l", "r", "match_probability", "weight", "is_namesake")
    for row in numbered.select(columns).iter_rows():
        yield Pair(*row)


def _is_contradicted() -> pl.Expr:
    """Whether what differs is a person's own, and what agrees may be a household's."""
    own = _is("tool_person", "exact", "close") | _is("page", "exact")
    reached = _is("mailbox", "exact", "close", "handle") | _is("phone", "exact") | _is("born_on", "exact", "slip")
    relatives = _is("given", "different") & _is("family", "exact", "close", "part")
    at_one_place = _is("street", "exact", "close") | _is("phone", "exact") | _is("mailbox", "exact")
    namesakes = _is("born_on", "different") & at_one_place & ~_is("given", "different")
    colleagues = _is("family", "different") & ~reached
    return (relatives | namesakes | colleagues) & ~own


def bits(probability: float) -> float:
    """A probability as a match weight, which is the logarithm of its odds.

    >>> bits(0.5), bits(0.8)
    (0.0, 2.0)
    """
    return round(math.log2(probability / (1 - probability)), 4)


def _is(name: str, *labels: str) -> pl.Expr:
    """Whether a comparison came out at one of these levels."""
    levels = model.LEVELS[name]
    return pl.col(f"gamma_{name}").is_in([len(levels) - 1 - levels.index(label) for label in labels])


class _Weighing:
    """Joins scored pairs: the strong among themselves, then the weak by employer, then bare names."""

    def __init__(self, profiles: pl.DataFrame, outcome: Matched, limits: Identity) -> None:
        self._outcome = outcome
        self._limits = limits
        is_weak, organisation = profiles["is_weak"], profiles["organisation"]
        self._tiers = [0 if not weak else 1 if where else 2 for weak, where in zip(is_weak, organisation, strict=True)]
        names = profiles.select(pl.concat_str("given_root", "family", separator="\x1f")).to_series()
        self._names = names.to_list()
        self._held: set[int] = set()
        """Clusters with somebody strong in them."""

    def weigh(self, pairs: list[Pair]) -> None:
        links = Linkage(self._outcome.clusters, ((pair.left, pair.right, pair.weight) for pair in pairs))
        known = {(pair.left, pair.right): pair.probability for pair in pairs}
        self._held = self._roots_below(1)
        self._join(links, known, 0)
        open_pairs = [pair for pair in pairs if pair.weight >= bits(self._limits.review_probability)]
        for tier in (1, 2):
            self._attach(links, [pair for pair in open_pairs if self._tier(pair) == tier != self._lower(pair)], tier)
            self._join(links, known, tier)

    def _tier(self, pair: Pair | Between) -> int:
        return max(self._tiers[pair.left], self._tiers[pair.right])

    def _lower(self, pair: Pair | Between) -> int:
        return min(self._tiers[pair.left], self._tiers[pair.right])

    def _join(self, links: Linkage, known: dict[tuple[int, int], float], tier: int) -> None:
        for link, *roots in links.join(bits(self._limits.match_probability), lambda link: self._may(link, tier)):
            self._united((link.left, link.right), roots, known[link.left, link.right])

    def _may(self, link: Between, tier: int) -> bool:
        """Whether the best pair is of `tier`, and no weak one ties two people together."""
        if not self._tier(link) == tier == self._lower(link):
            return False
        root = self._outcome.clusters.root
        return tier == 0 or not {root(link.left), root(link.right)} <= self._held

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

    def _choice(self, offers: list[Pair], namesakes: dict[str, set[int]], weak: int) -> Pair | None:
        best = offers[0]
        next_weight = offers[1].weight if len(offers) > 1 else float("-inf")
        if best.probability >= self._limits.match_probability and best.weight - next_weight >= MARGIN:
            return best
        is_only = len(namesakes[self._names[weak]]) == 1
        return best if is_only and best.is_namesake and len(offers) == 1 else None

    def _namesakes(self, tier: int, names: set[str]) -> dict[str, set[int]]:
        """Each of `names` → the people above `tier` who bear it."""
        found: dict[str, set[int]] = {name: set() for name in names}
        for row, (name, own) in enumerate(zip(self._names, self._tiers, strict=True)):
            if own < tier and name in found:
                found[name].add(self._outcome.clusters.root(row))
        return found

    def _roots_below(self, tier: int) -> set[int]:
        return {self._outcome.clusters.root(row) for row, own in enumerate(self._tiers) if own < tier}
