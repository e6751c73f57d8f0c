"""Who was at which event, and how many of those expected stayed away."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from tests.naive.lake import Lake, Row

STRONGEST_FIRST = ("attended", "no_show", "cancelled", "registered", "waitlisted", "invited", "unknown")
ROLES_FIRST = ("organiser", "staff", "speaker", "volunteer", "sponsor", "exhibitor", "attendee")
ON_DUTY = ("organiser", "staff", "speaker")
MINUTES = 10
FLOOR = 0.2

Event = tuple[str, date]
"""An event is its name, however it is written, on its day."""


class Presence(NamedTuple):
    """What all exports together say of one person at one event."""

    status: str
    role: str
    is_confirmed: bool


def presences(lake: Lake) -> dict[Event, dict[str, Presence]]:
    """Event → person → presence; events that start after `as_of` are not among them."""
    rows: dict[tuple[Event, str], list[Row]] = defaultdict(list)
    for row in lake.rows["attendance"]:
        if row["person"] is not None and _begins(row) <= lake.as_of and row["event_on"] <= lake.today:
            rows[event_of(row), row["person"]].append(row)
    found: dict[Event, dict[str, Presence]] = defaultdict(dict)
    for (event, person), told in rows.items():
        minutes = _minutes(told)
        status = min((_status(row, minutes) for row in told), key=STRONGEST_FIRST.index)
        role = min((row["role"] for row in told), key=ROLES_FIRST.index)
        is_called_off = any(row["status"] == "cancelled" for row in told)
        has_place = any(_registers(row) for row in told) and not is_called_off and status != "waitlisted"
        found[event][person] = Presence(status, role, has_place)
    return found


def no_show(lake: Lake) -> dict[Event, tuple[int, int]]:
    """Event → those who stayed away, of those confirmed and not on duty; only events that took attendance."""
    captures: dict[Event, bool] = defaultdict(bool)
    for row in lake.rows["attendance"]:
        captures[event_of(row)] |= row["captures_check_in"]
    found = {}
    for event, people in presences(lake).items():
        counted = {person: presence for person, presence in people.items() if person not in lake.excluded}
        confirmed = [presence for presence in counted.values() if presence.is_confirmed]
        came = [presence for presence in confirmed if presence.status == "attended"]
        is_anyone_there = any(presence.status == "attended" for presence in counted.values())
        if not (captures[event] and is_anyone_there and len(came) >= FLOOR * len(confirmed)):
            continue
        guests = [presence for presence in confirmed if presence.role not in ON_DUTY]
        found[event] = (sum(presence.status != "attended" for presence in guests), len(guests))
    return found


def event_of(row: Row) -> Event:
    return re.sub(r"[\W_]+", " ", row["event_name"].lower().replace("&", " and ")).strip(), row["event_on"]


def _begins(row: Row) -> datetime:
    return row["event_starts_at"] or datetime.combine(row["event_on"], time())


def _registers(row: Row) -> bool:
    has_ticket = row["registered_at"] is not None or row["ticket_id"] is not None
    return row["status"] in ("registered", "no_show") or (row["status"] == "attended" and has_ticket)


def _status(row: Row, minutes: float) -> str:
    is_log = row["joined_at"] is not None or row["minutes"] is not None
    if is_log and row["status"] == "attended" and minutes < MINUTES:
        return "registered" if _registers(row) else "unknown"
    return row["status"]


def _minutes(rows: list[Row]) -> float:
    """Minutes in which at least one of the stays lasted, counted second by second; else what reports add up to."""
    seconds: set[int] = set()
    has_times = False
    for row in rows:
        if (begun := row["joined_at"]) is None:
            continue
        has_times = True
        ended = row["left_at"] or begun + timedelta(seconds=round((row["minutes"] or 0) * 60))
        first = int(begun.replace(tzinfo=UTC).timestamp())
        seconds.update(range(first, int(ended.replace(tzinfo=UTC).timestamp())))
    return len(seconds) / 60 if has_times else sum(row["minutes"] or 0 for row in rows)
