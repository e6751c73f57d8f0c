"""Eventbrite's attendee list, 2025 generation: no check-in, the event and its zone in every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.exports.faces import Face, faces, number
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.events import AWAY_ZONE, Event
from benchmarks.world.turnout import ORGANISER, REGISTERED, SPEAKER, Turnout
from benchmarks.world.words import family_names, given_names
from benchmarks.world.world import World

COLUMNS = (
    "Order ID", "Order date", "Attendee first name", "Attendee last name", "Attendee email", "Phone number",
    "Purchaser city", "Purchaser state", "Purchaser country", "Event name", "Event ID", "Event start date",
    "Event start time", "Event timezone", "Event location", "Ticket quantity", "Ticket tier", "Ticket type",
    "Currency", "Ticket price", "Buyer first name", "Buyer last name", "Buyer email", "Seating location 1",
    "Seating location 2", "Seating location 3", "Barcode number", "Industry",
)  # fmt: skip

TICKETS = {SPEAKER: "Speaker", ORGANISER: "Staff"}
START_DATE = COLUMNS.index("Event start date")


def file_name(event: Event) -> str:
    """The list's name: Eventbrite's number of the event."""
    return f"attendee-list-{number('eventbrite', event.key, digits=12)}.csv"


def export(world: World, event: Event, turnout: Turnout, inbox: Path, truth: Truth) -> list[str]:
    """Writes one event's attendee list; returns its file name."""
    name = file_name(event)
    with delimited(inbox / name) as table:
        table.write(COLUMNS)
        dice = world.dice("eventbrite repeats", event.key)
        truth.fill(table, name, 1, with_repeats(_rows(world, event, turnout), dice))
    return [name]


def _rows(world: World, event: Event, turnout: Turnout) -> Iterator[Row]:
    """One row a valid ticket: Eventbrite leaves out what was refunded."""
    dice = world.dice("eventbrite", event.key)
    places = ((turnout.status == REGISTERED) & (turnout.registered_at >= 0)).nonzero()[0].tolist()
    asked = faces(world.people, turnout.person[places], [event.day] * len(places), dice)
    answers, guests = dice.chance(0.8, len(places)), dice.chance(0.03, len(places))
    undated = dice.chance(0.02, len(places))
    for turn, (place, face) in enumerate(zip(places, asked, strict=True)):
        row = _row(event, turnout, place, face, face.industry if answers[turn] else "")
        if undated[turn]:
            yield _undated(row)
        yield row
        if guests[turn]:
            yield _companion(event, turn, row)


def _row(event: Event, turnout: Turnout, place: int, face: Face, industry: str) -> Row:
    order = number("order", event.key, place)
    phone = f"'+44 {face.phone[1:]}" if face.phone else ""
    cells = (
        order,
        f"{event.local(int(turnout.registered_at[place])):%Y-%m-%d %H:%M:%S}",
        face.given,
        face.family,
        face.email,
        phone,
        face.city,
        "",
        "GB",
        event.name,
        number("eventbrite", event.key, digits=12),
        f"{event.starts_at:%Y-%m-%d}",
        f"{event.starts_at:%H:%M:%S}",
        event.zone,
        "Pier 7" if event.zone == AWAY_ZONE else "Lanternfold House",
        "1",
        "",
        TICKETS.get(int(turnout.role[place]), "General Admission"),
        "GBP",
        "0.00",
        face.given,
        face.family,
        face.email,
        "",
        "",
        "",
        f"{order}001",
        industry,
    )
    return Row(cells, face.key, face.employer_by_mail)


def _undated(row: Row) -> Row:
    """An order of a copied event whose date was not yet set."""
    cells = (number("undated", row.cells[0]), *row.cells[1:START_DATE], "TBC", *row.cells[START_DATE + 1 :])
    return replace(row, cells=cells, kind="bad")


def _companion(event: Event, turn: int, row: Row) -> Row:
    """Somebody brought along on the same order, under the buyer's address: another person."""
    given = given_names()[int(number("given", event.key, turn)) % len(given_names())][0]
    family = family_names()[int(number("family", event.key, turn)) % len(family_names())]
    cells = (*row.cells[:2], given, family, *row.cells[4:-2], f"{row.cells[0]}002", "")
    return Row(cells, f"x_{event.key}_{turn}", row.organisation)
