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
        day = term.starts_on if term.number > 1 or term.is_start_stated else term.joined_on
        if term.member_kind == "person" and (term.number == 1 or not term.is_listed) and day is not None:
            yield term.member, ("membership_started", day, term.place)


def _won(lake: Lake) -> Iterator[tuple[str, Activity]]:
    for row in _latest_outcomes(lake):
        if row["stage"] == "won" and row["occurred_on"] is not None:
            yield row["person"], ("outcome_won", row["occurred_on"], _place(row))


def _latest_outcomes(lake: Lake) -> list[Row]:
    """Each outcome as its tool's last export tells it."""
    versions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in lake.rows["outcome"]:
        day = row["occurred_on"] or row["opened_on"]
        if row["person"] not in lake.excluded and (day is None or day <= lake.today):
            versions[row["tool"], row["tool_outcome_id"] or _place(row)].append(row)
    return [lake.last_told(rows) for rows in versions.values()]


def _place(row: Row) -> str:
    return f"{row['file_id']}/{row['part']}/{row['row_number']}"
