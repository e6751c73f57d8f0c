"""One vCard 3.0 file with many cards, as a telephone's address book leaves: folded lines, Apple's labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.exports.faces import Face, faces, named
from benchmarks.exports.truth import Row, Truth
from benchmarks.world.world import World

SHARE = 0.05
FILE_NAME = "vCards.vcf"
FOLD = 75


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the cards; returns the file name. A card's row number is its place in the file."""
    with (inbox / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
        for number, (card, row) in enumerate(_cards(world), start=1):
            file.write(card)
            truth.note(FILE_NAME, 1, number, row)
    return [FILE_NAME]


def _cards(world: World) -> Iterator[tuple[str, Row]]:
    dice = world.dice("vcard")
    everyone = len(world.people)
    known = dice.sample(np.ones(everyone), round(everyone * SHARE))
    noted = dice.between(world.plan.first_day, world.plan.last_day, len(known))
    for face in faces(world.people, known, noted, dice):
        lines = _lines(face, world.people.profile_url(face.person))
        yield "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)), _truth(face)


def _truth(face: Face) -> Row:
    by_mail = face.employer if face.work_email else ""
    return Row((), face.key, named(face) or by_mail)


def _lines(face: Face, url: str) -> Iterator[str]:
    """One card; one in nine lacks its formatted name, one in four shows a profile."""
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"N:{_safe(face.family)};{_safe(face.given)};;;")
    if face.person % 9:
        yield f"FN:{_safe(face.full.strip())}"
    if face.organisation:
        yield f"ORG:{_safe(face.organisation)};"
    if face.title:
        yield f"TITLE:{_safe(face.title)}"
    if face.work_email:
        yield f"EMAIL;type=INTERNET;type=WORK;type=pref:{face.work_email}"
    if face.home_email:
        yield from (f"item1.EMAIL;type=INTERNET:{face.home_email}", "item1.X-ABLabel:Private")
    if face.phone:
        yield f"TEL;type=CELL;type=VOICE:{face.phone}"
    yield f"ADR;type=WORK:;;;{_safe(face.city)};;;United Kingdom"
    if face.person % 4 == 0:
        yield f"URL:{url.replace(':', chr(92) + ':')}"
    yield "END:VCARD"


def _safe(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never cutting a letter."""
    piece, room = "", FOLD
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", FOLD - 1
        piece, room = piece + letter, room - size
    yield piece
