"""Everybody's score, from what they did and how long ago it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from tests.naive import attendance, membership
from tests.naive.lake import Lake, Row

DIRECT = ("connection", "introduction", "meeting", "badge_scan", "message")


class Weight(NamedTuple):
    """How an activity type counts."""

    weight: float
    half_life_days: float
    cap: float
    daily_cap: int


Activity = tuple[str, date, str]
"""Type, day, and with whom or at what."""


def scores(lake: Lake, weights: dict[str, Weight], today: date) -> dict[str, float]:
    """Person → score on a day up to the lake's own: Σ over types of w · min(cap, Σ 2^(−age / half-life))."""
    found: dict[str, float] = {}
    for person, done in activities(lake).items():
        total = 0.0
        for kind, weight in weights.items():
            days: dict[date, int] = defaultdict(int)
            for activity, day, _ in done:
                if activity == kind and day <= today and days[day] < weight.daily_cap:
                    days[day] += 1
            decayed = sum(count * 2 ** (-(today - day).days / weight.half_life_days) for day, count in days.items())
            total += weight.weight * min(weight.cap, decayed)
        found[person] = total
    return found


def activities(lake: Lake) -> dict[str, set[Activity]]:
    """Person → all they did up to the lake's instant; excluded people left out."""
    found: dict[str, set[Activity]] = defaultdict(set)
    for person, activity in chain(_at_events(lake), _with_others(lake), _as_members(lake), _won(lake)):
        if person is not None and person not in lake.excluded and activity[1] <= lake.today:
            found[person].add(activity)
    return found


def _at_events(lake: Lake) -> Iterator[tuple[str, Activity]]:
    for event, people in attendance.presences(lake).items():
        for person, presence in people.items():
            if presence.status == "attended":
                kind = "attended" if presence.role == "attendee" else "contributed"
                yield person, (kind, event[1], str(event))


def _with_others(lake: Lake) -> Iterator[tuple[str, Activity]]:
    for row in lake.rows["interaction"]:
        one, other, kind = row["from"], row["to"], row["interaction_kind"]
        if kind in DIRECT and one and other and one != other and not {one, other} & lake.excluded:
            named = "connection" if kind == "badge_scan" else kind
            yield one, (named, row["occurred_on"], other)
            yield other, (named, row["occurred_on"], one)


def _as_members(lake: Lake) -> Iterator[tuple[str, Activity]]:
    for term in membership.terms(lake):
        if term.member_kind == "person" and (term.number == 1 or not term.is_inferred):
            yield term.member, ("membership_started", term.starts_on, term.place)


def _won(lake: Lake) -> Iterator[tuple[str, Activity]]:
    for place, row in _latest_outcomes(lake):
        if row["stage"] == "won" and row["occurred_on"] is not None:
            yield row["person"], ("outcome_won", row["occurred_on"], place)


def _latest_outcomes(lake: Lake) -> list[tuple[str, Row]]:
    """Each outcome as its tool's last export tells it."""
    latest: dict[tuple[str, str], tuple[tuple[date, str], Row]] = {}
    for row in lake.rows["outcome"]:
        day = row["occurred_on"] or row["opened_on"]
        if row["person"] in lake.excluded or (day is not None and day > lake.today):
            continue
        place = f"{row['file_id']}/{row['part']}/{row['row_number']}"
        key = (row["tool"], row["tool_outcome_id"] or place)
        rank = (lake.landed_on[row["file_id"]], place)
        if key not in latest or rank > latest[key][0]:
            latest[key] = (rank, row)
    return [(place, row) for (_, place), row in latest.values()]
