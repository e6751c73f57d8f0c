"""Every expectation as a check on its record kind: how many deliveries were held against it, and which failed.

An error here holds one delivery back, not the release: these checks block nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.defs.acceptance.assets import ACCEPTANCE
from pipelines.defs.records.assets import RECORDS
from pipelines.defs.resources import KithHome
from pipelines.home import RECORD_KINDS
from pipelines.quality.expectations import expected_of
from pipelines.quality.suites import suite_of

SEVERITIES = {"warning": dg.AssetCheckSeverity.WARN, "error": dg.AssetCheckSeverity.ERROR}
MOST_LISTED = 50

SPECS = [
    dg.AssetCheckSpec(
        expectation.name,
        asset=RECORDS[kind],
        additional_deps=[ACCEPTANCE],
        description=f"Asks of each delivery: {expected_of(expectation)}. Where one fails: {expectation.why}",
        metadata={"severity": expectation.severity, "expect": expectation.expect},
    )
    for kind in RECORD_KINDS
    for expectation in suite_of(kind).checks
]


@dg.multi_asset_check(name="expectations", specs=SPECS)
def expectations(kith: KithHome) -> Iterator[dg.AssetCheckResult]:
    """What acceptance found, expectation by expectation: counts, file ids and codes, never values."""
    with kith.plain_failures():
        found = pl.read_parquet(kith.home.acceptance)
    for kind in RECORD_KINDS:
        of_kind = found.filter(pl.col("record_kind") == kind)
        for expectation in suite_of(kind).checks:
            yield _result(kind, expectation.name, expectation.severity, of_kind)


def _result(kind: str, name: str, severity: str, found: pl.DataFrame) -> dg.AssetCheckResult:
    """What came of one check; where deliveries failed it, as severe as the worst of them (a layout may ask more)."""
    held_against = found.filter(pl.col("check_name") == name)
    failed = held_against.filter(~pl.col("is_passed")).sort("file_id")
    severity = failed["severity"].sort()[0] if failed.height else severity  # "error" comes before "warning"
    return dg.AssetCheckResult(
        asset_key=RECORDS[kind],
        check_name=name,
        passed=failed.is_empty(),
        severity=SEVERITIES[severity],
        metadata={
            "deliveries": held_against.height,
            "deliveries_failing": failed.height,
            "failing": dg.MetadataValue.json(
                failed.select("file_id", "layout", "observed").head(MOST_LISTED).to_dicts()
            ),
        },
    )
