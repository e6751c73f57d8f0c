"""A sheet of introductions that the association keeps by hand: one row per step, as kith's own layout reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.exports.faces import faces
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.plan import day_of
from benchmarks.world.turnout import NOT
from benchmarks.world.world import World

COLUMNS = ("Step", "Step date", "Person", "Person e-mail", "Introduced to", "Introduced to e-mail", "Remarks")
FILE_NAME = "introductions.csv"
STEPS = ("requested", "introduced", "met")
REMARKS = ("", "", "over coffee", "by e-mail", "")


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the sheet; returns its file name."""
    with delimited(inbox / FILE_NAME) as table:
        table.write(COLUMNS)
        truth.fill(table, FILE_NAME, 1, with_repeats(_rows(world), world.dice("introductions repeats")))
    return [FILE_NAME]


def _rows(world: World) -> Iterator[Row]:
    """Every step taken, in the order of days; both people as the colleague who keeps the sheet typed them."""
    made = world.introductions
    pair, step = np.nonzero(made.days != NOT)
    days = made.days[pair, step]
    order = np.lexsort((step, pair, days))
    pair, step, days = pair[order], step[order], days[order]
    dice = world.dice("introductions sheet")
    askers = faces(world.people, made.person[pair], days, dice)
    others = faces(world.people, made.other[pair], days, dice)
    for turn, (asker, other) in enumerate(zip(askers, others, strict=True)):
        cells = (
            STEPS[step[turn]],
            str(day_of(int(days[turn]))),
            asker.full,
            asker.email,
            other.full,
            other.email,
            REMARKS[turn % len(REMARKS)],
        )
        yield Row(cells, other.key, other.employer_by_mail, owner=asker.key)
