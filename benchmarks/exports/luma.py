"""Luma's guest list, 2025 generation: CSV with BOM, one file an event; the file name dates the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.exports.faces import Face, faces, named, token
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.events import Event
from benchmarks.world.organisations import ASSOCIATION_NAME
from benchmarks.world.plan import instant
from benchmarks.world.turnout import CANCELLED, INVITED, ORGANISER, REGISTERED, SPEAKER, WAITLISTED, Turnout
from benchmarks.world.words import slug
from benchmarks.world.world import World

COLUMNS = (
    "guest_id", "name", "first_name", "last_name", "email", "phone_number", "created_at", "approval_status",
    "checked_in_at", "utm_source", "qr_code_url", "amount", "amount_tax", "amount_discount", "currency", "coupon_code",
    "eth_address", "solana_address", "survey_response_rating", "survey_response_feedback", "ticket_type_id",
    "ticket_name", "What's your company?",
)  # fmt: skip

STATUS_WORDS = {
    REGISTERED: "approved", WAITLISTED: "pending_approval", CANCELLED: "declined", INVITED: "invited",
}  # fmt: skip
UNKNOWN_WORD = "maybe_later"
TICKETS = {SPEAKER: "Speaker", ORGANISER: "Staff"}
TEST_EMAIL = f"test@{slug(ASSOCIATION_NAME)}.example"


def file_name(world: World, event: Event) -> str:
    """`<Event name> - Guests - <moment of export>.csv`: the day after the event, or the last day."""
    exported = event.ends_at + timedelta(hours=14, minutes=event.number % 50, seconds=event.number % 37)
    if event.day > world.plan.last_day:
        exported = event.local((world.plan.last_day + 1) * 86_400)
    return f"{event.name} - Guests - {exported:%Y-%m-%d-%H-%M-%S}.csv"


def export(world: World, event: Event, turnout: Turnout, inbox: Path, truth: Truth) -> list[str]:
    """Writes one event's guest list; returns its file name."""
    name = file_name(world, event)
    with delimited(inbox / name, bom=True, line_end="\n") as table:
        table.write(COLUMNS)
        dice = world.dice("luma repeats", event.key)
        truth.fill(table, name, 1, with_repeats(_rows(world, event, turnout), dice))
    return [name]


def _rows(world: World, event: Event, turnout: Turnout) -> Iterator[Row]:
    dice = world.dice("luma", event.key)
    count = len(turnout.person)
    asked = faces(world.people, turnout.person, [min(event.day, world.plan.last_day)] * count, dice, home_habit=1.0)
    twice, spoilt = dice.chance(0.02, count), dice.chance(0.004, count)
    for place, face in enumerate(asked):
        row = _row(event, turnout, place, face)
        yield row
        if twice[place] and face.home_email and face.work_email:
            yield _second_registration(event, turnout, place, face)
        if spoilt[place]:
            yield replace(row, cells=(token("spoilt", event.key, place), *row.cells[1:])).overflowing("Ltd")
    if event.number == 0:
        yield _test_row(event)


def _row(event: Event, turnout: Turnout, place: int, face: Face, suffix: str = "") -> Row:
    status = STATUS_WORDS[int(turnout.status[place])]
    if status == "pending_approval" and (place + event.number) % 4 == 0:
        status = UNKNOWN_WORD
    came = int(turnout.came_at[place]) if event.captures_check_in else -1
    ticket = TICKETS.get(int(turnout.role[place]), "Standard") if status == "approved" else ""
    paid = ("£0.00", "£0.00", "£0.00", "gbp") if ticket else ("", "", "", "")
    guest = token("guest", event.key, place, suffix, length=15)
    cells = (
        f"gst-{guest}",
        face.full,
        face.given,
        face.family,
        face.email,
        face.phone,
        _utc(int(turnout.registered_at[place]), place),
        status,
        _utc(came, place * 7) if came >= 0 else "",
        "newsletter" if place % 9 == 0 else "",
        f"https://lu.ma/check-in/evt-{event.key}?pk=g-{guest[:8]}",
        *paid,
        *([""] * 5),
        f"evtticktyp-{event.key}" if ticket else "",
        ticket,
        face.organisation,
    )
    return Row(cells, face.key, named(face))


def _second_registration(event: Event, turnout: Turnout, place: int, face: Face) -> Row:
    """Somebody who registered again under their other address, and then came on one of the two."""
    other = face.home_email if face.email.lower() == face.work_email else face.work_email
    again = replace(face, email=other)
    row = _row(event, turnout, place, again, "again")
    return replace(row, cells=(*row.cells[:8], "", *row.cells[9:]))


def _test_row(event: Event) -> Row:
    cells = ["gst-test", "Test Test", "Test", "Test", TEST_EMAIL, "", _utc(event.start_second - 2592000, 0), "approved"]
    return Row((*cells, *([""] * (len(COLUMNS) - len(cells)))), "x_test")


def _utc(second: int, thousandths: int) -> str:
    return f"{instant(second):%Y-%m-%dT%H:%M:%S}.{thousandths % 1000:03d}Z"
