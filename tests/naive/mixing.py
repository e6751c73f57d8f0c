"""Which industries meet: every pair of people at every event, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

from tests.naive import attendance
from tests.naive.lake import Lake

Pair = tuple[str, str]


def opportunities(lake: Lake, first: date, last: date) -> Counter[Pair]:
    """Industry and industry, in order → pairs of people who attended one event from `first` to `last`."""
    found: Counter[Pair] = Counter()
    for event, people in attendance.presences(lake).items():
        if not first <= event[1] <= last:
            continue
        there = sorted(
            lake.industry_on(person, event[1])
            for person, presence in people.items()
            if presence.status == "attended" and person not in lake.excluded
        )
        found.update(combinations(there, 2))
    return found
