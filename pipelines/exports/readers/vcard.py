"""vCard 2.1, 3.0 and 4.0 as a table: one row a card, under headings of our own.

Written here because cards in the wild are not the standard's: bare types,
quoted-printable over several lines, code pages per property, grouped
properties, lines that end CR CR LF.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.exports.readers.content_lines import unfolded
from pipelines.exports.rows import SEPARATOR, Row

HEADINGS = [
    "vcard", "kind", "name", "family name", "given name", "name prefix", "organisation", "title",
    "e-mails", "phones", "profile", "website", "birthday", "street", "city", "postal code", "country", "categories",
    "uid",
]  # fmt: skip

_ESCAPED = re.compile(r"\\(.)")
_PROFILE = re.compile(r"linkedin\.com/in/", re.IGNORECASE)


@dataclass(frozen=True)
class _Property:
    name: str
    parameters: dict[str, list[str]]
    value: str

    @property
    def is_preferred(self) -> bool:
        types = [kind.lower() for kind in self.parameters.get("TYPE", [])]
        return "pref" in types or "PREF" in self.parameters


@dataclass
class _Card:
    properties: list[_Property] = field(default_factory=list)

    def first(self, name: str) -> str:
        return next((one.value for one in self.properties if one.name == name), "")

    def all(self, *names: str) -> list[str]:
        found = [one for one in self.properties if one.name in names]
        return [one.value for one in sorted(found, key=lambda one: not one.is_preferred)]

    def piece(self, name: str, position: int) -> str:
        pieces = _split(self.first(name), ";")
        return _plain(pieces[position]) if position < len(pieces) else ""


def read_rows(path: Path) -> Iterator[Row]:
    """A header row numbered 0, then one row a card, numbered from 1. `path` is UTF-8."""
    yield Row(0, HEADINGS)
    for number, card in enumerate(_cards(path), start=1):
        yield Row(number, _cells(card))


def _cells(card: _Card) -> list[str]:
    links = [_plain(link) for link in card.all("URL", "X-SOCIALPROFILE", "SOCIALPROFILE")]
    profiles = [link for link in links if _PROFILE.search(link)]
    websites = [link for link in links if link not in profiles]
    phones = [_plain(phone).removeprefix("tel:") for phone in card.all("TEL")]
    return [
        card.first("VERSION") or "unknown", card.first("KIND").lower(), _plain(card.first("FN")),
        card.piece("N", 0), card.piece("N", 1), card.piece("N", 3), card.piece("ORG", 0), _plain(card.first("TITLE")),
        SEPARATOR.join(_plain(mail) for mail in card.all("EMAIL")), SEPARATOR.join(phones),
        next(iter(profiles), ""), next(iter(websites), ""),
        _plain(card.first("BDAY")), card.piece("ADR", 2), card.piece("ADR", 3), card.piece("ADR", 5),
        card.piece("ADR", 6),
        SEPARATOR.join(_plain(one) for one in _split(card.first("CATEGORIES"), ",")), card.first("UID"),
    ]  # fmt: skip


def _cards(path: Path) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0  # vCard 2.1 may hold a card (an agent) within a card; only the outer one is the contact
    for line in unfolded(path):
        marker = line.strip().upper()
        if marker == "BEGIN:VCARD":
            depth += 1
            card = _Card() if depth == 1 else card
        elif marker == "END:VCARD" and depth:
            depth -= 1
            if depth == 0 and card is not None:
                yield card
                card = None
        elif card is not None and depth == 1 and (found := _property(line)) is not None:
            card.properties.append(found)
    if card is not None:
        yield card


def _property(line: str) -> _Property | None:
    head, colon, value = line.partition(":")
    if not colon:
        return None
    name, *parameters = head.split(";")
    read: dict[str, list[str]] = {}
    for parameter in parameters:
        key, equals, text = parameter.partition("=")
        key, text = (key.upper(), text) if equals else _bare(key)
        read.setdefault(key, []).extend(text.strip('"').split(","))
    return _Property(name.rpartition(".")[2].upper(), read, _decoded(value, read))


def _bare(word: str) -> tuple[str, str]:
    """A parameter without a name, as version 2.1 writes it."""
    is_encoding = word.upper() in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT")
    return ("ENCODING" if is_encoding else "TYPE"), word


def _decoded(value: str, parameters: dict[str, list[str]]) -> str:
    encoding = parameters.get("ENCODING", [""])[0].upper()
    if encoding not in ("QUOTED-PRINTABLE", "BASE64"):
        return value
    if encoding == "BASE64":
        return ""  # pictures and keys are not ours to keep
    charset = parameters.get("CHARSET", ["utf-8"])[0]
    data = quopri.decodestring(value.encode())
    try:
        return data.decode(codecs.lookup(charset).name)
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", errors="replace")


def _split(value: str, separator: str) -> list[str]:
    return re.split(rf"(?<!\\){separator}", value)


def _plain(value: str) -> str:
    """A value without its escapes, on one line."""
    text = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(text.split())
