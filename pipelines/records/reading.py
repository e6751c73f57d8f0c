"""The stage that reads what landed: every file into the record kinds, quarantine and ledger.

A file's records depend on that file, the layouts, the locale and what people said of its
event: a file read with the same fingerprint is not read again. One thing alone depends on other
files, the order of day and month where a file leaves it open. What a file shows of it never
depends on another, so files may be read in any order, and those alone that were read by what no
longer holds are read a second time.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from pipelines import stamps
from pipelines.disk import plain_disk_errors
from pipelines.errors import counted
from pipelines.exports.recognise import Recogniser
from pipelines.home import RECORD_KINDS, Home, read_json, write_json
from pipelines.landing import Manifest, manifests
from pipelines.records.events import read_events
from pipelines.records.files import FileToRead, Reader
from pipelines.records.library import load_layouts
from pipelines.records.orders_shown import OrdersShown
from pipelines.records.sinks import CONTRACT_FILE, lake_sink, write_contracts
from pipelines.settings import Settings

logger = logging.getLogger("kith.records")

Entries = dict[str, dict[str, Any]]
"""Ledger entries by file id."""


@dataclass(frozen=True)
class ReadReport:
    """What reading came to: files by what became of them, and rows over all landed files."""

    files_read: int = 0
    files_unchanged: int = 0
    files_unrecognised: int = 0
    files_refused: int = 0
    rows_in: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    rows_duplicate: int = 0


def read_landed(home: Home, settings: Settings, as_of: datetime | None = None) -> ReadReport:
    """Reads every landed file that has not been read with the present layouts, settings and decisions.

    Writes `lake/records/<kind>/<file_id>.parquet`, `lake/quarantine/<file_id>.parquet` and
    `lake/ledger/<file_id>.json`; what belongs to files that are gone is removed. Files that landed
    after `as_of`, where it is given, are read, and show other files nothing. Raises `LayoutError`
    or `DecisionError` where a layout or `events.csv` cannot be used.
    """
    with plain_disk_errors(home.root):
        _prepare(home)
        made_of = fingerprint(home, settings)
        landed = manifests(home)
        _forget_others(home, {manifest.file_id for manifest in landed})
        entries = _entries(home, landed, made_of)
        due = [manifest for manifest in landed if manifest.file_id not in entries]
        reader = Reader(Recogniser(load_layouts(home.layouts)), settings, read_events(home))
        telling = {manifest.file_id for manifest in landed if as_of is None or manifest.landed <= as_of}
        read = partial(_read, home, made_of=made_of, entries=entries)
        read(replace(reader, shown=_shown(entries, telling)), due)
        shown = _shown(entries, telling)
        misread = [one for one in landed if shown.contradicts(entries[one.file_id]["orders_of_others"])]
        read(replace(reader, shown=shown), misread)
        return _report([entries[manifest.file_id] for manifest in landed], len({*due, *misread}))


def fingerprint(home: Home, settings: Settings) -> str:
    """What every file's records depend on, beside the file itself."""
    own = stamps.of_files([*home.layouts.glob("*.yaml"), home.decisions_file("events")])
    limits = settings.inbox.largest_bytes
    return stamps.fingerprint(stamps.of_code("exports", "records"), own, settings.locale.model_dump_json(), limits)


def _prepare(home: Home) -> None:
    for folder in (*(home.records(kind) for kind in RECORD_KINDS), home.quarantine, home.ledger):
        folder.mkdir(parents=True, exist_ok=True)
    write_contracts(home)


def _entries(home: Home, landed: list[Manifest], made_of: str) -> Entries:
    """The entries of the files that were read with this fingerprint."""
    paths = {manifest.file_id: home.ledger_entry(manifest.file_id) for manifest in landed}
    found = {file_id: read_json(path) for file_id, path in paths.items() if path.exists()}
    return {file_id: entry for file_id, entry in found.items() if entry["fingerprint"] == made_of}


def _shown(entries: Entries, telling: set[str]) -> OrdersShown:
    return OrdersShown.of(entry["orders_shown"] for file_id, entry in entries.items() if file_id in telling)


def _read(home: Home, reader: Reader, due: list[Manifest], made_of: str, entries: Entries) -> None:
    """Reads files into the lake, and enters each."""
    for number, manifest in enumerate(due, start=1):
        logger.info("Reading %d of %s", number, counted(len(due), "file"))
        entries[manifest.file_id] = _read_one(home, reader, manifest, made_of)


def _read_one(home: Home, reader: Reader, manifest: Manifest, made_of: str) -> dict[str, Any]:
    file = FileToRead(home.landed(manifest.file_id) / "content", manifest.file_id, manifest.file_name, manifest.landed)
    account = reader.read(file, partial(lake_sink, home, manifest.file_id))
    entry = account.as_entry(made_of)
    write_json(home.ledger_entry(manifest.file_id), entry)
    for part in account.parts:
        logger.debug("Part %d: %d rows in, %d loaded", part.part, part.rows_in, part.rows_loaded)
    return entry


def _forget_others(home: Home, kept: set[str]) -> None:
    """Removes what was made of files that are no longer in the landing."""
    folders = [*(home.records(kind) for kind in RECORD_KINDS), home.quarantine]
    made = [path for folder in folders for path in folder.glob("*.parquet") if path.name != CONTRACT_FILE]
    for path in (*made, *home.ledger.glob("*.json")):
        if path.stem not in kept:
            path.unlink()


def _report(entries: list[dict[str, Any]], read_count: int) -> ReadReport:
    statuses = [entry["status"] for entry in entries]
    return ReadReport(
        files_read=read_count,
        files_unchanged=len(entries) - read_count,
        files_unrecognised=statuses.count("unrecognised"),
        files_refused=statuses.count("refused"),
        **{name: _total(entries, name) for name in ("rows_in", "rows_loaded", "rows_quarantined", "rows_duplicate")},
    )


def _total(entries: list[dict[str, Any]], name: str) -> int:
    return sum(part[name] for entry in entries for part in entry["parts"])
