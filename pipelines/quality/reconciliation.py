"""The books of a file: rows in = loaded + quarantined + duplicates, counted again from the Parquet itself.

The ledger only claims; what is on disk is counted here, part by part, for many files in one query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.home import RECORD_KINDS, Home
from pipelines.quality.ledger import LandedFile, PartEntry
from pipelines.quality.results import CheckResult

CHECK_NAME = "rows_reconcile"
PLACE = ("file_id", "part", "row_number")
ROWS_AT_ONCE = 2_000_000

Counts = Counter[tuple[str, int]]
"""Rows by file and part."""


def reconcile(home: Home, files: list[LandedFile]) -> list[CheckResult]:
    """Whether every row of each file is accounted for; `observed` is the number of rows that are not."""
    return [result for some in _some(files) for result in _reconciled(home, some)]


def _reconciled(home: Home, files: list[LandedFile]) -> Iterator[CheckResult]:
    ids = [file.file_id for file in files]
    loaded = _distinct([home.record_file(kind, file_id) for kind in RECORD_KINDS for file_id in ids])
    quarantined = _distinct([home.quarantine_file(file_id) for file_id in ids])
    on_disk: dict[str, set[int]] = {}
    for file_id, number in (*loaded, *quarantined):
        on_disk.setdefault(file_id, set()).add(number)
    for file in files:
        parts = {part.part: part for part in file.entry.parts}
        numbers = sorted(parts.keys() | on_disk.get(file.file_id, set()))
        keys = [(number, (file.file_id, number)) for number in numbers]
        yield _result(file, sum(_gap(parts.get(number), loaded[key], quarantined[key]) for number, key in keys))


def _result(file: LandedFile, missing: int) -> CheckResult:
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


def _distinct(paths: list[Path]) -> Counts:
    """Distinct rows per file and part: a row that feeds several records, of one kind or of several, counts once."""
    there = [path for path in paths if path.exists()]
    if not there:
        return Counter()
    # The name tells the file: what stands in a column is only claimed.
    scans = [pl.scan_parquet(path).select(pl.lit(path.stem).alias("file_id"), *PLACE[1:]) for path in there]
    counts = pl.concat(scans).unique().group_by("file_id", "part").len().collect(engine="streaming")
    return Counter({(file_id, part): count for file_id, part, count in counts.iter_rows()})


def _gap(part: PartEntry | None, loaded: int, quarantined: int) -> int:
    if part is None:
        return loaded + quarantined
    unaccounted = part.rows_in - part.rows_loaded - part.rows_quarantined - part.rows_duplicate
    return abs(unaccounted) + abs(part.rows_loaded - loaded) + abs(part.rows_quarantined - quarantined)


def _some(files: list[LandedFile]) -> Iterator[list[LandedFile]]:
    """Files in turn, few enough at once that their rows stay in memory; a large one by itself."""
    some: list[LandedFile] = []
    rows = 0
    for file in files:
        if some and rows + file.total("rows_in") > ROWS_AT_ONCE:
            yield some
            some, rows = [], 0
        some.append(file)
        rows += file.total("rows_in")
    if some:
        yield some
