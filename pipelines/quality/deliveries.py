"""A delivery: the records of one kind in one landed file, and the figures that a suite looks at.

Only the columns that the suite names are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import polars as pl

from pipelines.home import Home
from pipelines.quality.ledger import LandedFile

STRONG_KEYS = {
    "contact": ("email", "profile_url", "tool_person_id"),
    "attendance": ("email", "profile_url", "tool_person_id"),
    "membership": ("email", "profile_url", "tool_person_id"),
    "interaction": ("from_email", "from_profile_url", "from_tool_person_id"),
    "outcome": ("email", "profile_url", "tool_person_id"),
    "organisation": ("domain", "tool_organisation_id"),
}
"""Record kind → the columns of which one filled makes `has_strong_key` true."""

EARLIER_DELIVERIES = 5
"""How many deliveries before this one its row count is held against."""


@dataclass(frozen=True)
class Delivery:
    """The records of one kind in one landed file."""

    file: LandedFile
    record_kind: str
    earlier_row_counts: tuple[int, ...]

    @property
    def landed_on(self) -> date:
        """The day, in UTC, that the file landed on."""
        return self.file.landed_at.date()

    @property
    def layout(self) -> str | None:
        """The layouts that gave this kind, as one text."""
        names = {part.layout for part in self.file.entry.parts if part.layout and self.record_kind in part.record_kinds}
        return ", ".join(sorted(names)) or None

    @property
    def row_count(self) -> int:
        """Rows loaded by the parts that feed this kind."""
        return self._sum("rows_loaded")

    def measures(self) -> dict[str, float | None]:
        """The figures of the whole delivery; None where there is nothing to divide by.

        `rows_against_earlier` is the row count over the median of earlier full snapshots
        of the same layout; an addition has no size to expect.
        """
        loaded, quarantined = self.row_count, self._sum("rows_quarantined")
        earlier = median(self.earlier_row_counts) if self.earlier_row_counts else 0
        return {
            "quarantined_share": _share(quarantined, loaded + quarantined),
            "rows_against_earlier": _share(loaded, earlier),
            "ambiguous_date_share": _share(self._sum("ambiguous_date_count"), loaded),
            "unknown_word_share": _share(self._sum("unknown_value_count"), loaded),
        }

    def rows(self, home: Home, columns: Iterable[str]) -> pl.DataFrame:
        """The named columns of its records, those that exist, with `has_strong_key` worked out."""
        path = records_of(home, self.file.file_id, self.record_kind)
        if not path.exists():
            return pl.DataFrame()
        frame = pl.scan_parquet(path)
        known = set(frame.collect_schema().names())
        keys = [key for key in STRONG_KEYS[self.record_kind] if key in known]
        strong = pl.any_horizontal(pl.col(key).is_not_null() for key in keys) if keys else pl.lit(False)
        wanted = [column for column in columns if column in known]
        return frame.select(*wanted, strong.alias("has_strong_key")).collect()

    def _sum(self, column: str) -> int:
        parts = (part for part in self.file.entry.parts if self.record_kind in part.record_kinds)
        return sum(getattr(part, column) for part in parts)


def deliveries(files: list[LandedFile]) -> list[Delivery]:
    """The deliveries of `files` (earliest first), each with the sizes of full snapshots before it."""
    found: list[Delivery] = []
    sizes: dict[tuple[str, str | None], list[int]] = {}
    for file in files:
        for kind in file.record_kinds:
            delivery = Delivery(file, kind, ())
            history = sizes.setdefault((kind, delivery.layout), [])
            if file.entry.is_full_snapshot:
                delivery = Delivery(file, kind, tuple(history[-EARLIER_DELIVERIES:]))
                history.append(delivery.row_count)
            found.append(delivery)
    return found


def records_of(home: Home, file_id: str, kind: str) -> Path:
    """The Parquet file of one kind's records in one landed file."""
    return home.records(kind) / f"{file_id}.parquet"


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
