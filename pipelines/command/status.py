"""`kith status`: what the home holds, what waits, what was published, and what is stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from pipelines import inbox, landing, settings
from pipelines.errors import HomeError
from pipelines.home import Home, read_json

STALE_AFTER = timedelta(hours=36)


def status(home: Home) -> None:
    """Prints the state of `home`."""
    if not home.landing.is_dir():
        raise HomeError(f"{home.root} is no data home yet.", "Run `kith run` there first, or name another with --home.")
    console = Console(highlight=False)
    console.print(f"Home     {home.root}", markup=False, soft_wrap=True)
    for line in (*_files(home), *_release(home)):
        console.print(line, markup=False, soft_wrap=True)
    _print_quarantine(console, home)
    _print_unread(console, home)
    for line in stale(home):
        console.print(f"Stale    {line}", markup=False, soft_wrap=True, style="yellow")


def _files(home: Home) -> Iterator[str]:
    seen = inbox.look(home, settings.load(home), None)
    yield f"Inbox    {len(seen.settled) + seen.arriving} waiting"
    yield f"Landed   {len(landing.manifests(home))} files"
    if home.source_files.exists():
        files = pl.read_parquet(home.source_files)
        totals = files.select(pl.col("^rows_.*$").sum()).row(0, named=True)
        yield f"Counted  {files['is_counted'].sum()} files; " + ", ".join(
            f"{count} {state}" for state, count in files["status"].value_counts().sort("status").iter_rows()
        )
        yield (
            f"Rows     {totals['rows_in']:,} in: {totals['rows_loaded']:,} loaded, "
            f"{totals['rows_quarantined']:,} quarantined, {totals['rows_duplicate']:,} duplicates"
        )


def _release(home: Home) -> Iterator[str]:
    if home.release_manifest.exists():
        manifest = read_json(home.release_manifest)
        yield f"Release  {manifest['release_id']} as of {manifest['as_of']}"
    else:
        yield "Release  none yet"


def _print_quarantine(console: Console, home: Home) -> None:
    files = sorted(home.quarantine.glob("*.parquet"))
    if not files:
        return
    reasons = pl.scan_parquet(files).group_by("reason").agg(rows=pl.len(), files=pl.col("file_id").n_unique())
    found = reasons.sort("rows", "reason", descending=[True, False]).collect()
    if not found.is_empty():
        _print_table(console, "Quarantined because", "rows", "files", rows=found.iter_rows())


def _print_unread(console: Console, home: Home) -> None:
    if not home.source_files.exists():
        return
    files = pl.read_parquet(home.source_files).filter((pl.col("status") != "read") | ~pl.col("is_accepted"))
    # A file that could not be read is held back for just that: the reason says more.
    held = pl.when(pl.col("status") == "read").then("held_back_reason")
    why = pl.concat_str("status", "status_reason", held, separator=": ", ignore_nulls=True)
    found = files.sort("file_name").select("file_id", "file_name", why)
    if not found.is_empty():
        _print_table(console, "file", "Not counted", "why", rows=found.iter_rows())


def _print_table(console: Console, *headings: str, rows: Iterable[tuple[object, ...]]) -> None:
    table = Table(header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    console.print(table, markup=False)


def stale(home: Home) -> Iterator[str]:
    """What the published release does not know of yet, in words."""
    seen = inbox.look(home, settings.load(home), None)
    if seen.settled:
        yield f"{len(seen.settled)} files wait in the inbox: `kith run` takes them."
    last_run = home.stamps / "run.json"
    if not (home.release_manifest.exists() and last_run.exists()):
        return
    since = last_run.stat().st_mtime
    fresh = [path for path in home.landing.glob("*/manifest.json") if path.stat().st_mtime > since]
    if fresh:
        yield f"{len(fresh)} files landed after the last run that published."
    edited = [path.name for path in _what_people_edit(home) if path.stat().st_mtime > since]
    if edited:
        yield f"{', '.join(edited)} changed after the last run that published."
    age = settings.load(home).now() - _as_of(home)
    if age > STALE_AFTER:
        yield f"the release is as of {age.days} days ago."


def _as_of(home: Home) -> datetime:
    value = datetime.fromisoformat(read_json(home.release_manifest)["as_of"])
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _what_people_edit(home: Home) -> Iterator[Path]:
    yield from sorted(home.decisions.glob("*.csv"))
    yield from sorted(home.layouts.glob("*.yaml"))
    if home.settings_file.exists():
        yield home.settings_file
