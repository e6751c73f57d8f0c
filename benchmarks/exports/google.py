"""Google Contacts, 2024 generation: a colleague's address book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.exports.faces import Face, faces, named
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.world import World

COLUMNS = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
    "E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Label",
    "Address 1 - Formatted", "Address 1 - Street", "Address 1 - City", "Address 1 - PO Box", "Address 1 - Region",
    "Address 1 - Postal Code", "Address 1 - Country", "Address 1 - Extended Address", "Website 1 - Label",
    "Website 1 - Value",
)  # fmt: skip

SHARE = 0.12
FILE_NAME = "contacts.csv"


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the address book; returns its file name."""
    with delimited(inbox / FILE_NAME, line_end="\n") as table:
        table.write(COLUMNS)
        dice = world.dice("google repeats")
        truth.fill(table, FILE_NAME, 1, with_repeats(_rows(world), dice))
    return [FILE_NAME]


def _rows(world: World) -> Iterator[Row]:
    dice = world.dice("google")
    everyone = len(world.people)
    known = dice.sample(np.ones(everyone), round(everyone * SHARE))
    noted = dice.between(world.plan.first_day, world.plan.last_day, len(known))
    for face in faces(world.people, known, noted, dice):
        yield _row(face)


def _row(face: Face) -> Row:
    """One contact; one in five keeps both addresses in one cell, as merged contacts do."""
    first, second = face.work_email or face.home_email, face.home_email if face.work_email else ""
    if second and face.person % 5 == 0:
        first, second = f"{first} ::: {second}", ""
    filled = {
        "First Name": face.given,
        "Last Name": face.family,
        "Organization Name": face.organisation,
        "Organization Title": face.title,
        "Labels": "* myContacts ::: Network" if face.person % 3 else "* myContacts",
        "E-mail 1 - Label": "* Work" if face.work_email else "* Home",
        "E-mail 1 - Value": first,
        "E-mail 2 - Label": "Home" if second else "",
        "E-mail 2 - Value": second,
        "Phone 1 - Label": "Mobile" if face.phone else "",
        "Phone 1 - Value": face.phone,
        "Address 1 - City": face.city,
        "Address 1 - Country": "GB",
    }
    by_mail = face.employer if face.work_email else ""
    return Row(
        tuple(filled.get(column, "") for column in COLUMNS),
        face.key,
        named(face) or by_mail,
    )
