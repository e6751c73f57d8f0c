"""The places in a data home, safe writing, and the one door to DuckDB.

Every place that a stage finds another's work at is named here, so that a home can move
as a whole. Nothing else calls `duckdb.connect`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.disk import plain_disk_errors

if TYPE_CHECKING:
    import duckdb

RECORD_KINDS = ("contact", "attendance", "membership", "interaction", "outcome", "organisation")
"""The six kinds of record, in the order in which they are listed everywhere."""


@dataclass(frozen=True)
class Home:
    """A data home: everything one organisation's pipeline reads and writes."""

    root: Path

    @classmethod
    def at(cls, root: str | Path) -> Home:
        """The home at `root`, made absolute; nothing is created."""
        return cls(Path(root).expanduser().resolve())

    # What people put there.
    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def layouts(self) -> Path:
        return self.root / "layouts"

    @property
    def decisions(self) -> Path:
        return self.root / "decisions"

    def decisions_file(self, name: str) -> Path:
        return self.decisions / f"{name}.csv"

    @property
    def settings_file(self) -> Path:
        return self.root / "kith.toml"

    # The truth.
    @property
    def landing(self) -> Path:
        return self.root / "landing"

    def landed(self, file_id: str) -> Path:
        """The folder of one landed file: its bytes and `manifest.json`."""
        return self.landing / file_id

    # Derived: may be deleted at any time, and is rebuilt to the same bytes.
    @property
    def lake(self) -> Path:
        return self.root / "lake"

    def records(self, kind: str) -> Path:
        """The folder of one record kind: a file per landed file."""
        return self.lake / "records" / kind

    def record_file(self, kind: str, file_id: str) -> Path:
        return self.records(kind) / f"{file_id}.parquet"

    @property
    def quarantine(self) -> Path:
        return self.lake / "quarantine"

    def quarantine_file(self, file_id: str) -> Path:
        return self.quarantine / f"{file_id}.parquet"

    @property
    def ledger(self) -> Path:
        return self.lake / "ledger"

    def ledger_entry(self, file_id: str) -> Path:
        """What reading made of one landed file."""
        return self.ledger / f"{file_id}.json"

    @property
    def source_files(self) -> Path:
        return self.lake / "source_files.parquet"

    @property
    def source_parts(self) -> Path:
        return self.lake / "source_parts.parquet"

    @property
    def acceptance(self) -> Path:
        return self.lake / "acceptance.parquet"

    @property
    def lake_decisions(self) -> Path:
        return self.lake / "decisions"

    def decided(self, name: str) -> Path:
        """One table of decisions as read."""
        return self.lake_decisions / f"{name}.parquet"

    @property
    def identity(self) -> Path:
        return self.lake / "identity"

    def identity_table(self, name: str) -> Path:
        return self.identity / f"{name}.parquet"

    @property
    def kept(self) -> Path:
        """What was worked out and still holds; it may be deleted at any time."""
        return self.lake / "kept"

    @property
    def kept_scores(self) -> Path:
        """Scores of pairs of profiles."""
        return self.kept / "scores.parquet"

    @property
    def kept_readings(self) -> Path:
        """What raw rows read as."""
        return self.kept / "readings.parquet"

    @property
    def kept_components(self) -> Path:
        """What became of profiles that pairs join."""
        return self.kept / "components.parquet"

    @property
    def kept_industries(self) -> Path:
        """What the classifier says of organisations."""
        return self.kept / "industries.parquet"

    @property
    def stamps(self) -> Path:
        return self.lake / "stamps"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def warehouse_file(self) -> Path:
        return self.warehouse / "kith.duckdb"

    @property
    def dbt_target(self) -> Path:
        return self.warehouse / "dbt"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def insights_file(self) -> Path:
        return self.published / "insights.duckdb"

    @property
    def restricted_file(self) -> Path:
        return self.published / "restricted.duckdb"

    @property
    def releases(self) -> Path:
        return self.published / "releases"

    def release(self, release_id: str) -> Path:
        """The folder of one release."""
        return self.releases / release_id

    @property
    def candidate(self) -> Path:
        """The folder of a release that is being made and checked."""
        return self.releases / ".candidate"

    @property
    def current_release(self) -> Path:
        """A link to the folder of the release in force; the published files lead through it."""
        return self.published / "current"

    @property
    def release_manifest(self) -> Path:
        return self.published / "manifest.json"

    # Dagster's own state, so that a home is whole.
    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def run_lock(self) -> Path:
        """Held by the process that writes the home."""
        return self.dagster / "run.lock"

    @property
    def ui_lock(self) -> Path:
        """Held by the `kith ui` that serves the home."""
        return self.dagster / "ui.lock"

    @property
    def logs(self) -> Path:
        """Tracebacks and the output of tools; they may quote values, so only the owner reads them."""
        return self.root / "logs"

    def prepare(self) -> None:
        """Creates the folders of the home.

        Raises `HomeError` where the home cannot be created or written.
        """
        places = (
            self.inbox, self.layouts, self.decisions, self.landing, self.quarantine, self.ledger,
            self.lake_decisions, self.identity, self.stamps, self.warehouse, self.releases, self.dagster,
            *(self.records(kind) for kind in RECORD_KINDS),
        )  # fmt: skip
        with plain_disk_errors(self.root):
            for place in places:
                _make(place)
            for place in (self.landing, self.lake, self.warehouse, self.decisions, self.dagster):
                place.chmod(0o700)  # personal data lives in them
            with tempfile.TemporaryFile(dir=self.root):
                pass


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileNotFoundError as error:
        # All parents were made: such a place, below /proc for one, takes no folders from anybody.
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM)) from error


@contextlib.contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Yields a path beside `path` to write to; puts it in place when the block ends well.

    A reader sees the old file or the new one, never a part. When the block
    raises, the new file is removed and the old one stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    beside = Path(name)
    beside.unlink()  # DuckDB refuses to open an empty file that it did not make
    try:
        yield beside
        beside.chmod(0o644 if mode is None else mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Writes `text` to `path` in one swap."""
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8")


def write_json(path: Path, value: Any) -> None:
    """Writes `value` as indented JSON with sorted keys, in one swap."""
    write_text(path, json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """The JSON value in `path`."""
    return json.loads(path.read_text(encoding="utf-8"))


def connect(
    path: Path | None = None, *, read_only: bool = False, memory_limit: str = "4GB", threads: int = 2
) -> duckdb.DuckDBPyConnection:
    """Opens a DuckDB file, or a database in memory when `path` is None.

    Spills beside the file (or to the system's temporary folder), and keeps no
    insertion order, so that large work stays within `memory_limit`.
    """
    import duckdb

    spill = path.parent if path and not read_only else Path(tempfile.gettempdir())
    config: dict[str, Any] = {
        "memory_limit": memory_limit,
        "threads": threads,
        "temp_directory": str(spill / ".duckdb_spill"),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
    }
    return duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=config)
