"""Memberful's members: the supporters' circle sells passes for a year, and each pass of a member is a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.exports.faces import faces, token
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.plan import day_of
from benchmarks.world.world import World

COLUMNS = (
    "Full Name", "Email", "Memberful ID", "Stripe Customer ID", "Plan", "Active", "Created at", "Expiration date",
    "Referrer",
)  # fmt: skip

PLANS = ("Supporter", "Supporter", "Concession", "Patron")
FIRST_MEMBER = 4_000_000
TORN = 3


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the list of all members; returns its file name."""
    name = f"memberful-members-{day_of(world.plan.last_day)}.csv"
    with delimited(inbox / name, line_end="\n") as table:
        table.write(COLUMNS)
        truth.fill(table, name, 1, with_repeats(_rows(world), world.dice("memberful repeats")))
    return [name]


def _rows(world: World) -> Iterator[Row]:
    """Every pass sold; a few whose end was typed before the member's beginning, read as they stand; one torn line."""
    terms, today = world.supporters, world.plan.last_day
    dice = world.dice("memberful")
    asked = faces(world.people, terms.person, terms.paid_on, dice, home_habit=1.0)
    mistyped = dice.chance(0.012, len(terms.person))
    for place, face in enumerate(asked):
        start, end = int(terms.starts_on[place]), int(terms.ends_on[place])
        cells = (
            face.full,
            face.email,
            str(FIRST_MEMBER + face.person),
            f"cus_{token('stripe', face.person, length=14)}",
            PLANS[int(terms.level[place])],
            "Yes" if start <= today <= end else "No",
            str(day_of(start)),
            str(day_of(start - 30 if mistyped[place] else end)),
            "",
        )
        kind = "mistyped" if mistyped[place] else "record"
        row = Row(cells, face.key, face.employer_by_mail, kind)
        yield row
        if place == TORN:
            yield row.overflowing("by e-mail")
