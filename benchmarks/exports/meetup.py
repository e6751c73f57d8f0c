"""Meetup's event attendees: tab-separated text called .xls, without e-mail; name and day in the file name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.exports.faces import Face, english_date, faces, token
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.events import Event
from benchmarks.world.plan import day_of
from benchmarks.world.turnout import CANCELLED, INVITED, ORGANISER, WAITLISTED, Turnout
from benchmarks.world.world import World

COLUMNS = (
    "Name", "Attendance", "User ID", "Title", "Event Host", "RSVP", "Guests", "RSVPed on", "Joined Group on",
    "URL of Member Profile", "Notes",
)  # fmt: skip

FIRST_USER = 900_000_000
ANSWERS = {CANCELLED: "No", WAITLISTED: "Waitlist"}


def file_name(event: Event) -> str:
    """`<Event name> <day>.xls`."""
    return f"{event.name} {event.starts_at:%Y-%m-%d}.xls"


def export(world: World, event: Event, turnout: Turnout, inbox: Path, truth: Truth) -> list[str]:
    """Writes one event's attendees; returns the file name."""
    name = file_name(event)
    with delimited(inbox / name, delimiter="\t", line_end="\n") as table:
        table.write(COLUMNS)
        dice = world.dice("meetup repeats", event.key)
        truth.fill(table, name, 1, with_repeats(_rows(world, event, turnout), dice))
    return [name]


def _rows(world: World, event: Event, turnout: Turnout) -> Iterator[Row]:
    dice = world.dice("meetup", event.key)
    places = (turnout.status != INVITED).nonzero()[0].tolist()
    asked = faces(world.people, turnout.person[places], [event.day] * len(places), dice)
    for place, face in zip(places, asked, strict=True):
        yield _row(world, event, turnout, place, face)


def _row(world: World, event: Event, turnout: Turnout, place: int, face: Face) -> Row:
    """One answer; the profile is the same in every event, which is what ties a member's rows together."""
    user = FIRST_USER + face.person
    host = turnout.role[place] == ORGANISER
    answered = event.local(int(turnout.registered_at[place]))
    joined = world.plan.first_day - int(token("joined", face.person, length=4), 16) % 700
    cells = (
        face.full,
        "Y" if turnout.attended[place] else "",
        f"user {user}",
        "Event Organizer" if host else "",
        "Yes" if host else "",
        ANSWERS.get(int(turnout.status[place]), "Yes"),
        str(int(turnout.companions[place])),
        f"{english_date(answered.date())} {_clock(answered)}",
        english_date(day_of(joined)),
        f"http://www.meetup.com/Lanternfold-Network/members/{user}/ ",
        "",
    )
    return Row(cells, face.key)


def _clock(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"
