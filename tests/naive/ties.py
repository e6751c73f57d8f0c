"""Who dealt with whom, and who was at the same event: interaction by interaction, pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from tests.naive import attendance
from tests.naive.lake import Lake, Row, months_after

DIRECT = ("connection", "badge_scan", "introduction", "meeting")
LARGEST = 300
"""People above whom an event makes no pairs."""
LOOK_BACK = 24
"""Months before the lake's day from which on events make pairs."""

Pair = tuple[str, str]


class Tie(NamedTuple):
    """Two people who dealt with each other directly: their industries on the first such day, in their order."""

    people: Pair
    industries: Pair
    is_outside_events: bool


def between(lake: Lake) -> Iterator[tuple[Pair, Row]]:
    """Interactions of two different, counted people, in the order of their keys."""
    for row in lake.rows["interaction"]:
        ends = {row["from"], row["to"]}
        if len(ends) == 2 and None not in ends and not ends & lake.excluded and row["occurred_on"] <= lake.today:
            left, right = sorted(ends)
            yield (left, right), row


def direct(lake: Lake, first: date, last: date) -> list[Tie]:
    """The ties of those who dealt with each other from `first` to `last`."""
    there = attended(lake, first, last)
    found = []
    for (left, right), days in _dealt(lake).items():
        if within := [day for day in days if first <= day <= last]:
            industries = lake.industry_on(left, min(within)), lake.industry_on(right, min(within))
            is_outside = not any({left, right} <= people for people in there.values())
            found.append(Tie((left, right), industries, is_outside))
    return found


def together(lake: Lake, first: date, last: date) -> dict[Pair, date]:
    """Pairs at one event that makes pairs, from `first` to `last` → the first day that they were."""
    found: dict[Pair, date] = {}
    for (_, day), people in pairing(lake, first, last).items():
        for pair in combinations(sorted(people), 2):
            found[pair] = min(found.get(pair, day), day)
    return found


def pairing(lake: Lake, first: date, last: date) -> dict[attendance.Event, set[str]]:
    """The events that make pairs, with who attended; no home of the tests has so many pairs that days are left out."""
    since = months_after(lake.today, -LOOK_BACK)
    there = attended(lake, first, last)
    return {event: people for event, people in there.items() if 2 <= len(people) <= LARGEST and event[1] > since}


def attended(lake: Lake, first: date, last: date) -> dict[attendance.Event, set[str]]:
    """Event from `first` to `last` → those who attended, whatever its size."""
    return {
        event: {
            person
            for person, presence in people.items()
            if presence.status == "attended" and person not in lake.excluded
        }
        for event, people in attendance.presences(lake).items()
        if first <= event[1] <= last
    }


def _dealt(lake: Lake) -> dict[Pair, set[date]]:
    """Days on which two met, were introduced or exchanged contacts, or one answered what the other wrote."""
    found: dict[Pair, set[date]] = defaultdict(set)
    wrote: dict[Pair, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
    for pair, row in between(lake):
        if row["interaction_kind"] == "message":
            wrote[pair][row["from"]].add(row["occurred_on"])
        elif row["interaction_kind"] in DIRECT:
            found[pair].add(row["occurred_on"])
    for pair, days in wrote.items():
        one, other = (sorted(days[person]) for person in pair)
        found[pair].update(max(turn) for turn in zip(one, other, strict=False))
    return found
