"""What a release says of itself: `manifest.json` in its folder.

Nothing in it tells when it was made, so that the same release is the same to the byte.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import BaseModel, ConfigDict

from pipelines import stamps
from pipelines.home import Home, read_json, write_json
from pipelines.publishing.results import ReleaseCheck

FILE_NAME = "manifest.json"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PublishedTable(_Entry):
    """A table of the release, and the SHA-256 of its Parquet."""

    audience: str
    name: str
    row_count: int
    sha256: str


class Written(_Entry):
    """A file that people write by hand: how many rows of a decisions file, or lines of a layout, and a fingerprint."""

    row_count: int
    fingerprint: str


class Counts(_Entry):
    """What came in by `as_of`, and what was made of it."""

    file_count: int
    held_back_file_count: int
    rows_in: int
    rows_loaded: int
    rows_quarantined: int
    rows_duplicate: int
    people_count: int
    organisation_count: int


class Manifest(_Entry):
    """A release; `number` counts the releases of a home from 1.

    `layouts` and `decided` have the home's own layouts by name and its decisions by file; None in a
    manifest that an earlier version wrote. What another version says besides is passed over: its releases stay.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    release_id: str
    number: int
    as_of: datetime
    code_version: str
    settings: dict[str, Any]
    layouts: dict[str, Written] | None = None
    decided: dict[str, Written] | None = None
    counts: Counts
    tables: tuple[PublishedTable, ...]
    checks: tuple[ReleaseCheck, ...]

    @property
    def row_counts(self) -> dict[str, int]:
        """Rows per table, named as an analyst writes it."""
        return {f"{table.audience}.{table.name}": table.row_count for table in self.tables}

    @classmethod
    def of(cls, folder: Path) -> Manifest:
        """The manifest of the release in `folder`."""
        return cls.model_validate(read_json(folder / FILE_NAME))

    def write(self, folder: Path) -> None:
        """Writes the manifest into the release's folder; the last thing to be written there."""
        write_json(folder / FILE_NAME, self.model_dump(mode="json"))


def release_id_of(
    tables: tuple[PublishedTable, ...], as_of: datetime, settings: dict[str, Any], code_version: str
) -> str:
    """The name of a release: the same tables, instant, settings and code have the same name."""
    parts = [f"{table.audience}.{table.name} {table.sha256}" for table in tables]
    return "r" + stamps.fingerprint(*parts, as_of.isoformat(), settings, code_version)[:12]


def counts_of(home: Home, as_of: datetime) -> Counts:
    """What came in by `as_of`, from the lake; people left out by decisions are not counted."""
    landed = pl.col("landed_at") <= as_of.astimezone(UTC).replace(tzinfo=None)
    files = pl.read_parquet(home.source_files).filter(landed)
    people = pl.scan_parquet(home.identity_table("people")).filter(~pl.col("is_excluded"))
    return Counts(
        file_count=files.height,
        held_back_file_count=files.filter(~pl.col("is_accepted")).height,
        people_count=people.select(pl.len()).collect().item(),
        organisation_count=pl.scan_parquet(home.identity_table("organisations")).select(pl.len()).collect().item(),
        **{
            column: int(files[column].sum())
            for column in ("rows_in", "rows_loaded", "rows_quarantined", "rows_duplicate")
        },
    )
