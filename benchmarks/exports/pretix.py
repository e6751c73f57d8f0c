"""pretix's check-in list as a workbook; the file name holds the event's name and day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.exports.faces import Face, faces, named, token
from benchmarks.exports.tables import Sheet, write_workbook
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.events import Event
from benchmarks.world.turnout import ORGANISER, REGISTERED, SPEAKER, Turnout
from benchmarks.world.world import World

COLUMNS = (
    "Order code", "Attendee name", "Attendee name: Title", "Attendee name: First name", "Attendee name: Middle name",
    "Attendee name: Family name", "Product", "Price", "Checked in", "Checked out", "Automatically checked in",
    "Secret", "E-mail", "Company", "Voucher code", "Order date", "Requires special attention", "Comment", "Seat ID",
    "Seat name", "Seat zone", "Seat row", "Seat number",
)  # fmt: skip

PRODUCTS = {SPEAKER: "Speaker ticket", ORGANISER: "Staff ticket"}
HONORIFICS = ("", "", "", "", "Dr", "Prof")


def file_name(event: Event) -> str:
    """`<event name>_checkinlist_<day>.xlsx`."""
    return f"{event.name}_checkinlist_{event.starts_at:%Y-%m-%d}.xlsx"


def export(world: World, event: Event, turnout: Turnout, inbox: Path, truth: Truth) -> list[str]:
    """Writes one event's check-in list; returns its file name. The first has a sheet of notes behind."""
    name = file_name(event)
    sheet = Sheet("Check-in list")
    sheet.write(COLUMNS)
    dice = world.dice("pretix repeats", event.key)
    truth.fill(sheet, name, 1, with_repeats(_rows(world, event, turnout), dice))
    sheets = [sheet]
    if event.number < 10:
        notes = Sheet("Notes")
        truth.fill(notes, name, 2, [Row(("Doors opened ten minutes late.",), kind="stray")])
        sheets.append(notes)
    write_workbook(inbox / name, sheets)
    return [name]


def _rows(world: World, event: Event, turnout: Turnout) -> Iterator[Row]:
    """One row a paid order: pretix leaves out what was cancelled."""
    dice = world.dice("pretix", event.key)
    places = (turnout.status == REGISTERED).nonzero()[0].tolist()
    asked = faces(world.people, turnout.person[places], [event.day] * len(places), dice)
    for place, face in zip(places, asked, strict=True):
        yield _row(event, turnout, place, face)


def _row(event: Event, turnout: Turnout, place: int, face: Face) -> Row:
    came = int(turnout.came_at[place])
    honorific = HONORIFICS[face.person % len(HONORIFICS)]
    cells = (
        token("pretix", event.key, place, length=5).upper(),
        f"{honorific} {face.full}".strip(),
        honorific,
        face.given,
        "",
        face.family,
        PRODUCTS.get(int(turnout.role[place]), "Standard ticket"),
        "12.00",
        f"{event.local(came):%Y-%m-%d %H:%M}" if came >= 0 else "",
        "",
        "No",
        token("secret", event.key, place, length=32),
        face.email,
        face.organisation,
        "",
        f"{event.local(int(turnout.registered_at[place])):%Y-%m-%d}",
        "No",
    )
    return Row(cells, face.key, named(face))
