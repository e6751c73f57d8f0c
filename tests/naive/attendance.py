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
    return row["status"] in ("registered", "no_show", "cancelled") or (row["status"] == "attended" and has_ticket)


def _status(row: Row, minutes: float | None) -> str:
    is_log = any(row[column] is not None for column in ("joined_at", "left_at", "minutes"))
    if is_log and row["status"] == "attended" and minutes is not None and minutes < MINUTES:
        return "registered" if _registers(row) else "unknown"
    return row["status"]


def _minutes(rows: list[Row]) -> float | None:
    """Minutes in which at least one of the stays lasted, counted second by second; else what reports add up to.

    None where nobody knows: nothing is said of leaving, or not of the last time.
    """
    seconds: set[int] = set()
    leavings = [left for row in rows if (left := _left(row)) is not None]
    joined = [row for row in rows if row["joined_at"] is not None]
    for row in joined:
        later = [left for left in leavings if left > row["joined_at"]]
        ended = _left(row) or (max(later) if later else None)
        if ended is None:
            return None
        seconds.update(range(_second(row["joined_at"]), _second(ended)))
    told = [row["minutes"] for row in rows if row["minutes"] is not None]
    if joined:
        return len(seconds) / 60
    return sum(told) if told else None


def _left(row: Row) -> datetime | None:
    """When somebody left: by the clock, or once the tool's own minutes since joining are over, if that is sooner."""
    ends = [row["left_at"]]
    if row["joined_at"] is not None and row["minutes"] is not None:
        ends.append(row["joined_at"] + timedelta(seconds=round(row["minutes"] * 60)))
    return min((end for end in ends if end is not None), default=None)


def _second(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())
