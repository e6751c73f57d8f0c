"""Microsoft Teams' attendance report: UTF-16 with tabs, three numbered sections, dates as in the exporter's country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.exports.faces import Face, faces
from benchmarks.exports.tables import Delimited, delimited
from benchmarks.exports.truth import Row, Truth
from benchmarks.world.events import Event
from benchmarks.world.turnout import ORGANISER, SPEAKER, Turnout
from benchmarks.world.world import World

NARROW_SPACE = "\u202f"
COLUMNS = ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role")
ACTIVITY_COLUMNS = ("Name", "Join Time", "Leave Time", "Duration", "Email", "Role")
ROLES = {SPEAKER: "Presenter", ORGANISER: "Organizer"}
BREAK_SECONDS = 600


class Attendee(NamedTuple):
    """One attendee: name as shown, address ('' for somebody from outside), role, each stay in seconds since 1970."""

    shown: str
    email: str
    role: str
    stays: list[tuple[int, int]]
    person: str
    organisation: str


def file_name(event: Event) -> str:
    """`<Event name> - Attendance report <m-d-yy>.csv`."""
    day = event.starts_at
    return f"{event.name} - Attendance report {day.month}-{day.day}-{day:%y}.csv"


def export(world: World, event: Event, turnout: Turnout, inbox: Path, truth: Truth) -> list[str]:
    """Writes one meeting's report; returns its file name."""
    name = file_name(event)
    there = sorted(_attendees(world, event, turnout), key=lambda attendee: attendee.stays[0])
    with delimited(inbox / name, encoding="utf-16-le", bom=True, delimiter="\t") as table:
        table.write_line("1. Summary")
        truth.fill(table, name, 1, _summary(event, there))
        _section(table, "2. Participants", COLUMNS)
        truth.fill(table, name, 2, (_participant(event, attendee) for attendee in there))
        _section(table, "3. In-Meeting Activities", ACTIVITY_COLUMNS)
        truth.fill(table, name, 3, (row for attendee in there for row in _activities(event, attendee)))
    return [name]


def _section(table: Delimited, title: str, columns: tuple[str, ...]) -> None:
    table.write_line()
    table.write_line(title)
    table.write(columns)


def _summary(event: Event, there: list[Attendee]) -> Iterator[Row]:
    first = min(attendee.stays[0][0] for attendee in there)
    last = max(attendee.stays[-1][1] for attendee in there)
    average = sum(_seconds(attendee) for attendee in there) // len(there)
    for key, value in (
        ("Meeting title", event.name),
        ("Attended participants", str(len(there))),
        ("Start time", _moment(event, first)),
        ("End time", _moment(event, last)),
        ("Meeting duration", _duration(last - first)),
        ("Average attendance time", _duration(average)),
    ):
        yield Row((key, value), kind="context")


def _attendees(world: World, event: Event, turnout: Turnout) -> Iterator[Attendee]:
    dice = world.dice("teams", event.key)
    places = turnout.attended.nonzero()[0].tolist()
    asked = faces(world.people, turnout.person[places], [event.day] * len(places), dice)
    outside = dice.chance(0.45, len(places))
    for turn, (place, face) in enumerate(zip(places, asked, strict=True)):
        yield _attendee(turnout, place, face, outside=bool(outside[turn]))


def _attendee(turnout: Turnout, place: int, face: Face, *, outside: bool) -> Attendee:
    role = int(turnout.role[place])
    came, left, away = (int(column[place]) for column in (turnout.came_at, turnout.left_at, turnout.away_at))
    stays = [(came, left)] if away < 0 else [(came, away), (away + BREAK_SECONDS, left)]
    words = ROLES.get(role, "Attendee")
    if outside and role != ORGANISER:
        return Attendee(f"{face.family}, {face.given} (External)", "", words, stays, face.key, "")
    return Attendee(face.full, face.email, words, stays, face.key, face.employer_by_mail)


def _participant(event: Event, attendee: Attendee) -> Row:
    cells = (
        attendee.shown,
        _moment(event, attendee.stays[0][0]),
        _moment(event, attendee.stays[-1][1]),
        _duration(_seconds(attendee)),
        attendee.email,
        attendee.email,
        attendee.role,
    )
    return Row(cells, attendee.person, attendee.organisation)


def _activities(event: Event, attendee: Attendee) -> Iterator[Row]:
    """Each stay of an attendee once more: it adds nothing to their row in section 2."""
    for came, left in attendee.stays:
        times = (_moment(event, came), _moment(event, left), _duration(left - came))
        cells = (attendee.shown, *times, attendee.email, attendee.role)
        yield Row(cells, attendee.person, attendee.organisation, "context")


def _seconds(attendee: Attendee) -> int:
    return sum(left - came for came, left in attendee.stays)


def _duration(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}h {rest // 60}m {rest % 60}s" if hours else f"{rest // 60}m {rest % 60}s"


def _moment(event: Event, second: int) -> str:
    """American and British in turn, as one colleague or the other downloads the report."""
    local: datetime = event.local(second)
    if event.number // 20 % 2 == 0:
        clock = f"{local.hour % 12 or 12}:{local:%M:%S}{NARROW_SPACE}{'AM' if local.hour < 12 else 'PM'}"
        return f"{local.month}/{local.day}/{local:%y}, {clock}"
    return f"{local:%d/%m/%y}, {local:%H:%M:%S}"
