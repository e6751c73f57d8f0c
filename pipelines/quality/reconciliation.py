"""The books of a file: rows in = loaded + quarantined + duplicates, counted again from the Parquet itself.

The ledger only claims; what is on disk is counted here, part by part.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from pipelines.home import RECORD_KINDS, Home
from pipelines.quality.ledger import LandedFile, PartEntry
from pipelines.quality.results import CheckResult

CHECK_NAME = "rows_reconcile"
PLACE = ["part", "row_number"]


def reconcile(home: Home, file: LandedFile) -> CheckResult:
    """Whether every row of `file` is accounted for; `observed` is the number of rows that are not."""
    loaded, quarantined = rows_on_disk(home, file.file_id)
    parts = {part.part: part for part in file.entry.parts}
    numbers = parts.keys() | loaded.keys() | quarantined.keys()
    missing = sum(_gap(parts.get(number), loaded[number], quarantined[number]) for number in sorted(numbers))
    return CheckResult(
        file_id=file.file_id,
        record_kind=None,
        layout=None,
        check_name=CHECK_NAME,
        column_name=None,
        severity="error",
        is_passed=missing == 0,
        observed=float(missing),
        expected="rows in = loaded + quarantined + duplicates, in every part",
    )


def rows_on_disk(home: Home, file_id: str) -> tuple[Counter[int], Counter[int]]:
    """Distinct rows loaded and quarantined per part, counted in the lake.

    A row that feeds several kinds counts once.
    """
    files = [home.records(kind) / f"{file_id}.parquet" for kind in RECORD_KINDS]
    loaded = [pl.scan_parquet(file).select(PLACE) for file in files if file.exists()]
    held = home.quarantine / f"{file_id}.parquet"
    quarantined = [pl.scan_parquet(held).select(PLACE)] if held.exists() else []
    return _distinct_by_part(loaded), _distinct_by_part(quarantined)


def _distinct_by_part(frames: list[pl.LazyFrame]) -> Counter[int]:
    if not frames:
        return Counter()
    counts = pl.concat(frames).unique().group_by("part").len().collect()
    return Counter(dict(counts.iter_rows()))


def _gap(part: PartEntry | None, loaded: int, quarantined: int) -> int:
    if part is None:
        return loaded + quarantined
    unaccounted = part.rows_in - part.rows_loaded - part.rows_quarantined - part.rows_duplicate
    return abs(unaccounted) + abs(part.rows_loaded - loaded) + abs(part.rows_quarantined - quarantined)
