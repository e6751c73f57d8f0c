"""What landing and reading say of every landed file: the manifest, and the ledger entry beside it.

Reads only. The tables made of it are written in acceptance.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.errors import KithError
from pipelines.exports.values.evidence import Shown
from pipelines.home import RECORD_KINDS, Home, read_json
from pipelines.landing import Manifest, manifests

ON_TRUST = ("layout", "other files", "setting")
"""What decides the order of day and month where the file's cells do not."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class OrderEntry(_Entry):
    """How the bare-number dates of one column were read: in which order, decided by what, how many open."""

    column: str
    order: str
    basis: str
    open_count: int


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
    unmade_by_reason: dict[str, int] = Field(default_factory=dict)
    unknown_values: dict[str, dict[str, int]] = Field(default_factory=dict)
    ambiguous_date_count: int = 0
    fed_fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    date_orders: tuple[OrderEntry, ...] = ()
    notices: dict[str, int] = Field(default_factory=dict)

    @property
    def unknown_value_count(self) -> int:
        """Cells whose word no vocabulary of the layout knows."""
        return sum(count for words in self.unknown_values.values() for count in words.values())

    @property
    def orders_on_trust(self) -> list[str]:
        """How dates were read that no cell of the file decides, as codes: the order, and what decided it."""
        open_ones = [one for one in self.date_orders if one.open_count and one.basis in ON_TRUST]
        return sorted({f"{one.order} by {one.basis}" for one in open_ones})

    @property
    def date_order(self) -> str | None:
        """Those orders as one text."""
        return ", ".join(self.orders_on_trust) or None


class FileEntry(_Entry):
    """What reading made of one landed file."""

    file_id: str
    status: Literal["read", "unrecognised", "refused"]
    status_reason: str | None = None
    refusal: str | None = None
    container: str | None = None
    encoding: str | None = None
    fingerprint: str
    is_full_snapshot: bool = False
    snapshot_on: date | None = None
    event_day_from: str | None = None
    orders_shown: dict[str, Shown] = Field(default_factory=dict)
    orders_of_others: dict[str, str | None] = Field(default_factory=dict)
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

    @property
    def date_order(self) -> str | None:
        """How dates that the file leaves open were read, over its parts."""
        taken = {order for part in self.entry.parts for order in part.orders_on_trust}
        return ", ".join(sorted(taken)) or None

    def total(self, column: str) -> int:
        """The sum of a count over the parts, such as `rows_in`."""
        return sum(getattr(part, column) for part in self.entry.parts)


def landed_files(home: Home) -> list[LandedFile]:
    """Every landed file, earliest first.

    Raises `KithError` where a landed file has not been read: no file goes unaccounted for.
    """
    return [LandedFile(manifest, _entry_of(home, manifest)) for manifest in manifests(home)]


def entries(home: Home) -> dict[str, FileEntry]:
    """What reading made of each file that has been read, by file id."""
    return {path.stem: FileEntry.model_validate(read_json(path)) for path in sorted(home.ledger.glob("*.json"))}


def _entry_of(home: Home, manifest: Manifest) -> FileEntry:
    path = home.ledger_entry(manifest.file_id)
    if not path.exists():
        raise KithError(
            f"Landed file {manifest.file_id} has no entry in the ledger ({home.ledger}).",
            "Run the whole way again with `kith run`: reading comes before acceptance.",
        )
    return FileEntry.model_validate(read_json(path))
