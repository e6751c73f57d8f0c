"""The verdict on one file, kept so that a file is judged once.

A verdict holds for the file's ledger entry, the Parquet files it speaks of, the sizes of
earlier snapshots, and this package's code; when none of them changed it is read back.
"""

from __future__ import annotations

from pathlib import Path

from pipelines import stamps
from pipelines.home import RECORD_KINDS, Home
from pipelines.quality.deliveries import Delivery, records_of
from pipelines.quality.expectations import expected_of, hold_against
from pipelines.quality.ledger import LandedFile
from pipelines.quality.reconciliation import reconcile
from pipelines.quality.results import CheckResult
from pipelines.quality.suites import Present, suite_of


def judge(home: Home, file: LandedFile, of_file: list[Delivery]) -> tuple[list[CheckResult], bool]:
    """The results of every check on `file`, and whether they were worked out anew."""
    stage = f"acceptance/{file.file_id}"
    made_of = _fingerprint(home, file, of_file)
    if stamps.made_from(home, stage) == made_of:
        kept = stamps.summary_of(home, stage)["results"]
        return [CheckResult(**result) for result in kept], False
    results = [_recognised(file), reconcile(home, file)]
    for delivery in of_file:
        results.extend(_expectations(home, delivery))
    stamps.stamp(home, stage, made_of, {"results": [result.row() for result in results]})
    return results, True


def _fingerprint(home: Home, file: LandedFile, of_file: list[Delivery]) -> str:
    on_disk = [records_of(home, file.file_id, kind) for kind in RECORD_KINDS]
    on_disk.append(home.quarantine / f"{file.file_id}.parquet")
    return stamps.fingerprint(
        stamps.of_code("quality"),
        file.manifest,
        file.entry.model_dump_json(),
        [delivery.earlier_row_counts for delivery in of_file],
        [_state(path) for path in on_disk],
    )


def _state(path: Path) -> tuple[int, int] | None:
    """Size and time of change: enough to see that a file is another, without reading it."""
    if not path.exists():
        return None
    status = path.stat()
    return status.st_size, status.st_mtime_ns


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


def _expectations(home: Home, delivery: Delivery) -> list[CheckResult]:
    measures = delivery.measures()
    if measures["quarantined_share"] is None:
        return []  # a table without rows has nothing to judge
    suite = suite_of(delivery.record_kind)
    rows = delivery.rows(home, suite.columns)
    verdicts = hold_against(suite, rows, measures, delivery.landed_on)
    return [
        CheckResult(
            file_id=delivery.file.file_id,
            record_kind=delivery.record_kind,
            layout=delivery.layout,
            check_name=expectation.name,
            column_name=None if isinstance(expectation, Present) else getattr(expectation, "column", None),
            severity=expectation.severity,
            is_passed=verdicts[expectation.name][0],
            observed=verdicts[expectation.name][1],
            expected=expected_of(expectation),
        )
        for expectation in suite.expectations
    ]
