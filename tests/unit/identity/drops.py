"""Homes with records made up in a test, as reading and acceptance would leave them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import polars as pl

from pipelines.home import Home
from pipelines.identity import decisions
from pipelines.identity.resolve import IdentityReport, resolve
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import SourceFile
from pipelines.settings import Settings

ALWAYS: dict[str, dict[str, Any]] = {
    "contact": {},
    "attendance": {
        "event_name": "Open evening", "event_on": "2025-05-01", "captures_check_in": True, "status": "attended",
        "role": "attendee",
    },
    "membership": {
        "member_kind": "person", "status": "active", "is_lifetime": False, "is_complimentary": False,
        "is_dependent": False, "is_full_snapshot": False,
    },
    "interaction": {"interaction_kind": "connection", "occurred_on": "2025-05-01"},
    "outcome": {"outcome_kind": "client", "stage": "won", "is_self_reported": False},
    "organisation": {},
}  # fmt: skip
"""What a record of each kind must say, where a test does not care."""


SYLLABLES = [first + vowel for first in "bdfghklmnprstvwz" for vowel in "aeiou"]


def invented_names(count: int) -> list[str]:
    """Invented names, of which no two are the same."""
    size = len(SYLLABLES)
    words = [SYLLABLES[n % size] + SYLLABLES[n * 7 // size % size] + SYLLABLES[n * 31 % size] for n in range(count)]
    names = [f"{words[n * 13 % count]} {words[n]}{SYLLABLES[n // size % size]}".title() for n in range(count)]
    assert len(set(names)) == count
    return names


def file_id(name: str) -> str:
    """The id of a made-up file."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def drop(
    home: Home, kind: str, rows: Sequence[dict[str, Any]], name: str, landed_at: str = "2026-01-01T00:00:00"
) -> str:
    """Leaves `rows` of `kind` as the records of a counted file; their numbers start at 2. Returns its id."""
    identifier = file_id(name)
    schema = KINDS[kind].create_empty().schema
    known = [
        {"file_id": identifier, "part": 1, "row_number": number, "layout": "made_up", **ALWAYS[kind], **row}
        for number, row in enumerate(rows, start=2)
    ]
    plain = {key: pl.String if dtype == pl.Date else dtype for key, dtype in schema.items()}
    whole = pl.DataFrame([{key: row.get(key) for key in schema} for row in known], schema=plain)
    dated = whole.with_columns(pl.col(key).str.to_date() for key, dtype in schema.items() if dtype == pl.Date)
    path = home.records(kind) / f"{identifier}.parquet"
    KINDS[kind].validate(dated, cast=True).write_parquet(path)
    count(home, identifier, name, landed_at)
    return identifier


def decide(home: Home, table: str, *lines: str) -> None:
    """Writes `decisions/<table>.csv`: its header, then `lines`."""
    header = ",".join(decisions.TABLES[table].columns)
    (home.decisions / f"{table}.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def resolved(home: Home, settings: Settings) -> IdentityReport:
    """Reads the decisions and resolves."""
    decisions.read_decisions(home)
    return resolve(home, settings)


def table(home: Home, name: str) -> pl.DataFrame:
    """One table of identity."""
    return pl.read_parquet(home.identity / f"{name}.parquet")


def people_of(home: Home, identifier: str, side: str = "subject") -> list[str | None]:
    """The person of each row of a file, in order."""
    links = table(home, "identity_links").filter(pl.col("file_id") == identifier, pl.col("side") == side)
    return links.sort("row_number")["person_id"].to_list()


def hashes(home: Home) -> dict[str, str]:
    """File of identity → the hash of its bytes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in home.identity.glob("*.parquet")}


def count(home: Home, identifier: str, name: str, landed_at: str) -> None:
    """Enters a file among the counted ones."""
    row = {
        "file_id": identifier, "file_name": name, "sha256": identifier * 4, "byte_count": 1,
        "landed_at": datetime.fromisoformat(landed_at), "status": "read", "part_count": 1,
        "rows_in": 1, "rows_loaded": 1,
        "rows_quarantined": 0, "rows_duplicate": 0, "unknown_value_count": 0, "ambiguous_date_count": 0,
        "is_full_snapshot": False, "is_accepted": True, "is_counted": True,
    }  # fmt: skip
    schema = SourceFile.create_empty().schema
    new = pl.DataFrame([{key: row.get(key) for key in schema}], schema=schema)
    old = pl.read_parquet(home.source_files) if home.source_files.exists() else SourceFile.create_empty()
    kept = old.filter(pl.col("file_id") != identifier)
    pl.concat([kept, new]).sort("file_id").write_parquet(home.source_files)
