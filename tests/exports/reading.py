"""Reads exports made up in a test, or the samples, into frames to look at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.exports.recognise import Recogniser
from pipelines.records.accounts import FileAccount
from pipelines.records.events import SCHEMA as EVENTS
from pipelines.records.files import FileToRead, Reader, Ways
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import QuarantinedRow
from pipelines.records.library import load_layouts
from pipelines.settings import Settings

SAMPLES = Path(__file__).parent / "samples"
LAYOUTS = Path(__file__).parent / "layouts"
LANDED_AT = datetime(2026, 7, 1, 6, tzinfo=UTC)


class _Everything:
    def __init__(self) -> None:
        self.kinds: dict[str, list[pl.DataFrame]] = {}
        self.held: list[pl.DataFrame] = []

    def records(self, kind: str, frame: pl.DataFrame) -> None:
        self.kinds.setdefault(kind, []).append(frame)

    def quarantined(self, frame: pl.DataFrame) -> None:
        self.held.append(frame)


@dataclass(frozen=True)
class Outcome:
    """What reading one file came to."""

    account: FileAccount
    kinds: dict[str, pl.DataFrame]
    quarantine: pl.DataFrame

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The records of a kind, without provenance."""
        frame = self.kinds.get(kind, KINDS[kind].create_empty())
        return frame.drop("file_id", "part", "row_number", "layout").to_dicts()

    def only(self, kind: str) -> dict[str, Any]:
        """The one record of a kind."""
        (record,) = self.records(kind)
        return record

    @property
    def reasons(self) -> dict[str, int]:
        """Quarantined rows by reason."""
        return dict(self.account.quarantined_by_reason())

    def reconciles(self) -> bool:
        """Whether every row of every part is loaded, quarantined or a duplicate, on paper and in the frames."""
        loaded = [frame.select("part", "row_number") for frame in self.kinds.values()]
        by_part = dict(pl.concat(loaded).unique().group_by("part").len().iter_rows()) if loaded else {}
        held = dict(self.quarantine.group_by("part").len().iter_rows())
        return all(
            part.rows_in == part.rows_loaded + part.rows_quarantined + part.rows_duplicate
            and part.rows_loaded == by_part.get(part.part, 0)
            and part.rows_quarantined == held.get(part.part, 0)
            for part in self.account.parts
        )


def read_path(
    path: Path,
    name: str | None = None,
    *,
    layouts: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    events: Sequence[Mapping[str, Any]] = (),
    ways: Ways | None = None,
) -> Outcome:
    """Reads a file as `name`, with shipped layouts and those in `layouts`."""
    said = pl.DataFrame([{column: event.get(column) for column in EVENTS} for event in events], schema=EVENTS)
    reader = Reader(Recogniser(load_layouts(layouts)), Settings.model_validate(settings or {}), said)
    sink = _Everything()

    @contextmanager
    def into() -> Iterator[_Everything]:
        sink.__init__()  # type: ignore[misc]
        yield sink

    account = reader.read(FileToRead(path, "0123456789abcdef", name or path.name, LANDED_AT), into, ways)
    return Outcome(
        account,
        {kind: pl.concat(frames) for kind, frames in sink.kinds.items()},
        pl.concat([QuarantinedRow.create_empty(), *sink.held]),
    )


def as_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip of `members`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
