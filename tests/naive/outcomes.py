"""What came last before each outcome, and what became of introductions: touch by touch, step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tests.naive import attendance
from tests.naive.lake import Lake, Row
from tests.naive.ties import Pair, between

KINDS = {"introduction": "introduction", "meeting": "meeting", "connection": "exchange", "badge_scan": "exchange"}
NEAREST = ("introduction", "meeting", "exchange", "event")
DAYS = 180
STEPS = ("introduction_request", "introduction", "meeting")


class Introduction(NamedTuple):
    """The pair, and the day of each step that was taken."""

    pair: Pair
    requested_on: date | None
    made_on: date | None
    met_on: date | None


def channels(lake: Lake) -> dict[str, tuple[str, int | None]]:
    """Record of an outcome → kind of the last touch in the `DAYS` before it, and how long before."""
    touches = _touches(lake)
    found: dict[str, tuple[str, int | None]] = {}
    for row in _latest(lake):
        day = row["occurred_on"] or row["opened_on"]
        people = [row["person"]] if row["person"] else list(touches)
        before = [
            ((day - touched).days, NEAREST.index(kind), kind)
            for person in people
            for touched, kind in touches[person]
            if day
            and 0 <= (day - touched).days <= DAYS
            and (row["person"] or (row["organisation"] and _employer(lake, person, touched) == row["organisation"]))
        ]
        last = min(before, default=None)
        found[_place(row)] = (last[2], last[0]) if last else ("unattributed", None)
    return found


def introductions(lake: Lake) -> set[Introduction]:
    """Every introduction of two people, asked for or made."""
    steps: dict[Pair, set[tuple[date, int]]] = defaultdict(set)
    for pair, row in between(lake):
        if row["interaction_kind"] in STEPS:
            steps[pair].add((row["occurred_on"], STEPS.index(row["interaction_kind"])))
    return {introduction for pair, taken in steps.items() for introduction in _of_pair(pair, sorted(taken))}


def _of_pair(pair: Pair, taken: list[tuple[date, int]]) -> Iterator[Introduction]:
    asked: date | None = None
    current: Introduction | None = None
    for day, step in taken:
        if STEPS[step] == "introduction_request":
            asked = asked or day
        elif STEPS[step] == "introduction":
            if current:
                yield current
            current, asked = Introduction(pair, asked, day, None), None
        elif current and current.met_on is None:
            current = current._replace(met_on=day)
    if current:
        yield current
    if asked:
        yield Introduction(pair, asked, None, None)


def _touches(lake: Lake) -> dict[str, list[tuple[date, str]]]:
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for pair, row in between(lake):
        if row["interaction_kind"] in KINDS:
            for person in pair:
                found[person].append((row["occurred_on"], KINDS[row["interaction_kind"]]))
    for (_, day), people in attendance.presences(lake).items():
        for person, presence in people.items():
            if presence.status == "attended" and person not in lake.excluded:
                found[person].append((day, "event"))
    return found


def _latest(lake: Lake) -> Iterator[Row]:
    """The last word of a tool on each outcome up to the lake's day."""
    versions: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in lake.rows["outcome"]:
        day = row["occurred_on"] or row["opened_on"]
        if row["person"] not in lake.excluded and (day is None or day <= lake.today):
            versions[row["tool"], row["tool_outcome_id"] or _place(row)].append(row)
    for rows in versions.values():
        yield lake.last_told(rows)


def _place(row: Row) -> str:
    return f"{row['file_id']}/{row['part']}/{row['row_number']}"


def _employer(lake: Lake, person: str, day: date) -> str | None:
    for stay in lake.stays[person]:
        if (stay["starts_on"] or date.min) <= day < (stay["ends_on"] or date.max):
            return str(stay["organisation_id"])
    return None
