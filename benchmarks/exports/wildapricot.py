"""Wild Apricot's contacts: a full snapshot each quarter, of members and of contacts who are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.exports.faces import Face, kept_faces, named
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.dice import Ints
from benchmarks.world.memberships import LEVELS, Terms
from benchmarks.world.plan import Plan, day_number, day_of
from benchmarks.world.world import World

COLUMNS = (
    "User ID", "First name", "Last name", "Email", "Phone", "City", "Membership level", "Membership status",
    "Member since", "Renewal due", "Organization", "Job title", "Industry",
)  # fmt: skip

FIRST_USER = 60_000_000
ARCHIVED_AFTER = 365
NEW_DAYS = 6
LATE_DAYS = 60
EDIT_DELAY = 60
OTHERS_FROM, OTHERS_STEP = 5, 37
UNKNOWN_WORD = "On hold"


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes one snapshot for the last day of each quarter; returns their file names."""
    return [_snapshot(world, day, inbox, truth) for day in _quarter_ends(world.plan)]


def _quarter_ends(plan: Plan) -> list[int]:
    first, last = day_of(plan.first_day), day_of(plan.last_day)
    starts = (date(year, month, 1) for year in range(first.year, last.year + 2) for month in (1, 4, 7, 10))
    ends = (day_number(start) - 1 for start in starts)
    return [end for end in ends if plan.first_day < end <= plan.last_day]


def _snapshot(world: World, day: int, inbox: Path, truth: Truth) -> str:
    name = f"wildapricot_contacts_{day_of(day)}.csv"
    with delimited(inbox / name, line_end="\n") as table:
        table.write(COLUMNS)
        dice = world.dice("wildapricot repeats", str(day))
        truth.fill(table, name, 1, with_repeats(_rows(world, day), dice, 0.002))
    return name


def _rows(world: World, day: int) -> Iterator[Row]:
    """Members in the order of their ids, then contacts who are none.

    Each profile was typed once; a new employer shows two months late.
    """
    terms, standing = world.terms, _standing(world.terms, day)
    dice = world.dice("wildapricot")
    asked = kept_faces(world.people, terms.person[standing], [day - EDIT_DELAY] * len(standing), dice)
    for place, face in zip(standing.tolist(), asked, strict=True):
        yield _row(face, *_membership(terms, place, day))
    others = np.setdiff1d(np.arange(OTHERS_FROM, world.plan.people, OTHERS_STEP), terms.person)
    dice = world.dice("wildapricot")
    for face in kept_faces(world.people, others, [day - EDIT_DELAY] * len(others), dice):
        yield _row(face, "", "", "", "")


def _standing(terms: Terms, day: int) -> Ints:
    """The latest known term of each member who is not archived yet, as places in `terms`."""
    known = np.flatnonzero((terms.paid_on <= day) & (terms.joined_on <= day))
    last = known[np.append(terms.person[known][1:] != terms.person[known][:-1], True)] if len(known) else known
    return last[terms.ends_on[last] + ARCHIVED_AFTER >= day]


def _membership(terms: Terms, place: int, day: int) -> tuple[str, str, str, str]:
    """Level, status, member since and renewal due; the tool writes its two dates in two ways."""
    ends, joined = int(terms.ends_on[place]), int(terms.joined_on[place])
    status = "Active"
    if ends < day:
        status = "Lapsed" if day - ends > LATE_DAYS else "Pending - Renewal"
    elif day - joined <= NEW_DAYS:
        status = "Pending - New"
    elif (int(terms.person[place]) + day) % 211 == 0:
        status = UNKNOWN_WORD
    return LEVELS[int(terms.level[place])], status, f"{day_of(joined)}", f"{day_of(ends):%d/%m/%Y}"


def _row(face: Face, level: str, status: str, since: str, due: str) -> Row:
    cells = (
        str(FIRST_USER + face.person),
        face.given,
        face.family,
        face.email,
        face.phone,
        face.city,
        level,
        status,
        since,
        due,
        face.organisation,
        face.title,
        face.industry,
    )
    return Row(cells, face.key, named(face))
