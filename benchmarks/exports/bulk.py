"""One attendance export of millions of rows, made column by column and written batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.exports import eventbrite, luma, zoom
from benchmarks.world.dice import Dice, Ints
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.words import family_names, given_names, slug

BATCH = 200_000
ROWS_PER_PERSON = 4
ORGANISATIONS = 5_000
EVENT_START = 1_772_647_200
"""18:00 UTC on 4 March 2026."""

Fill = Callable[[pl.DataFrame, Dice], pl.DataFrame]


def write_attendance_csv(path: Path, rows: int, seed: int, tool: str) -> None:
    """Writes one export of `rows` data rows in the layout of `tool`: luma, eventbrite or zoom.

    A person has about four rows, as over a series of evenings. Memory stays that of one
    batch. Raises `KeyError` for another tool.
    """
    preamble, columns, fill = _TOOLS[tool]
    with path.open("wb") as file:
        file.write(preamble.encode())
        for number, first in enumerate(range(0, rows, BATCH)):
            dice = Dice(seed, "bulk", tool, str(number))
            people = _people(dice, rows, first, min(BATCH, rows - first))
            frame = fill(people, dice)
            frame.select(_column(frame, name) for name in columns).write_csv(file, include_header=number == 0)


def _column(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in frame.columns else pl.lit(None, pl.String).alias(name)


def _people(dice: Dice, rows: int, first: int, count: int) -> pl.DataFrame:
    """A person a row: names, address and employer follow from the person's number alone."""
    person = dice.below(max(1, rows // ROWS_PER_PERSON), count)
    givens, families = [given for given, _ in given_names()], list(family_names())
    given, family = person % len(givens), person // 7 % len(families)
    frame = pl.DataFrame(
        {
            "place": np.arange(first, first + count),
            "person": person,
            "employer": person * 31 % ORGANISATIONS,
            "given": _words(givens, given),
            "family": _words(families, family),
            "given_slug": _words([slug(name) for name in givens], given),
            "family_slug": _words([slug(name) for name in families], family),
        }
    )
    return frame.with_columns(
        full=pl.format("{} {}", "given", "family"),
        email=pl.format("{}.{}{}@employer{}.example", "given_slug", "family_slug", "person", "employer"),
        organisation=pl.format("Invented Employer {}", "employer"),
    )


def _words(words: list[str], places: Ints) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(places)


def _moments(seconds: Ints, shape: str) -> pl.Series:
    return pl.from_epoch(pl.Series(seconds), time_unit="s").dt.to_string(shape)


def _luma(people: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    count = people.height
    created = _moments(EVENT_START - dice.below(40 * 86400, count) - 3600, "%Y-%m-%dT%H:%M:%S.000Z")
    came = _moments(EVENT_START + dice.below(5400, count), "%Y-%m-%dT%H:%M:%S.000Z")
    words = pl.Series(["approved", "approved", "approved", "approved", "declined", "pending_approval", "invited"])
    status = words.gather(dice.below(len(words), count))
    there = pl.Series(dice.chance(0.65, count)) & (status == "approved")
    return people.select(
        guest_id=pl.format("gst-{}", pl.col("place").cast(pl.String).str.zfill(12)),
        name="full",
        first_name="given",
        last_name="family",
        email="email",
        created_at=created,
        approval_status=status,
        checked_in_at=pl.when(there).then(came).otherwise(None),
        qr_code_url=pl.format("https://lu.ma/check-in/evt-invented?pk=g-{}", "place"),
        amount=pl.lit("£0.00"),
        currency=pl.lit("gbp"),
        ticket_type_id=pl.lit("evtticktyp-invented"),
        ticket_name=pl.lit("Standard"),
    ).with_columns(people["organisation"].alias(luma.COLUMNS[-1]))


def _eventbrite(people: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    count = people.height
    labels = [industry.label for industry in INDUSTRIES]
    ordered = _moments(EVENT_START - dice.below(40 * 86400, count) - 3600, "%Y-%m-%d %H:%M:%S")
    told = {
        "Order ID": 10_000_000_000 + pl.col("place"),
        "Order date": ordered,
        "Attendee first name": "given",
        "Attendee last name": "family",
        "Attendee email": "email",
        "Purchaser country": pl.lit("GB"),
        "Event name": pl.lit("Open day"),
        "Event ID": pl.lit("900000000001"),
        "Event start date": pl.lit("2026-03-04"),
        "Event start time": pl.lit("18:00:00"),
        "Event timezone": pl.lit("Europe/London"),
        "Ticket quantity": pl.lit("1"),
        "Ticket type": pl.lit("General Admission"),
        "Currency": pl.lit("GBP"),
        "Ticket price": pl.lit("0.00"),
        "Buyer first name": "given",
        "Buyer last name": "family",
        "Buyer email": "email",
        "Barcode number": 10_000_000_000_001 + pl.col("place") * 1000,
        "Industry": _words(labels, (people["employer"] % len(labels)).to_numpy()),
    }
    return people.select(**told)


def _zoom(people: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    count = people.height
    came = EVENT_START + dice.below(1800, count)
    stayed = 60 + dice.below(3000, count)
    signed_in = pl.Series(dice.chance(0.6, count))
    told = {
        "Name (Original Name)": "full",
        "User Email": pl.when(signed_in).then("email").otherwise(None),
        "Join Time": _moments(came, "%m/%d/%Y %I:%M:%S %p"),
        "Leave Time": _moments(came + stayed, "%m/%d/%Y %I:%M:%S %p"),
        "Duration (Minutes)": pl.Series(np.maximum(1, np.round(stayed / 60)).astype(np.int64)),
        "Guest": pl.when(signed_in).then(pl.lit("No")).otherwise(pl.lit("Yes")),
        "In Waiting Room": pl.lit("No"),
    }
    return people.select(**told)


def _zoom_meeting() -> Iterator[str]:
    yield "\ufeff" + ",".join(zoom.MEETING_COLUMNS)
    yield "812 3456 7890,Open day,03/04/2026 06:00:00 PM,03/04/2026 07:00:00 PM,host@employer1.example,60,1,"
    yield ""
    yield ""


_TOOLS: dict[str, tuple[str, tuple[str, ...], Fill]] = {
    "luma": ("\ufeff", luma.COLUMNS, _luma),
    "eventbrite": ("", eventbrite.COLUMNS, _eventbrite),
    "zoom": ("\n".join(_zoom_meeting()), zoom.COLUMNS, _zoom),
}
