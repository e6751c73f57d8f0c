"""A layout proposed from a file's own columns: their names first, then what their cells look like.

No cell is in it, but for the few words of a status, which its vocabulary needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from pipelines.errors import KithError
from pipelines.exports.document import opened
from pipelines.exports.drafting.shapes import Shape, shape_of
from pipelines.exports.drafting.words import OF_KIND, PERSON, TELLING, field_of, meaning_of
from pipelines.exports.headings import heading
from pipelines.exports.recognise import Recogniser
from pipelines.exports.rows import Part

BATCHES_LOOKED_AT = 1
SIGNATURE_SIZE = 4
STATUS = {"attendance": "status", "membership": "status", "outcome": "stage"}
PLAIN_STATUSES = ("status", "active", "active?")
DATED = {"event_on", "checked_in_at", "registered_at", "joined_on", "starts_on", "ends_on", "opened_on", "occurred_on"}
BY_SHAPE = {"email": "email", "phone": "phone"}
NO_DATES = {"email", "phone", "full_name", "given_name", "family_name", "organisation_name", "job_title", "level"}
FILE_NAME = r"^(?P<event_name>.+?)[\s_-]+(?P<event_on>\d{4}-\d{2}-\d{2})"


class NothingToDraftError(KithError):
    """A file without a table of headings and rows."""


@dataclass(frozen=True)
class _Column:
    heading: str
    shape: Shape


@dataclass(frozen=True)
class _Sheet:
    """One table of the file, and what its columns seem to be."""

    name: str
    kind: str
    fields: dict[str, _Column]
    left: tuple[_Column, ...]
    headings: tuple[str, ...]


def draft(path: Path, file_name: str, known: Recogniser, largest_bytes: int) -> str:
    """A layout for the file at `path`, as YAML that loads as it is, with remarks for whoever corrects it.

    `known` are the layouts there are: a signature that one of them has is not proposed.
    Raises `RefusedFileError` where the file cannot be read, `NothingToDraftError` where it has no table.
    """
    with opened(path, file_name, Recogniser(()), largest_bytes, None) as document:
        sheets = [_sheet(part, number) for number, part in enumerate(document.parts, start=1) if _is_table(part)]
    if not sheets:
        raise NothingToDraftError(
            f"{file_name} has no table with headings that tell what is in it.",
            "Give its columns names in their first row.",
        )
    return "\n".join(_lines(file_name, sheets, known)) + "\n"


def _is_table(part: Part) -> bool:
    return len(part.headings) > 1 and any(batch.frame.height for batch in islice(part.batches(), BATCHES_LOOKED_AT))


def _sheet(part: Part, number: int) -> _Sheet:
    frame = pl.concat([batch.frame for batch in islice(part.batches(), BATCHES_LOOKED_AT)])
    columns = [_Column(name, shape_of(frame[f"c{at}"])) for at, name in enumerate(part.headings)]
    kind = _kind(columns)
    fields = _fields(columns, kind)
    used = [column.heading for column in fields.values()]
    left = tuple(column for column in columns if column.heading not in used)
    return _Sheet(heading(part.name or f"table {number}"), kind, fields, left, part.headings)


def _kind(columns: list[_Column]) -> str:
    """The kind with the most telling columns; a table that tells nothing but who is one of contacts."""
    scores = {}
    for kind, telling in TELLING.items():
        found = _fields(columns, kind)
        status = found.get(STATUS[kind])
        # Every kind has a status; one that is called more than that tells whose.
        own_status = 0.0 if status is None else 0.5 if status.heading in PLAIN_STATUSES else 1.5
        scores[kind] = sum(name in found for name in telling) + own_status
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] > 1 else "contact"


def _fields(columns: list[_Column], kind: str) -> dict[str, _Column]:
    """Field → the first column that its heading, or else its cells, point to."""
    fields: dict[str, _Column] = {}
    for column in columns:
        name = field_of(column.heading, OF_KIND[kind]) or field_of(column.heading, PERSON)
        if name is not None and _fits(name, column.shape):
            fields.setdefault(name, column)
    for column in columns:
        name = BY_SHAPE.get(column.shape.kind or "")
        if name is not None and column not in fields.values():
            fields.setdefault(name, column)
    return fields


def _fits(name: str, shape: Shape) -> bool:
    if name in DATED:
        return shape.kind in ("date", None) and not shape.words
    return not (name in NO_DATES and shape.kind == "date") and not (name == "full_name" and shape.kind is not None)


def _lines(file_name: str, sheets: list[_Sheet], known: Recogniser) -> Iterator[str]:
    name = _name(file_name)
    yield f"# A draft, made from the columns of {_quoted(file_name)}. Correct it, and take out these remarks."
    for sheet in sheets:
        if (match := known.header(sheet.headings)) is not None:
            yield f"# kith knows this table already, as {match.layout.name}."
    yield f"name: {name}"
    yield f"title: {_quoted(Path(file_name).stem)}"
    yield f"tool: {name}"
    yield "evidence: seen"
    yield from _order(sheets)
    if any(sheet.kind == "attendance" for sheet in sheets):
        yield f"file_name: '{FILE_NAME}'  # where the event's name and day stand in the file's name"
    yield "tables:"
    for sheet in sheets:
        yield from _table(sheet, known)


def _order(sheets: list[_Sheet]) -> Iterator[str]:
    evidence = [column.shape.evidence for sheet in sheets for column in sheet.fields.values()]
    if any(one.either for one in evidence) and not any(one.order for one in evidence):
        yield "# date_order: dmy  # or mdy: the dates in this file leave it open"


def _table(sheet: _Sheet, known: Recogniser) -> Iterator[str]:
    yield f"  - name: {_quoted(sheet.name)}"
    yield f"    signature: [{', '.join(map(_quoted, _signature(sheet, known)))}]  # what gives the table away"
    yield "    records:"
    yield f"      - kind: {sheet.kind}  # attendance, membership, contact, interaction, outcome or organisation"
    yield "        fields:"
    for line in (*_person(sheet), *_own(sheet)):
        yield f"          {line}"
    if sheet.left:
        yield "          # Left over, and not kept:"
        for column in sheet.left:
            yield f"          #   {_quoted(column.heading)}: {_described(column.shape)}"


def _person(sheet: _Sheet) -> Iterator[str]:
    fields = sheet.fields
    parts = [_quoted(fields[name].heading) for name in ("given_name", "family_name") if name in fields]
    if "full_name" not in fields and parts:
        yield f"full_name: {{join: [{', '.join(parts)}]}}"
    for name in PERSON:
        if name in fields and not (name == "website" and sheet.kind != "contact"):
            yield f"{name}: {_quoted(fields[name].heading)}"


def _own(sheet: _Sheet) -> Iterator[str]:
    for name in OF_KIND[sheet.kind]:
        if name in sheet.fields and name != STATUS.get(sheet.kind):
            yield f"{name}: {_quoted(sheet.fields[name].heading)}"
    yield from _needed(sheet)


def _needed(sheet: _Sheet) -> Iterator[str]:
    """What a record of the kind cannot be without."""
    if sheet.kind == "contact":
        yield "seen_on: {landed: true}"
        return
    yield from _status(sheet)
    if sheet.kind == "attendance":
        for name in ("event_name", "event_on"):
            if name not in sheet.fields:
                yield f"{name}: {{file_name: {name}}}"
        captures = bool({"checked_in_at", "joined_at", "status"} & sheet.fields.keys())
        yield f"captures_check_in: {str(captures).lower()}  # whether the file can tell who came from who did not"
        yield "role: {constant: attendee}"
    elif sheet.kind == "membership":
        yield "member_kind: {constant: person}"
    else:
        yield "outcome_kind: {constant: client}  # or partnership, investment, funding, hire, job_lead, referral"
        yield "is_self_reported: false"


def _status(sheet: _Sheet) -> Iterator[str]:
    name = STATUS[sheet.kind]
    column = sheet.fields.get(name)
    if sheet.kind == "attendance" and column is None:
        came = next((one for one in ("checked_in_at", "joined_at") if one in sheet.fields), None)
        if came is not None:
            yield f"{name}:"
            yield f"  - {{constant: attended, when: {{filled: {_quoted(sheet.fields[came].heading)}}}}}"
            yield "  - {constant: registered}"
        else:
            yield f"{name}: {{constant: registered}}"
    elif column is None:
        yield f"{name}: {{constant: {'active' if sheet.kind == 'membership' else 'unknown'}}}"
    else:
        yield f"{name}:"
        yield f"  column: {_quoted(column.heading)}"
        words = [f"{_quoted(word)}: {meaning_of(word, sheet.kind)}" for word in column.shape.words]
        yield f"  vocabulary: {{{', '.join(words)}}}  # say what each word means"


def _signature(sheet: _Sheet, known: Recogniser) -> list[str]:
    """A few headings that together no layout has: first what fields of the kind are made of."""
    own = [sheet.fields[name].heading for name in OF_KIND[sheet.kind] if name in sheet.fields]
    rest = [column.heading for column in (*sheet.fields.values(), *sheet.left)]
    named = [name for name in dict.fromkeys((*own, *rest)) if not re.fullmatch(r"column \d+|.*__\d+", name)]
    size = SIGNATURE_SIZE
    while size < len(named) and known.header(named[:size]) is not None:
        size += 1
    return named[:size]


def _described(shape: Shape) -> str:
    if not shape.filled:
        return "empty"
    if shape.kind is not None:
        return {"email": "addresses", "url": "links", "date": "dates", "phone": "phones"}[shape.kind]
    return f"{len(shape.words)} words that come again" if shape.words else "text"


def _name(file_name: str) -> str:
    words = re.sub(r"[^a-z]+", "_", Path(file_name).stem.casefold()).strip("_")
    return words or "my_export"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
