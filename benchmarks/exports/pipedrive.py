"""A consultant's Pipedrive: the meetings held with the people met at events, and what was sold to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.exports.faces import Face, faces, named
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth
from benchmarks.world.dice import Ints
from benchmarks.world.plan import day_of
from benchmarks.world.turnout import NOT
from benchmarks.world.world import World

ACTIVITY_COLUMNS = (
    "Activity - Subject", "Activity - Type", "Activity - Due date", "Activity - Due time", "Activity - Done",
    "Activity - Note", "Activity - Assigned to user", "Deal - Title", "Person - Name", "Person - Email",
    "Organization - Name",
)  # fmt: skip
DEAL_COLUMNS = (
    "Deal - ID", "Deal - Title", "Deal - Value", "Deal - Currency of Value", "Deal - Status", "Deal - Stage",
    "Deal - Owner", "Deal - Contact person", "Person - Email", "Deal - Organization", "Deal - Deal created",
    "Deal - Won time", "Deal - Lost time", "Deal - Source channel",
)  # fmt: skip


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the activities and the deals; returns their names."""
    names = []
    for what, columns, rows in (("activities", ACTIVITY_COLUMNS, _meetings), ("deals", DEAL_COLUMNS, _deals)):
        name = f"{what}-{day_of(world.plan.last_day)}.csv"
        with delimited(inbox / name) as table:
            table.write(columns)
            truth.fill(table, name, 1, rows(world))
        names.append(name)
    return names


def _meetings(world: World) -> Iterator[Row]:
    for place, face, day in _whom(world, world.pursuits.met_on, "meetings"):
        cells = (
            "Coffee" if place % 3 else "Follow-up", "Meeting", str(day_of(day)), f"{9 + place % 8:02d}:30", "Done", "",
            _consultant(world, day), "", face.full.strip(), face.email, face.organisation,
        )  # fmt: skip
        yield Row(cells, face.key, named(face), owner=world.people.key(world.pursuits.consultant))


def _deals(world: World) -> Iterator[Row]:
    pursuits = world.pursuits
    for place, face, opened in _whom(world, pursuits.offered_on, "deals"):
        decided, won = int(pursuits.decided_on[place]), bool(pursuits.is_won[place])
        closed = f"{day_of(decided)} 16:00:00" if decided != NOT else ""
        status = "Open" if not closed else "Won" if won else "Lost"
        cells = (
            str(4100 + place), f"Advice for {face.organisation or face.full.strip()}", str(int(pursuits.worth[place])),
            "GBP", status, "Negotiation", _consultant(world, opened), face.full.strip(), face.email, face.organisation,
            f"{day_of(opened)} 10:00:00", closed if won else "", closed if not won else "", "Event",
        )  # fmt: skip
        yield Row(cells, face.key, named(face))


def _whom(world: World, days: Ints, purpose: str) -> Iterator[tuple[int, Face, int]]:
    """Those with a day, by day: their place among the pursued, their face on it, and the day."""
    chosen = sorted((int(days[place]), place) for place in (days != NOT).nonzero()[0].tolist())
    places = [place for _, place in chosen]
    asked = faces(world.people, world.pursuits.person[places], [day for day, _ in chosen], world.dice(purpose))
    for face, (day, place) in zip(asked, chosen, strict=True):
        yield place, face, day


def _consultant(world: World, day: int) -> str:
    return " ".join(world.people.names_on(world.pursuits.consultant, day))
