"""Groups: names of organisations joined by how alike they are, the likeliest pairs first.

Two groups join only where their names are alike on the whole, so that no weak pair
chains two large groups together, and only where nothing keeps them apart: a
decision, a number, a town or a point of the compass that one name has and the other not,
another kind of body, a domain of each one's own.
What is likely and yet not joined is left for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from pipelines.identity import organisation_pairs
from pipelines.identity.clusters import Clusters
from pipelines.identity.organisation_words import Words, weighted
from pipelines.identity.words import listed

LEAST_PROBABILITY = 0.5
"""Probability of a pair from which it joins."""

LEAST_ASKED = 0.3
"""Probability from which a pair that does not join is worth a person's look."""

LEAST_LIKENESS = 0.55
"""Mean cosine between the names of two groups from which they may join."""

MARKS = listed("marks")
"""Words that tell two of one name apart, common as they are: points of the compass, and what an offshoot adds."""

KINDS = listed("kinds_of_body")
"""Words that tell one body of a place from another, where both names have such a word."""

SAME_WORDS = 0.99
"""Probability that names of the same words in some order are one organisation."""

UNSURE = {"left": pl.String, "right": pl.String, "match_probability": pl.Float64}


class Likeness:
    """Mean cosines between groups that grow: the dot product of the sums of their vectors, over the number of pairs."""

    def __init__(self, vectors: Any) -> None:
        self._vectors = vectors
        self._sums: dict[int, dict[int, float]] = {}
        self._sizes: dict[int, int] = {}

    def between(self, one: int, other: int) -> float:
        """The mean cosine between the names of two groups, each known by one number."""
        left, right = sorted((self._sum(one), self._sum(other)), key=len)
        dot = sum(value * right.get(column, 0.0) for column, value in left.items())
        return dot / (self._sizes.get(one, 1) * self._sizes.get(other, 1))

    def join(self, one: int, other: int) -> None:
        """Makes one group of two, known by `one`."""
        large, small = self._sum(one), self._sum(other)
        if len(large) < len(small):
            large, small = small, large
        for column, value in small.items():
            large[column] = large.get(column, 0.0) + value
        self._sums[one] = large
        self._sizes[one] = self._sizes.get(one, 1) + self._sizes.pop(other, 1)
        self._sums.pop(other, None)

    def _sum(self, group: int) -> dict[int, float]:
        if group not in self._sums:
            start, end = self._vectors.indptr[group : group + 2]
            columns, values = self._vectors.indices[start:end], self._vectors.data[start:end]
            self._sums[group] = dict(zip(columns.tolist(), values.tolist(), strict=True))
        return self._sums[group]


class Offer(NamedTuple):
    """Two names, by position, that may be one organisation's."""

    left: int
    right: int
    probability: float


@dataclass(frozen=True)
class Offered:
    """What distinct normalised `names` offer to be joined, likeliest first, and the words and vector of each name."""

    names: list[str]
    words: list[Words]
    offers: list[Offer]
    vectors: Any


def offered(names: Sequence[str]) -> Offered:
    """Compares distinct normalised `names`, in a total order."""
    words = weighted(names)
    forms: dict[str, list[int]] = {}
    for place, told in enumerate(words):
        forms.setdefault(" ".join(sorted(told)), []).append(place)
    firsts = [places[0] for places in forms.values()]
    same = [Offer(places[0], other, SAME_WORDS) for places in forms.values() for other in places[1:]]
    compared = organisation_pairs.compared([words[place] for place in firsts])
    asked = compared.pairs.filter(pl.col("probability") >= LEAST_ASKED).select("left", "right", "probability")
    alike = [Offer(firsts[left], firsts[right], probability) for left, right, probability in asked.iter_rows()]
    form_of = {place: number for number, places in enumerate(forms.values()) for place in places}
    return Offered(
        list(names), words, [*same, *alike], compared.vectors[[form_of[place] for place in range(len(names))]]
    )


class Grouping:
    """Joins names in `clusters`, where the name at a position has the number that `numbers` gives.

    `domains` are the domains of each cluster, by its root; `places` the names of places that the data knows.
    """

    def __init__(
        self,
        spelled: Offered,
        numbers: Sequence[int],
        clusters: Clusters,
        domains: Mapping[int, frozenset[str]],
        places: frozenset[str],
    ) -> None:
        self._spelled = spelled
        self._numbers = numbers
        self._clusters = clusters
        self._domains = dict(domains)
        self._places = places
        self._groups = Clusters(len(spelled.names))
        self._likeness = Likeness(spelled.vectors)

    def join_all(self) -> pl.DataFrame:
        """Joins what is likely enough; returns what is left for a person, likeliest first: the columns of `UNSURE`."""
        names = self._spelled.names
        unsure = [
            (names[offer.left], names[offer.right], offer.probability)
            for offer in self._spelled.offers
            if not self._settles(offer)
        ]
        return pl.DataFrame(unsure, schema=UNSURE, orient="row")

    def _settles(self, offer: Offer) -> bool:
        """Whether nothing is left to ask about a pair: it is one organisation, or decided to be two."""
        left, right = self._groups.root(offer.left), self._groups.root(offer.right)
        one, other = (self._clusters.root(self._numbers[place]) for place in (offer.left, offer.right))
        if left == right or self._clusters.is_apart(one, other):
            return True
        if offer.probability < LEAST_PROBABILITY or not self._agree(offer, one, other):
            return one == other
        if self._likeness.between(left, right) < LEAST_LIKENESS:
            return one == other
        self._join(one, other)
        self._groups.join(left, right)
        self._likeness.join(*sorted((left, right)))
        return True

    def _agree(self, offer: Offer, one: int, other: int) -> bool:
        """Whether both have the same marks in their names, and not each a domain or a kind of its own."""
        own, others = self._domains.get(one), self._domains.get(other)
        is_one_domain = one == other or not own or not others or bool(own & others)
        left, right = (self._marks(place) for place in (offer.left, offer.right))
        kinds = [KINDS & self._spelled.words[place].keys() for place in (offer.left, offer.right)]
        return is_one_domain and left == right and (not all(kinds) or kinds[0] == kinds[1])

    def _marks(self, place: int) -> frozenset[str]:
        return _marks(self._spelled.names[place], self._places) | (MARKS & self._spelled.words[place].keys())

    def _join(self, one: int, other: int) -> None:
        self._clusters.join(one, other)
        both = self._domains.pop(one, frozenset()) | self._domains.pop(other, frozenset())
        self._domains[self._clusters.root(one)] = both


def _marks(name: str, places: frozenset[str]) -> frozenset[str]:
    """The numbers and the places in a name: what tells branches of one house apart."""
    words = name.split()
    runs = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + 4))
    return frozenset(run for run in runs if run in places or run.isdigit())
