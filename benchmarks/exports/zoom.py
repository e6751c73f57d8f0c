"""Zoom's meeting participants: a table about the meeting, a blank line, then one row a join."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.exports.faces import Face, faces, number
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.events import Event
from benchmarks.world.organisations import ASSOCIATION_NAME, domain_of
from benchmarks.world.turnout import ORGANISER, Turnout
from benchmarks.world.world import World

MEETING_COLUMNS = (
    "Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants", "",
)  # fmt: skip
COLUMNS = (
    "Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest",
    "Recording Consent", "In Waiting Room",
)  # fmt: skip

BOT_EMAIL = "notes@meeting-bot.example"
BREAK_SECONDS = 600


def file_name(event: Event) -> str:
    """`participants_<meeting id>.csv`."""
    return f"participants_{number('zoom', event.key)}.csv"


def export(world: World, event: Event, turnout: Turnout, inbox: Path, truth: Truth) -> list[str]:
    """Writes one meeting's report; returns its file name."""
    name = file_name(event)
    rows = [row for _, row in sorted(_rows(world, event, turnout), key=lambda join: join[0])]
    with delimited(inbox / name, bom=True) as table:
        table.write(MEETING_COLUMNS)
        truth.fill(table, name, 1, [_meeting(world, event, turnout, len(rows))])
        table.write_line()
        table.write(COLUMNS)
        truth.fill(table, name, 2, with_repeats(rows, world.dice("zoom repeats", event.key), 0.004))
    return [name]


def _meeting(world: World, event: Event, turnout: Turnout, count: int) -> Row:
    host = world.people.work_email(int(turnout.person[turnout.role == ORGANISER][0]), event.day)
    meeting = number("zoom", event.key)
    cells = (
        f"{meeting[:3]} {meeting[3:7]} {meeting[7:]}",
        event.name,
        _moment(event.starts_at),
        _moment(event.ends_at),
        host,
        str(event.minutes),
        str(count),
        "",
    )
    return Row(cells, kind="context")


def _rows(world: World, event: Event, turnout: Turnout) -> Iterator[tuple[int, Row]]:
    """Each join with the second at which it began."""
    dice = world.dice("zoom", event.key)
    places = turnout.attended.nonzero()[0].tolist()
    asked = faces(world.people, turnout.person[places], [event.day] * len(places), dice)
    unknown, device = dice.chance(0.4, len(places)), dice.chance(0.03, len(places))
    for turn, (place, face) in enumerate(zip(places, asked, strict=True)):
        signed_in = turnout.role[place] == ORGANISER or not unknown[turn]
        shown = f"iPhone ({face.full.strip()})" if device[turn] and not signed_in else face.full
        yield from _joins(event, turnout, place, face, shown, signed_in=signed_in)
    if event.number % 4 == 2:
        start, end = event.start_second, event.start_second + event.minutes * 60
        yield start, _row(event, "Meeting notes bot", BOT_EMAIL, start, end, Row((), "x_bot"))


def _joins(
    event: Event, turnout: Turnout, place: int, face: Face, shown: str, *, signed_in: bool
) -> Iterator[tuple[int, Row]]:
    """One row a join: whoever dropped out has a second one under the same name."""
    came, left, away = (int(column[place]) for column in (turnout.came_at, turnout.left_at, turnout.away_at))
    about = Row((), face.key, face.employer_by_mail if signed_in else "")
    email = face.email if signed_in else ""
    if away < 0:
        yield came, _row(event, shown, email, came, left, about)
        return
    yield came, _row(event, shown, email, came, away, about)
    back = away + BREAK_SECONDS
    yield back, _row(event, shown, email, back, left, about)


def _row(event: Event, shown: str, email: str, came: int, left: int, about: Row) -> Row:
    cells = (
        shown,
        email,
        _moment(event.local(came)),
        _moment(event.local(left)),
        str(max(1, round((left - came) / 60))),
        "No" if email.endswith(f"@{domain_of(ASSOCIATION_NAME)}") else "Yes",
        "Y" if email else "",
        "No",
    )
    return Row(cells, about.person, about.organisation)


def _moment(local: datetime) -> str:
    return f"{local:%m/%d/%Y %I:%M:%S} {'AM' if local.hour < 12 else 'PM'}"
