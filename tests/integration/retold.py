"""A small association with every kind of export, and the same one told otherwise: rows shuffled, people renamed."""

from __future__ import annotations

import csv
import io
import random
import shutil
import unicodedata
import zipfile
from dataclasses import fields, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from benchmarks.exports.whole import write_home
from benchmarks.world.people import People
from benchmarks.world.plan import Plan
from benchmarks.world.words import given_names, slug
from benchmarks.world.world import World, make
from pipelines.home import Home
from pipelines.identity.likeness import compatible, root
from pipelines.identity.names import parse
from tests.population_files import encoding_of

PLAN = Plan(people=100, events=12)
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"
LETTERS = VOWELS + CONSONANTS
TURNED = VOWELS[1:] + VOWELS[0] + CONSONANTS[1:] + CONSONANTS[0]
OTHER_LETTERS = str.maketrans(LETTERS + LETTERS.upper(), TURNED + TURNED.upper())
Row = TypeVar("Row")

WIDE = 3
"""Cells from which on a line belongs to a table; titles, blank lines and what a report says of itself are narrower."""


def association(root: Path) -> Home:
    """The association as it is."""
    return _written(_world(), root)


def renamed(root: Path) -> Home:
    """The association with other names for everybody, and other addresses and pages to go with them."""
    world = _world()
    people = Renamed(**{column.name: getattr(world.people, column.name) for column in fields(People)})
    return _written(replace(world, people=people), root)


def shuffled(root: Path) -> Home:
    """The association's files landed in the reverse order, the rows of each in another one; workbooks as they are."""
    home = association(root)
    paths = sorted(home.inbox.iterdir(), reverse=True)
    kept = [(path.name, _shuffled_file(path)) for path in paths]
    shutil.rmtree(home.inbox)
    home.inbox.mkdir()
    for name, content in kept:
        (home.inbox / name).write_bytes(content)
    return home


class Renamed(People):
    """The same people under other names: words that are equal, or alike, stay so.

    Letters turn into others, one for one, so two words are as far apart as they were and begin alike for as long. Given
    names whose short form is on a list turn into one another, so that the list knows them as well as before.
    """

    def names_on(self, person: int, day: int) -> tuple[str, str]:
        given, family = super().names_on(person, day)
        return other_name(given), other_name(family)

    def nickname(self, person: int) -> str:
        return other_name(super().nickname(person))


def other_name(name: str) -> str:
    """The name that takes another's place.

    >>> other_name("Byte"), other_name("Séphora"), other_name("Samuel"), other_name("Sam")
    ('Cyvi', 'Tíqjuse', 'Sebastián', 'Seb')
    """
    if name in _listed():
        return _listed()[name]
    apart = unicodedata.normalize("NFD", name).translate(OTHER_LETTERS)
    return unicodedata.normalize("NFC", apart)


@cache
def _listed() -> dict[str, str]:
    """Given name or short form, of those that a list knows → the next such, known as well."""
    found: dict[str, str] = {}
    for is_usual in (True, False):
        pairs = [pair for pair in given_names() if pair[1] and _is_known(*pair) and _is_usual(*pair) == is_usual]
        for pair, following in zip(pairs, [*pairs[1:], *pairs[:1]], strict=True):
            found |= dict(zip(pair, following, strict=True))
    return found


def _is_known(given: str, short: str) -> bool:
    return compatible(parse(f"{given} Byte"), parse(f"{short} Null"))


def _is_usual(given: str, short: str) -> bool:
    return root(slug(short)) == slug(given)


@cache
def _world() -> World:
    return make(PLAN)


def _written(world: World, root: Path) -> Home:
    home = Home.at(root)
    home.prepare()
    write_home(world, home.root)
    shutil.rmtree(home.root / "truth")
    return home


def _shuffled_file(path: Path) -> bytes:
    content = path.read_bytes()
    match path.suffix:
        case ".xlsx":
            return content
        case ".zip":
            return _shuffled_archive(content)
        case ".vcf":
            first, *cards = content.split(b"BEGIN:VCARD")
            return b"BEGIN:VCARD".join([first, *_other_order(cards)])
    encoding = encoding_of(content).removesuffix("-sig")  # a mark at the start stays as a letter
    return _shuffled_text(content.decode(encoding)).encode(encoding)


def _shuffled_archive(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(made, "w") as written:
        for member in read.infolist():
            written.writestr(member, _shuffled_text(read.read(member).decode()))
    return made.getvalue()


def _shuffled_text(text: str) -> str:
    """Every table's rows in another order, below its headings."""
    delimiter = max("\t;,", key=text.splitlines()[-1].count)
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter)
    for is_table, lines in groupby(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _is_wide):
        first, *rows = lines
        writer.writerows([first, *(_other_order(rows) if is_table else rows)])
    return made.getvalue()


def _is_wide(cells: list[str]) -> bool:
    return len(cells) >= WIDE


def _other_order(rows: list[Row]) -> list[Row]:
    return random.Random(len(rows)).sample(rows, len(rows))
