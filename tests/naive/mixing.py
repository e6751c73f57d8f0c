"""Which industries meet, and which deal with each other: every pair of people and every tie, one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from typing import NamedTuple

from tests.naive import ties
from tests.naive.lake import Lake, months_after
from tests.naive.ties import Pair, Tie

ALL = "all"


class Cell(NamedTuple):
    """Two industries' direct ties, how many of them are outside events, and the pairs at events that make pairs."""

    tie_count: int
    outside_count: int
    pair_count: int
    realised_pair_count: int


class Network(NamedTuple):
    """An industry's ties, within it and out of it, and the E-I of all pairs of people with ties."""

    tie_count: int
    internal_count: int
    external_count: int
    chance: float | None


def opportunities(lake: Lake, first: date, last: date) -> Counter[Pair]:
    """Industry and industry, in order → pairs of people who attended one event from `first` to `last`."""
    found: Counter[Pair] = Counter()
    for event, people in ties.attended(lake, first, last).items():
        found.update(combinations(sorted(lake.industry_on(person, event[1]) for person in people), 2))
    return found


def cells(lake: Lake, tied: list[Tie], first: date, last: date) -> dict[Pair, Cell]:
    """Industry and industry, in order → their cell, with the ties from `first` to `last`.

    There are no pairs where they are listed for a part of this time only.
    """
    known = {tie.people for tie in tied}
    is_listed = first > months_after(lake.today, -ties.LOOK_BACK)
    there = ties.together(lake, first, last) if is_listed else {}
    tie_count = Counter(_ordered(tie.industries) for tie in tied)
    outside_count = Counter(_ordered(tie.industries) for tie in tied if tie.is_outside_events)
    pair_count: Counter[Pair] = Counter()
    realised_count: Counter[Pair] = Counter()
    for pair, day in there.items():
        left, right = pair
        industries = _ordered((lake.industry_on(left, day), lake.industry_on(right, day)))
        pair_count[industries] += 1
        realised_count[industries] += pair in known
    return {
        pair: Cell(tie_count[pair], outside_count[pair], pair_count[pair], realised_count[pair])
        for pair in tie_count.keys() | pair_count.keys()
    }


def lifts(tied: list[Tie]) -> dict[Pair, float]:
    """Industry and industry, in order → e_rs / (a_r · a_s), of all industries that have ties."""
    ends, share = _tie_ends(tied)
    return {
        (one, other): ends[one, other] / ends.total() / (share[one] * share[other])
        for one in share
        for other in share
        if one <= other
    }


def assortativity(tied: list[Tie]) -> float | None:
    """Newman's r of the ties between known industries; none where they are of one industry only."""
    ends, share = _tie_ends(_known(tied))
    within = sum(count for (one, other), count in ends.items() if one == other)
    by_chance = sum(of * of for of in share.values())
    return (within / ends.total() - by_chance) / (1 - by_chance) if len(share) > 1 else None


def networks(tied: list[Tie]) -> dict[str, Network]:
    """Industry, or all of them → its ties; those with an unknown end lead neither in nor out."""
    every, within, out = Counter[str](), Counter[str](), Counter[str]()
    for tie in tied:
        touched = {*tie.industries, ALL}
        every.update(touched)
        if "unknown" not in tie.industries:
            (within if len(touched) == 2 else out).update(touched)
    chance = _chance(_known(tied))
    return {name: Network(count, within[name], out[name], chance.get(name)) for name, count in every.items()}


def _chance(tied: list[Tie]) -> dict[str, float]:
    """E-I were everybody tied to everybody: each pair of people counts in their industries by both's fractions."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for tie in tied:
        for person, industry in zip(tie.people, tie.industries, strict=True):
            counts[person][industry] += 1
    people = [{name: count / counted.total() for name, count in counted.items()} for counted in counts.values()]
    within, out = defaultdict[str, float](float), defaultdict[str, float](float)
    for one, other in combinations(people, 2):
        both = {name: one.get(name, 0) * other.get(name, 0) for name in one.keys() | other.keys()}
        for name, share in both.items():
            within[name] += share
            out[name] += one.get(name, 0) + other.get(name, 0) - 2 * share
        within[ALL] += sum(both.values())
        out[ALL] += 1 - sum(both.values())
    return {name: (out[name] - within[name]) / (out[name] + within[name]) for name in out}


def _tie_ends(tied: list[Tie]) -> tuple[Counter[Pair], dict[str, float]]:
    """How many ends each two industries have, and each one's share of all: a tie has two, from either side one."""
    ends: Counter[Pair] = Counter()
    for tie in tied:
        ends.update([tie.industries, tie.industries[::-1]])
    share: dict[str, float] = defaultdict(float)
    for (industry, _), count in ends.items():
        share[industry] += count / ends.total()
    return ends, share


def _known(tied: list[Tie]) -> list[Tie]:
    return [tie for tie in tied if "unknown" not in tie.industries]


def _ordered(industries: Pair) -> Pair:
    one, other = sorted(industries)
    return one, other
