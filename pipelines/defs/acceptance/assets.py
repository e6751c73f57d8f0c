"""Acceptance: which deliveries are counted, and the books of every file."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc

import dagster as dg

from pipelines.defs.metadata import OWNERS, of_contract, of_parquet
from pipelines.defs.records.assets import QUARANTINED, RECORDS
from pipelines.defs.resources import KithHome
from pipelines.errors import HeldBackError, counted
from pipelines.quality.acceptance import AcceptanceReport, accept
from pipelines.quality.reconciliation import CHECK_NAME as RECONCILES
from pipelines.records.ledger import AcceptanceResult, SourceFile, SourcePart

SOURCE_FILES = dg.AssetKey(["ledger", "source_files"])
SOURCE_PARTS = dg.AssetKey(["ledger", "source_parts"])
ACCEPTANCE = dg.AssetKey(["ledger", "acceptance"])
CONTRACTS = {SOURCE_FILES: SourceFile, SOURCE_PARTS: SourcePart, ACCEPTANCE: AcceptanceResult}


@dg.multi_asset(
    name="acceptance",
    specs=[
        dg.AssetSpec(
            key,
            deps=[*RECORDS.values(), QUARANTINED],
            description=getdoc(contract),
            group_name="acceptance",
            kinds={"greatexpectations", "parquet"},
            owners=OWNERS,
            metadata=of_contract(contract),
        )
        for key, contract in CONTRACTS.items()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            RECONCILES,
            asset=SOURCE_FILES,
            blocking=True,
            description="In every part of every file: rows in = loaded + quarantined + duplicates.",
        )
    ],
)
def acceptance(kith: KithHome) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Judges every delivery with Great Expectations; one that fails is held back, the others go on."""
    home = kith.home
    with kith.plain_failures():
        report = accept(home, kith.instant())
    paths = {SOURCE_FILES: home.source_files, SOURCE_PARTS: home.source_parts, ACCEPTANCE: home.acceptance}
    for key, path in paths.items():
        yield dg.MaterializeResult(asset_key=key, metadata={**of_parquet([path]), **_totals(report)})
    yield _books(report)
    with kith.plain_failures():
        if not report.reconciles:
            raise HeldBackError(
                f"The check {RECONCILES} failed: not all rows are accounted for in "
                f"{counted(len(_unreconciled(report)), 'file')} ({', '.join(_unreconciled(report))}).",
                "The published release stays. Delete lake/ in the home and run again; if it fails again, report it.",
            )


def _books(report: AcceptanceReport) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=SOURCE_FILES,
        check_name=RECONCILES,
        passed=report.reconciles,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"files": report.file_count, "rows_in": report.rows_in, "files_failing": _unreconciled(report)},
    )


def _unreconciled(report: AcceptanceReport) -> list[str]:
    return [result.file_id for result in report.results if result.check_name == RECONCILES and not result.is_passed]


def _totals(report: AcceptanceReport) -> dict[str, int]:
    return {
        "files": report.file_count,
        "files_counted": report.counted_file_count,
        "files_judged_now": report.judged_count,
        "rows_in": report.rows_in,
        "rows_loaded": report.rows_loaded,
        "rows_quarantined": report.rows_quarantined,
        "rows_duplicate": report.rows_duplicate,
        "warnings": report.warning_count,
    }
