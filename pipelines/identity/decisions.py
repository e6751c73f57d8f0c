"""What people decided: `decisions/*.csv` read, checked, and handed on as Parquet.

A decision is a row in a file that a person may edit; to undo it, delete the row
and run again. Every table is written, empty where there is no file. How a
decision acts is not said here but where it acts; `decisions_file` adds rows for
whom edits them by command.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.errors import DecisionError, counted
from pipelines.home import Home, replacing
from pipelines.identity import aliases, references, spans
from pipelines.industries import taxonomy
from pipelines.records import decision_rows, events
from pipelines.records.decision_rows import OPTIONAL

logger = logging.getLogger("kith.decisions")

Row = dict[str, str]
Check = Callable[[Row], tuple[str, str] | None]
"""What is wrong with a row, and the remedy; None where nothing is."""

NAMED = "Write <file_id>/<part>/<row>, with /from or /to for an interaction, or email:<address>."


@dataclass(frozen=True)
class Table:
    """One decisions file: what it decides, its columns, and what makes a row sound."""

    what: str
    columns: tuple[str, ...]
    check: Check


def _people(row: Row) -> tuple[str, str] | None:
    if row["decision"] not in ("same", "different"):
        return "decision is not known", "Write same or different."
    for side in ("left", "right"):
        if not references.is_person(row[side]):
            return f"{side} points at no record and no mailbox", NAMED
    return None if row["left"] != row["right"] else ("left and right are the same", "Name two.")


def _organisations(row: Row) -> tuple[str, str] | None:
    if row["decision"] not in ("same", "different"):
        return "decision is not known", "Write same or different; another name stands in decisions/aliases.csv."
    if not row["left"] or not row["right"]:
        return "left or right is empty", "Write a name or a domain in both."
    return None


def _parents(row: Row) -> tuple[str, str] | None:
    if not row["organisation"] or not row["parent"]:
        return "organisation or parent is empty", "Write a name or a domain in both."
    return _days(row)


def _aliases(row: Row) -> tuple[str, str] | None:
    return aliases.fault(row["name"], row["organisation"]) or _days(row)


def _days(row: Row) -> tuple[str, str] | None:
    try:
        spans.span(row["valid_from"], row["valid_to"])
    except ValueError:
        return (
            "valid_from and valid_to are no span of days",
            "Write days as 2026-04-16, the second after the first, or leave them empty.",
        )
    return None


def _industries(row: Row) -> tuple[str, str] | None:
    if not row["organisation"]:
        return "organisation is empty", "Write its name or domain."
    if row["industry_id"] not in taxonomy.industry_ids():
        return "industry_id is not known", "Take one from the table insights.industries, such as software."
    return None


def _exclusions(row: Row) -> tuple[str, str] | None:
    if not references.is_person(row["who"]) and references.domain(row["who"]) is None:
        return "who points at nobody", f"{NAMED.removesuffix('.')}, or domain:<domain>."
    return None if row["reason"] in ("staff", "bot", "test") else ("reason is not known", "Write staff, bot or test.")


def _consents(row: Row) -> tuple[str, str] | None:
    if not references.is_person(row["who"]):
        return "who points at nobody", NAMED
    return None if row["introductions"] in ("yes", "no") else ("introductions is not known", "Write yes or no.")


TABLES: dict[str, Table] = {
    "people": Table(
        "Pairs of people that are the same, or are not.",
        ("decision", "left", "right", *OPTIONAL),
        _people,
    ),
    "organisations": Table(
        "Organisations that are the same, or are not.",
        ("decision", "left", "right", *OPTIONAL),
        _organisations,
    ),
    "aliases": Table(
        "Other names of organisations, and from which day to which.",
        ("name", "organisation", "valid_from", "valid_to", *OPTIONAL),
        _aliases,
    ),
    "parents": Table(
        "Which organisation another belongs to, and from which day to which.",
        ("organisation", "parent", "valid_from", "valid_to", *OPTIONAL),
        _parents,
    ),
    "industries": Table(
        "Industries of organisations, as a person says.",
        ("organisation", "industry_id", *OPTIONAL),
        _industries,
    ),
    "exclusions": Table(
        "Staff, bots and test rows, which no number counts.",
        ("who", "reason", *OPTIONAL),
        _exclusions,
    ),
    "consents": Table(
        "Who said yes or no to being introduced to others.",
        ("who", "introductions", *OPTIONAL),
        _consents,
    ),
}
"""File stem in `decisions/` → its table; `events.csv` is read with the records."""


def read_decisions(home: Home) -> None:
    """Checks every decisions file and writes `lake/decisions/<name>.parquet`.

    Raises `DecisionError`, naming file and line, on a row that cannot be understood.
    """
    tables = {name: read_table(home, name) for name in TABLES}
    tables["events"] = events.read_events(home)
    for name, frame in tables.items():
        with replacing(home.decided(name)) as beside:
            frame.write_parquet(beside)
    logger.info("Read %s", counted(sum(frame.height for frame in tables.values()), "decision"))


def read_table(home: Home, name: str) -> pl.DataFrame:
    """The rows of one decisions file with their `line`; none where there is no file.

    Raises `DecisionError`, naming file and line, on a row that cannot be understood.
    """
    path, table = home.decisions_file(name), TABLES[name]
    schema = {"line": pl.Int64, **dict.fromkeys(table.columns, pl.String)}
    rows = [{"line": line, **row} for line, row in _rows(path, table)] if path.exists() else []
    return pl.DataFrame(rows, schema=schema)


def _rows(path: Path, table: Table) -> Iterator[tuple[int, Row]]:
    required = [name for name in table.columns if name not in OPTIONAL]
    for line, row in decision_rows.rows(path, table.columns, required):
        fault = table.check(row) or _undated(row)
        if fault:
            raise DecisionError(f"{path}, line {line}: {fault[0]}.", fault[1])
        yield line, row


def _undated(row: Row) -> tuple[str, str] | None:
    try:
        date.fromisoformat(row["decided_on"] or "2026-01-01")
    except ValueError:
        return "decided_on is no date", "Write it as 2026-07-01, or leave it empty."
    return None
