"""`kith status`: what the home holds, what waits, what was published, what wants attention, and what is stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from pipelines import freshness, inbox, landing, settings, stamps
from pipelines.command.attention import print_attention
from pipelines.command.books import Books
from pipelines.command.file_status import print_file
from pipelines.command.printing import console, say, tabulate
from pipelines.errors import HomeError, counted
from pipelines.home import Home, read_json

STALE_AFTER = timedelta(hours=36)
MOST_LISTED = 20

COLUMNS = {
    "name": 0,
    "layout": 100,
    "rows in": 0,
    "loaded": 70,
    "quarantined": 0,
    "duplicate": 120,
    "encoding": 120,
    "verdict": 0,
}
"""The columns of the table of files, and how wide a terminal must be to show them."""


def status(home: Home, file: str | None = None, *, is_all: bool = False) -> None:
    """Prints the state of `home`; with `file`, a name or the start of an id, everything about that one."""
    if not home.landing.is_dir():
        raise HomeError(f"{home.root} is no data home yet.", "Run `kith run` there first, or name another with --home.")
    books, to = Books(home), console()
    if file is not None:
        print_file(to, books, file)
        return
    most = None if is_all else MOST_LISTED
    say(to, f"Home     {home.root}", *_totals(home, books), *_release(home))
    _print_files(to, books, most)
    print_attention(to, books, most)
    say(to, *(f"Stale    {line}" for line in stale(home)), style="yellow")


def _totals(home: Home, books: Books) -> Iterator[str]:
    seen = inbox.look(home, settings.load(home), None)
    yield f"Inbox    {len(seen.settled) + seen.arriving} waiting"
    yield f"Landed   {counted(len(landing.manifests(home)), 'file')}"
    if books.files:
        states = Counter(row["status"] for row in books.files)
        yield f"Counted  {counted(sum(row['is_counted'] for row in books.files), 'file')}; " + ", ".join(
            f"{count:,} {state}" for state, count in sorted(states.items())
        )
        sums = {name: sum(row[f"rows_{name}"] for row in books.files) for name in ("in", "loaded", "quarantined")}
        duplicates = sum(row["rows_duplicate"] for row in books.files)
        yield (
            f"Rows     {sums['in']:,} in: {sums['loaded']:,} loaded, "
            f"{sums['quarantined']:,} quarantined, {duplicates:,} duplicates"
        )


def _release(home: Home) -> Iterator[str]:
    if home.release_manifest.exists():
        manifest = read_json(home.release_manifest)
        yield f"Release  {manifest['release_id']} as of {manifest['as_of']}"
    else:
        yield "Release  none yet"


def _print_files(to: Console, books: Books, most: int | None) -> None:
    shown = {name for name, width in COLUMNS.items() if to.width >= width}
    rows = [
        {
            "name": row["file_name"],
            "layout": row["layouts"] or "",
            "rows in": row["rows_in"],
            "loaded": row["rows_loaded"],
            "quarantined": row["rows_quarantined"],
            "duplicate": row["rows_duplicate"],
            "encoding": row["encoding"] or row["container"] or "",
            "verdict": books.verdict(row),
        }
        for row in books.files[:most]
    ]
    headings = [name for name in COLUMNS if name in shown]
    title = "Files, those to look at first"
    tabulate(to, title, headings, [[row[name] for name in headings] for row in rows])
    if len(books.files) > len(rows):
        say(to, f"and {len(books.files) - len(rows):,} more: kith status --all; one in full: kith status FILE")


def stale(home: Home) -> Iterator[str]:
    """What the published release does not know of yet, in words."""
    given = settings.load(home)
    seen = inbox.look(home, given, None)
    if seen.settled:
        yield f"the inbox holds {counted(len(seen.settled), 'file')} for `kith run` to take."
    since = stamps.stamped_at(home, freshness.STAGE)
    if since is None or not home.release_manifest.exists():
        return
    if not freshness.is_unchanged(home, given, _as_of(home)):
        yield from _changed(home, since)
    age = given.now() - _as_of(home)
    if age > STALE_AFTER:
        yield f"the release is as of {counted(age.days, 'day')} ago."


def _changed(home: Home, since: float) -> Iterator[str]:
    fresh = [path for path in landing.manifest_files(home) if path.stat().st_mtime > since]
    if fresh:
        yield f"{counted(len(fresh), 'file')} landed after the last run that published."
    edited = [path.name for path in _what_people_edit(home) if path.stat().st_mtime > since]
    if edited:
        yield f"{', '.join(edited)} changed after the last run that published."


def _as_of(home: Home) -> datetime:
    value = datetime.fromisoformat(read_json(home.release_manifest)["as_of"])
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _what_people_edit(home: Home) -> Iterator[Path]:
    yield from sorted(home.decisions.glob("*.csv"))
    yield from sorted(home.layouts.glob("*.yaml"))
    if home.settings_file.exists():
        yield home.settings_file
