"""The verdict on every file, kept so that a file is judged once.

A verdict holds for the file's ledger entry, the Parquet files it speaks of, what earlier
deliveries let expect, and this package's code; when none of them changed it is read back.
All files that are due are judged together: that costs little more than judging one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import polars as pl

from pipelines import stamps
from pipelines.errors import counted
from pipelines.home import RECORD_KINDS, Home
from pipelines.quality.deliveries import Delivery, EventSizes, deliveries
from pipelines.quality.expectations import Figures, expected_of, failing
from pipelines.quality.figures import event_sizes, figures_of
from pipelines.quality.ledger import LandedFile
from pipelines.quality.reconciliation import reconcile
from pipelines.quality.results import CheckResult
from pipelines.quality.suites import Expectation, OfCells, suite_of

STAGE = "acceptance"

logger = logging.getLogger("kith.accept")


@dataclass(frozen=True)
class _Kept:
    """What is known of a file from before: what it was made of, its events, what its verdict was made of."""

    made_of: str
    events: EventSizes
    judged_on: str


@dataclass(frozen=True)
class Verdicts:
    """The results of every check on every file, file by file; `judged` are the files judged now."""

    results: dict[str, list[CheckResult]]
    judged: frozenset[str]
    _kept: dict[str, _Kept]

    @property
    def events(self) -> dict[str, EventSizes]:
        """The attendances of each file by event."""
        return {file_id: kept.events for file_id, kept in self._kept.items()}

    def keep(self, home: Home) -> None:
        """Records what the verdicts were made of; to be called when the results stand in `acceptance.parquet`."""
        files = {file_id: vars(kept) for file_id, kept in self._kept.items()}
        stamps.stamp(home, STAGE, stamps.of_code("quality"), {"files": files})


def judge(home: Home, files: list[LandedFile]) -> Verdicts:
    """The verdict on each of `files` (all that landed, earliest first)."""
    before = _kept_before(home)
    made_of = {file.file_id: _state(home, file) for file in files}
    same = {file_id for file_id, state in made_of.items() if file_id in before and before[file_id].made_of == state}
    sizes = {file_id: before[file_id].events for file_id in same}
    sizes.update(event_sizes(home, [file.file_id for file in files if file.file_id not in same]))
    delivered: dict[str, list[Delivery]] = {file.file_id: [] for file in files}
    for delivery in deliveries(files, sizes):
        delivered[delivery.file.file_id].append(delivery)
    kept = {
        file_id: _Kept(made_of[file_id], sizes.get(file_id, {}), _judged_on(made_of[file_id], of_file))
        for file_id, of_file in delivered.items()
    }
    known = _results_before(home)
    due = [
        file
        for file in files
        if file.file_id not in known
        or file.file_id not in before
        or before[file.file_id].judged_on != kept[file.file_id].judged_on
    ]
    if due:
        logger.info("Judging %d of %s", len(due), counted(len(files), "file"))
    found = _judged(home, due, delivered)
    results = {file.file_id: sorted(found.get(file.file_id) or known[file.file_id], key=_place) for file in files}
    return Verdicts(results, frozenset(found), kept)


def _kept_before(home: Home) -> dict[str, _Kept]:
    if stamps.made_from(home, STAGE) != stamps.of_code("quality"):
        return {}
    return {file_id: _Kept(**kept) for file_id, kept in stamps.summary_of(home, STAGE)["files"].items()}


def _results_before(home: Home) -> dict[str, list[CheckResult]]:
    if not home.acceptance.exists():
        return {}
    results: dict[str, list[CheckResult]] = {}
    for row in pl.read_parquet(home.acceptance).iter_rows(named=True):
        results.setdefault(row["file_id"], []).append(CheckResult(**row))
    return results


def _state(home: Home, file: LandedFile) -> str:
    """What a file's own part in a verdict is made of, without reading its records."""
    on_disk = [home.record_file(kind, file.file_id) for kind in RECORD_KINDS]
    on_disk.append(home.quarantine_file(file.file_id))
    there = [(path.parent.name, path.stat()) for path in on_disk if path.exists()]
    changed = [(name, status.st_size, status.st_mtime_ns) for name, status in there]
    return stamps.fingerprint(file.manifest, file.entry.model_dump_json(), changed)


def _judged_on(made_of: str, of_file: list[Delivery]) -> str:
    earlier = [(one.earlier.rows_expected, one.earlier.rows_found, sorted(one.earlier.fed_fields)) for one in of_file]
    return stamps.fingerprint(made_of, earlier)


def _judged(home: Home, due: list[LandedFile], delivered: dict[str, list[Delivery]]) -> dict[str, list[CheckResult]]:
    results = {file.file_id: [_recognised(file)] for file in due}
    for result in reconcile(home, due):
        results[result.file_id].append(result)
    for kind in RECORD_KINDS:
        of_kind = [one for file in due for one in delivered[file.file_id] if one.record_kind == kind]
        figures = figures_of(home, kind, of_kind)
        for delivery, found, failed in zip(of_kind, figures, failing(suite_of(kind), figures), strict=True):
            results[delivery.file.file_id].extend(_results(delivery, found, failed))
    return results


def _results(delivery: Delivery, found: Figures, failed: frozenset[Expectation]) -> list[CheckResult]:
    return [
        CheckResult(
            file_id=delivery.file.file_id,
            record_kind=delivery.record_kind,
            layout=delivery.layout,
            check_name=expectation.name,
            column_name=expectation.column if isinstance(expectation, OfCells) else None,
            severity=expectation.severity,
            is_passed=expectation not in failed,
            observed=None if figure is None else round(figure, 6),
            expected=expected_of(expectation),
        )
        for expectation, figure in found.items()
    ]


def _recognised(file: LandedFile) -> CheckResult:
    return CheckResult(
        file_id=file.file_id,
        record_kind=None,
        layout=None,
        check_name="file_read",
        column_name=None,
        severity="error",
        is_passed=file.entry.status == "read",
        observed=None,
        expected="a file that opens, in a layout that kith knows",
    )


def _place(result: CheckResult) -> tuple[str, str]:
    return result.record_kind or "", result.check_name
