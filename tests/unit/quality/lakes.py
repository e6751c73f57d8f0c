"""A lake as landing and reading leave it, made by hand: artificial people, one file at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.home import Home
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import QuarantinedRow

LANDED_AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
AS_OF = datetime(2026, 7, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)

GOOD: dict[str, dict[str, Any]] = {
    "contact": {
        "full_name": "Ada Example",
        "email": "ada@example.org",
        "profile_url": "https://www.linkedin.com/in/ada-example",
        "organisation_name": "Northlight Studio",
        "seen_on": date(2026, 5, 1),
    },
    "attendance": {
        "full_name": "Ada Example",
        "email": "ada@example.org",
        "event_name": "Spring Mixer",
        "event_on": date(2026, 5, 1),
        "captures_check_in": True,
        "status": "attended",
        "role": "attendee",
        "ticket_id": "T-1",
        "minutes": 60.0,
    },
    "membership": {
        "full_name": "Ada Example",
        "email": "ada@example.org",
        "member_kind": "person",
        "status": "active",
        "level": "Individual",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "is_lifetime": False,
        "is_complimentary": False,
        "is_dependent": False,
        "is_full_snapshot": True,
        "snapshot_on": date(2026, 5, 1),
    },
    "interaction": {
        "from_full_name": "Ada Example",
        "from_email": "ada@example.org",
        "to_full_name": "Grace Sample",
        "interaction_kind": "connection",
        "occurred_on": date(2026, 5, 1),
    },
    "outcome": {
        "tool_outcome_id": "D-1",
        "outcome_name": "Website",
        "outcome_kind": "client",
        "stage": "won",
        "occurred_on": date(2026, 5, 1),
        "value": 100.0,
        "is_self_reported": False,
    },
    "organisation": {"name": "Northlight Studio", "domain": "northlight.example", "industry_raw": "Design Services"},
}
"""A record of each kind that meets every expectation."""


@dataclass
class Delivered:
    """What one landed file of one part holds; `claims` overrides what its ledger says of the part."""

    kind: str = "attendance"
    rows: list[dict[str, Any]] = field(default_factory=list)
    quarantined: int = 0
    duplicates: int = 0
    layout: str = "made_up"
    is_full_snapshot: bool = False
    snapshot_on: date | None = None
    status: str = "read"
    landed_at: datetime = LANDED_AT
    claims: dict[str, Any] = field(default_factory=dict)


def good(kind: str, count: int, **changes: Any) -> list[dict[str, Any]]:
    """`count` good records of a kind, each with `changes`."""
    return [{**GOOD[kind], **changes} for _ in range(count)]


def deliver(home: Home, file_id: str, delivered: Delivered) -> None:
    """Writes the manifest, the ledger entry, the records and the quarantine of one file."""
    _json(
        home.landed(file_id) / "manifest.json",
        {
            "file_id": file_id,
            "file_name": f"{file_id}.csv",
            "sha256": file_id * 4,
            "byte_count": 10,
            "landed_at": delivered.landed_at.isoformat(),
        },
    )
    _json(home.ledger / f"{file_id}.json", _entry(file_id, delivered))
    _records(home, file_id, delivered)
    _quarantine(home, file_id, delivered)


def _entry(file_id: str, delivered: Delivered) -> dict[str, Any]:
    loaded = len(delivered.rows)
    part = {
        "part": 1,
        "part_name": None,
        "layout": delivered.layout,
        "layout_reason": "the header of made_up",
        "record_kinds": [delivered.kind],
        "header_row": 1,
        "rows_skipped": 0,
        "rows_in": loaded + delivered.quarantined + delivered.duplicates,
        "rows_loaded": loaded,
        "rows_quarantined": delivered.quarantined,
        "rows_duplicate": delivered.duplicates,
        "quarantined_by_reason": {"person_missing": delivered.quarantined},
        "unknown_values": {},
        "ambiguous_date_count": 0,
        **delivered.claims,
    }
    return {
        "file_id": file_id,
        "status": delivered.status,
        "status_reason": None if delivered.status == "read" else "unknown_layout",
        "container": "text",
        "encoding": "utf-8",
        "fingerprint": "f",
        "is_full_snapshot": delivered.is_full_snapshot,
        "snapshot_on": delivered.snapshot_on.isoformat() if delivered.snapshot_on else None,
        "parts": [part],
    }


def _records(home: Home, file_id: str, delivered: Delivered) -> None:
    place = {"file_id": file_id, "part": 1, "layout": delivered.layout}
    rows = [{**place, "row_number": number, **row} for number, row in enumerate(delivered.rows, start=2)]
    folder = home.records(delivered.kind)
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows, schema=KINDS[delivered.kind].create_empty().schema).write_parquet(folder / f"{file_id}.parquet")


def _quarantine(home: Home, file_id: str, delivered: Delivered) -> None:
    first = len(delivered.rows) + 2
    place = {"file_id": file_id, "part": 1, "layout": delivered.layout, "record_kind": delivered.kind}
    rows = [
        {**place, "row_number": number, "reason": "person_missing", "raw": "{}"}
        for number in range(first, first + delivered.quarantined)
    ]
    home.quarantine.mkdir(parents=True, exist_ok=True)
    frame = pl.DataFrame(rows, schema=QuarantinedRow.create_empty().schema)
    frame.write_parquet(home.quarantine / f"{file_id}.parquet")


def _json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
