"""What the ledger holds, read for `kith status`: the files, what reading made of them, and which checks they failed.

Reads only, and takes what there is: files may have landed that no run has read yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from pipelines.home import Home
from pipelines.quality.ledger import FileEntry, PartEntry, entries
from pipelines.quality.suites import suite_of
from pipelines.records.ledger import AcceptanceResult, QuarantinedRow, SourceFile
from pipelines.records.orders_shown import OrdersShown

FileRow = dict[str, Any]


@dataclass(frozen=True)
class Books:
    """The ledger of one home."""

    home: Home

    @cached_property
    def files(self) -> list[FileRow]:
        """Every file that was judged: a row of `source_files` each, the most troubled first, then the latest."""
        if not self.home.source_files.exists():
            return []
        # A ledger that an earlier version wrote has fewer columns, until the next run.
        empty = SourceFile.create_empty()
        files = pl.concat([empty, pl.read_parquet(self.home.source_files)], how="diagonal_relaxed")
        newest = sorted(files.iter_rows(named=True), key=lambda row: (row["landed_at"], row["file_name"]), reverse=True)
        return sorted(newest, key=self._trouble)

    @cached_property
    def entries(self) -> dict[str, FileEntry]:
        """What reading made of each file that was read."""
        return entries(self.home)

    @cached_property
    def orders_shown(self) -> OrdersShown:
        """Which order of day and month the files of each layout show."""
        return OrdersShown.of(entry.orders_shown for entry in self.entries.values())

    @cached_property
    def failed(self) -> dict[str, list[dict[str, Any]]]:
        """File → the checks that it failed, with what their failing tells."""
        if not self.home.acceptance.exists():
            return {}
        results = pl.concat([AcceptanceResult.create_empty(), pl.read_parquet(self.home.acceptance)])
        found: dict[str, list[dict[str, Any]]] = {}
        for row in results.filter(~pl.col("is_passed")).iter_rows(named=True):
            found.setdefault(row["file_id"], []).append({**row, "why": _why(row)})
        return found

    @cached_property
    def quarantined(self) -> pl.DataFrame:
        """Where quarantined rows stand, and why they are held; what they hold is left where it is."""
        paths = sorted(self.home.quarantine.glob("*.parquet"))
        if not paths:
            return QuarantinedRow.create_empty().drop("raw")
        return pl.scan_parquet(paths).drop("raw").collect()

    def parts(self) -> Iterator[tuple[FileRow, PartEntry]]:
        """Every part of every file, file by file."""
        for row in self.files:
            if row["file_id"] in self.entries:
                for part in self.entries[row["file_id"]].parts:
                    yield row, part

    def verdict(self, row: FileRow) -> str:
        """What became of a file, in two words."""
        if row["status"] != "read":
            return str(row["status"])
        if not row["is_accepted"]:
            return "held back"
        warnings = len(self.failed.get(row["file_id"], ()))
        counted = "counted" if row["is_counted"] else "landed later"
        return f"{counted}, {warnings} warning{'s' if warnings > 1 else ''}" if warnings else counted

    def _trouble(self, row: FileRow) -> int:
        if row["status"] != "read":
            return 0
        if not row["is_accepted"]:
            return 1
        noticed = row["rows_quarantined"] or row["unknown_value_count"] or row["ambiguous_date_count"]
        return 2 if noticed or row["file_id"] in self.failed else 3


def _why(row: dict[str, Any]) -> str:
    if row["record_kind"] is None:
        return ""
    asked = suite_of(row["record_kind"]).of_layout(row["layout"])
    return next((expectation.why for expectation in asked if expectation.name == row["check_name"]), "")
