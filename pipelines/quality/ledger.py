"""What landing and reading say of every landed file: the manifest, and the ledger entry beside it.

Reads only. The tables made of it are written in acceptance.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.errors import KithError
from pipelines.home import RECORD_KINDS, Home, read_json
from pipelines.landing import Manifest, manifests


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PartEntry(_Entry):
    """What reading made of one table within a file."""

    part: int
    part_name: str | None = None
    layout: str | None = None
    layout_reason: str = ""
    record_kinds: tuple[str, ...] = ()
    header_row: int | None = None
    rows_skipped: int = 0
    rows_in: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    rows_duplicate: int = 0
    unknown_values: dict[str, dict[str, int]] = Field(default_factory=dict)
    ambiguous_date_count: int = 0

    @property
    def unknown_value_count(self) -> int:
        """Cells whose word no vocabulary of the layout knows."""
        return sum(count for words in self.unknown_values.values() for count in words.values())


class FileEntry(_Entry):
    """What reading made of one landed file."""

    file_id: str
    status: Literal["read", "unrecognised", "refused"]
    status_reason: str | None = None
    container: str | None = None
    encoding: str | None = None
    fingerprint: str
    is_full_snapshot: bool = False
    snapshot_on: date | None = None
    parts: tuple[PartEntry, ...] = ()


@dataclass(frozen=True)
class LandedFile:
    """A landed file with its ledger entry."""

    manifest: Manifest
    entry: FileEntry

    @property
    def file_id(self) -> str:
        """The file's id, the same in both."""
        return self.manifest.file_id

    @property
    def landed_at(self) -> datetime:
        """The landing instant in UTC, without a zone, as tables hold it."""
        return self.manifest.landed.replace(tzinfo=None)

    @property
    def layouts(self) -> tuple[str, ...]:
        """The layouts that its parts were read with, in the order of their names."""
        return tuple(sorted({part.layout for part in self.entry.parts if part.layout}))

    @property
    def record_kinds(self) -> tuple[str, ...]:
        """The kinds of record that it feeds, in the order in which kinds are listed everywhere."""
        fed = {kind for part in self.entry.parts for kind in part.record_kinds}
        return tuple(kind for kind in RECORD_KINDS if kind in fed)

    def total(self, column: str) -> int:
        """The sum of a count over the parts, such as `rows_in`."""
        return sum(getattr(part, column) for part in self.entry.parts)


def landed_files(home: Home) -> list[LandedFile]:
    """Every landed file, earliest first.

    Raises `KithError` where a landed file has not been read: no file goes unaccounted for.
    """
    return [LandedFile(manifest, _entry_of(home, manifest)) for manifest in manifests(home)]


def _entry_of(home: Home, manifest: Manifest) -> FileEntry:
    path = home.ledger / f"{manifest.file_id}.json"
    if not path.exists():
        raise KithError(
            f"Landed file {manifest.file_id} has no entry in the ledger ({home.ledger}).",
            "Run the whole way again with `kith run`: reading comes before acceptance.",
        )
    return FileEntry.model_validate(read_json(path))
