"""A file that no tool wrote: somebody's list of rooms, dropped in with the rest."""

from __future__ import annotations

from pathlib import Path

from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth
from benchmarks.world.plan import day_of
from benchmarks.world.world import World

COLUMNS = ("Room", "Quarter", "Seats", "Hire cost", "Remarks")
FILE_NAME = "rooms we hired.csv"
ROOMS = ("Lanternfold House", "Pier 7", "The Old Foundry", "Reading room")


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the list; returns its file name."""
    dice = world.dice("stray")
    seats, costs = dice.between(30, 220, 24), dice.between(150, 900, 24)
    first = day_of(world.plan.first_day)
    with delimited(inbox / FILE_NAME, encoding="cp1252", delimiter=";") as table:
        table.write(COLUMNS)
        for turn in range(24):
            quarter = f"{first.year + turn // 12} Q{turn // 3 % 4 + 1}"
            cells = (ROOMS[turn % 4], quarter, str(seats[turn]), f"£{costs[turn]}", "too warm" if turn % 7 == 0 else "")
            truth.fill(table, FILE_NAME, 1, [Row(cells, kind="stray")])
    return [FILE_NAME]
