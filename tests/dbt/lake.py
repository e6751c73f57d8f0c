"""Makes a lake of artificial records, as Parquet that keeps to the contracts, for dbt to build from.

Rows are given by the columns that matter to a test; the rest take the contract's
empty value. Who is who is stated, not resolved: each row names its `person`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.home import Home
from pipelines.identity.tables import TABLES
from pipelines.records.blocks import Provenance
from pipelines.records.events import SCHEMA as EVENT_DECISIONS
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import AcceptanceResult, QuarantinedRow, SourceFile, SourcePart

Row = Mapping[str, Any]

EMPTY = {
    "String": "", "Bool": False, "Int64": 0, "Int32": 0, "Int16": 1, "Float64": 0.0,
    "Datetime": datetime.combine(date(2026, 1, 1), time()),
}  # fmt: skip
NOT_RECORDS = ("person", "organisation", "other")


@dataclass
class Lake:
    """What is to be written: rows by kind, and the identity tables."""

    records: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    identity: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in TABLES})
    events: list[Row] = field(default_factory=list)
    quarantine: list[Row] = field(default_factory=list)
    acceptance: list[Row] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)
    uncounted: set[str] = field(default_factory=set)

    def add(self, kind: str, file_id: str, rows: Iterable[Row]) -> None:
        """Adds records of one file, numbered on from those it has, and their identity links."""
        for row in rows:
            number = 2 + sum(known["file_id"] == file_id for known in self.records[kind])
            place = {"file_id": file_id, "part": 1, "row_number": number, "layout": "artificial"}
            record = {key: value for key, value in row.items() if key not in NOT_RECORDS}
            self.records[kind].append({**record, **place})
            if file_id not in self.uncounted:
                self._link(kind, place, row)

    def _link(self, kind: str, place: Row, row: Row) -> None:
        sides = {"from": row.get("person"), "to": row.get("other")} if kind == "interaction" else {}
        for side, person in (sides or {"subject": row.get("person")}).items():
            self.identity["identity_links"].append(
                {
                    **{key: place[key] for key in ("file_id", "part", "row_number")},
                    "record_kind": kind, "side": side, "person_id": person,
                    "organisation_id": row.get("organisation"), "match_rule": "single", "match_probability": 1.0,
                }
            )  # fmt: skip

    def write(self, home: Home) -> None:
        """Writes every file that dbt reads, the empty contracts included."""
        for kind, contract in KINDS.items():
            write(home.records(kind) / "_contract.parquet", contract, [])
            write(home.records(kind) / "all.parquet", contract, self.records[kind])
        write(home.quarantine / "_contract.parquet", QuarantinedRow, self.quarantine)
        for name, contract in TABLES.items():
            write(home.identity / f"{name}.parquet", contract, self.identity[name])
        write(home.source_files, SourceFile, list(self._source_files()))
        write(home.source_parts, SourcePart, [{**row, "layout_reason": "stated"} for row in self._source_files()])
        write(home.acceptance, AcceptanceResult, self.acceptance)
        events = home.lake / "decisions" / "events.parquet"
        events.parent.mkdir(parents=True, exist_ok=True)
        pl.DataFrame([{**dict.fromkeys(EVENT_DECISIONS), **row} for row in self.events], EVENT_DECISIONS).write_parquet(
            events
        )

    def _source_files(self) -> Iterable[Row]:
        stated = {row["file_id"]: row for row in self.files}
        file_ids = {row["file_id"] for rows in self.records.values() for row in rows} | set(stated)
        for file_id in sorted(file_ids):
            loaded = sum(row["file_id"] == file_id for rows in self.records.values() for row in rows)
            refused = sum(row["file_id"] == file_id for row in self.quarantine)
            yield {
                "file_id": file_id, "file_name": f"{file_id}.csv", "sha256": file_id * 4, "status": "read",
                "landed_at": datetime.combine(date(2026, 6, 30), time(12)), "part_count": 1, "part": 1,
                "rows_in": loaded + refused, "rows_loaded": loaded, "rows_quarantined": refused, "is_accepted": True,
                "is_counted": file_id not in self.uncounted, **stated.get(file_id, {}),
            }  # fmt: skip


def write(path: Path, contract: type[dy.Schema], rows: Iterable[Row]) -> None:
    """Writes rows as a Parquet file of a contract's columns, absent values filled with its empty ones."""
    columns = contract.columns()
    filled = [{name: row.get(name, _empty(column)) for name, column in columns.items()} for row in rows]
    frame = pl.DataFrame(filled, schema=contract.create_empty().schema)
    if not issubclass(contract, Provenance):
        frame = contract.validate(frame)
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(path)


def _empty(column: dy.Column) -> Any:
    return None if column.nullable else EMPTY[type(column).__name__]
