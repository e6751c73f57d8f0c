"""Badge scans of a consultant's stand: one file an event, half of its columns without a heading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.exports.faces import faces, named
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth
from benchmarks.world.events import Event
from benchmarks.world.world import World

COLUMNS = (
    "First Name", "Last Name", "Title", "Company", "Email", "", "Phone", "", "", "Address", "Postal Code", "City",
    "Country", "State", "", "", "", "", "", "", "Industry", "Job Level", "", "", "Interaction Type", "", "", "", "Date",
    "", "Assigned Rep",
)  # fmt: skip


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes one file for each event at which somebody was scanned; returns their names."""
    scanned = set(world.pursuits.event.tolist())
    return [_file(world, event, inbox, truth) for event in world.events if event.number in scanned]


def _file(world: World, event: Event, inbox: Path, truth: Truth) -> str:
    name = f"{event.name} leads.csv"
    with delimited(inbox / name) as table:
        table.write(COLUMNS)
        truth.fill(table, name, 1, _rows(world, event))
    return name


def _rows(world: World, event: Event) -> Iterator[Row]:
    pursuits, people = world.pursuits, world.people
    here = pursuits.event == event.number
    moments = pursuits.scanned_at[here].tolist()
    consultant = " ".join(people.names_on(pursuits.consultant, event.day))
    asked = faces(people, pursuits.person[here], [event.day] * int(np.sum(here)), world.dice("leads", event.key))
    for face, moment in zip(asked, moments, strict=True):
        local = event.local(moment)
        filled = {
            "First Name": face.given, "Last Name": face.family, "Title": face.title, "Company": face.organisation,
            "Email": face.email, "Phone": face.phone, "City": face.city, "Country": "GB",
            "Interaction Type": "Badge scanning", "Date": f"{local.month}-{local.day}-{local:%y %I:%M %p}",
            "Assigned Rep": consultant,
        }  # fmt: skip
        cells = tuple(filled.get(column, "") for column in COLUMNS)
        yield Row(cells, face.key, named(face), owner=people.key(pursuits.consultant))
