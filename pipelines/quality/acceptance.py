"""Acceptance: which landed files are counted, and why the others are not.

A delivery that fails an error-level expectation is held back by itself; a file whose
rows do not reconcile blocks the release (publishing looks for `rows_reconcile`).
A file already judged is not judged again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.home import Home, replacing
from pipelines.quality.judging import judge
from pipelines.quality.ledger import LandedFile, landed_files
from pipelines.quality.reconciliation import CHECK_NAME as RECONCILES
from pipelines.quality.restated import restated
from pipelines.quality.results import CheckResult
from pipelines.records.ledger import AcceptanceResult, SourceFile, SourcePart

PART_COLUMNS = {
    "part",
    "part_name",
    "layout",
    "layout_reason",
    "header_row",
    "rows_skipped",
    "rows_in",
    "rows_loaded",
    "rows_quarantined",
    "rows_duplicate",
    "ambiguous_date_count",
}


@dataclass(frozen=True)
class Held:
    """A file that is not counted: its id and name, and the checks that hold it back."""

    file_id: str
    file_name: str
    check_names: tuple[str, ...]


@dataclass(frozen=True)
class AcceptanceReport:
    """What acceptance found; `results` has one entry per check and delivery, counts and codes only."""

    file_count: int
    counted_file_count: int
    judged_count: int
    rows_in: int
    rows_loaded: int
    rows_quarantined: int
    rows_duplicate: int
    held: tuple[Held, ...]
    results: tuple[CheckResult, ...]

    @property
    def reconciles(self) -> bool:
        """Whether every row of every file is accounted for."""
        return all(result.is_passed for result in self.results if result.check_name == RECONCILES)

    @property
    def warning_count(self) -> int:
        """Checks of warning level that failed."""
        return sum(1 for result in self.results if result.severity == "warning" and not result.is_passed)


def accept(home: Home, as_of: datetime) -> AcceptanceReport:
    """Judges every delivery and writes `source_files`, `source_parts` and `acceptance`.

    Files that landed after `as_of` are judged, and not counted. Raises `KithError`
    where a landed file has not been read.
    """
    files = landed_files(home)
    verdicts = judge(home, files)
    results = [result for file in files for result in verdicts.results[file.file_id]]
    held = _held_back(files, results)
    counted = [file for file in files if _is_counted(file, held, as_of)]
    again = restated(home, counted, verdicts.events)
    file_rows = [_file_row(file, held, again, as_of) for file in files]
    _write_tables(home, files, file_rows, results)
    verdicts.keep(home)
    return _report(files, results, held, len(verdicts.judged), as_of)


def _held_back(files: list[LandedFile], results: list[CheckResult]) -> dict[str, Held]:
    names: dict[str, set[str]] = {}
    for result in results:
        if result.holds_back:
            names.setdefault(result.file_id, set()).add(result.check_name)
    return {
        file.file_id: Held(file.file_id, file.manifest.file_name, tuple(sorted(names[file.file_id])))
        for file in files
        if file.file_id in names
    }


def _report(
    files: list[LandedFile], results: list[CheckResult], held: dict[str, Held], judged: int, as_of: datetime
) -> AcceptanceReport:
    return AcceptanceReport(
        file_count=len(files),
        counted_file_count=sum(1 for file in files if _is_counted(file, held, as_of)),
        judged_count=judged,
        rows_in=sum(file.total("rows_in") for file in files),
        rows_loaded=sum(file.total("rows_loaded") for file in files),
        rows_quarantined=sum(file.total("rows_quarantined") for file in files),
        rows_duplicate=sum(file.total("rows_duplicate") for file in files),
        held=tuple(held.values()),
        results=tuple(results),
    )


def _is_counted(file: LandedFile, held: dict[str, Held], as_of: datetime) -> bool:
    return file.file_id not in held and file.landed_at <= as_of.astimezone(UTC).replace(tzinfo=None)


def _write_tables(
    home: Home, files: list[LandedFile], file_rows: list[dict[str, Any]], results: list[CheckResult]
) -> None:
    part_rows = [row for file in files for row in _part_rows(file)]
    result_rows = [result.row() for result in results]
    _write(home.source_files, SourceFile, file_rows, ["file_id"])
    _write(home.source_parts, SourcePart, part_rows, ["file_id", "part"])
    _write(home.acceptance, AcceptanceResult, result_rows, ["file_id", "record_kind", "check_name"])


def _write(path: Path, contract: type[dy.Schema], rows: list[dict[str, Any]], key: list[str]) -> None:
    frame = contract.validate(pl.DataFrame(rows, schema=contract.create_empty().schema))
    with replacing(path) as beside:
        frame.sort(key).write_parquet(beside)


def _file_row(
    file: LandedFile, held: dict[str, Held], again: dict[str, tuple[int, str]], as_of: datetime
) -> dict[str, Any]:
    manifest, entry = file.manifest, file.entry
    restated_row_count, restated_by = again.get(file.file_id, (0, None))
    totals = (
        "rows_in",
        "rows_loaded",
        "rows_quarantined",
        "rows_duplicate",
        "unknown_value_count",
        "ambiguous_date_count",
    )
    return {
        **asdict(manifest),
        "landed_at": file.landed_at,
        **entry.model_dump(
            include={"container", "encoding", "status", "status_reason", "is_full_snapshot", "snapshot_on"}
        ),
        "layouts": ", ".join(file.layouts) or None,
        "record_kinds": ", ".join(file.record_kinds) or None,
        "part_count": len(entry.parts),
        **{column: file.total(column) for column in totals},
        "date_order": file.date_order,
        "restated_row_count": restated_row_count,
        "restated_by": restated_by,
        "is_accepted": file.file_id not in held,
        "held_back_reason": ", ".join(held[file.file_id].check_names) if file.file_id in held else None,
        "is_counted": _is_counted(file, held, as_of),
    }


def _part_rows(file: LandedFile) -> list[dict[str, Any]]:
    return [
        {
            "file_id": file.file_id,
            **part.model_dump(include=PART_COLUMNS),
            "record_kinds": ", ".join(part.record_kinds) or None,
            "unknown_value_count": part.unknown_value_count,
            "date_order": part.date_order,
            "notices": ", ".join(f"{code}: {count}" for code, count in part.notices.items()) or None,
        }
        for part in file.entry.parts
    ]
