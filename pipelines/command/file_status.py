"""`kith status FILE`: everything that the ledger holds about one landed file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl
from rich.console import Console

from pipelines.command.attention import why_not_counted
from pipelines.command.books import Books, FileRow
from pipelines.command.printing import say, tabulate
from pipelines.errors import KithError, counted, some
from pipelines.quality.ledger import PartEntry

MOST_ROWS_NAMED = 30
SHORTEST_ID = 4


class NoSuchFileError(KithError):
    """No landed file, or more than one, goes by what was asked for."""


def print_file(to: Console, books: Books, asked: str) -> None:
    """Prints one file in full.

    Raises `NoSuchFileError` where no file, or more than one, is meant by `asked`.
    """
    row = _found(books.files, asked)
    say(to, *_head(books, row))
    entry = books.entries.get(row["file_id"])
    for part in entry.parts if entry is not None else ():
        say(to, "", *_part(books, part), *_reasons(books, row["file_id"], part))
    failed = [
        (one["severity"], one["check_name"], one["record_kind"] or "", _observed(one["observed"]), one["expected"])
        for one in books.failed.get(row["file_id"], ())
    ]
    tabulate(to, "Checks that failed", ("severity", "check", "records", "found", "asks for"), failed)
    told = {one["check_name"]: one["why"] for one in books.failed.get(row["file_id"], ()) if one["why"]}
    say(to, *(f"  {name}: {why}" for name, why in told.items()))


def _found(files: list[FileRow], asked: str) -> FileRow:
    """The file of that name or id; else the only one whose id starts so, or whose name holds it."""
    exact = [row for row in files if asked in (row["file_name"], row["file_id"])]
    by_id = [row for row in files if len(asked) >= SHORTEST_ID and row["file_id"].startswith(asked)]
    by_name = [row for row in files if asked.casefold() in row["file_name"].casefold()]
    found = exact or by_id or by_name
    if not found:
        raise NoSuchFileError(f"No file that was read goes by '{asked}'.", "`kith status --all` lists them all.")
    if len(found) > 1:
        ids = some([f"{row['file_id']} ({row['file_name']})" for row in found], 5)
        raise NoSuchFileError(f"'{asked}' may be {counted(len(found), 'file')}: {ids}.", "Give the id of one.")
    return found[0]


def _head(books: Books, row: FileRow) -> Iterator[str]:
    yield f"File      {row['file_name']}"
    yield f"Id        {row['file_id']}"
    yield f"Landed    {row['landed_at']:%Y-%m-%d %H:%M:%S} UTC, {counted(row['byte_count'], 'byte')}"
    yield from read_as(row)
    yield f"Verdict   {books.verdict(row)}"
    if not row["is_accepted"]:
        yield f"Why       {why_not_counted(books, row)}"
    yield (
        f"Rows      {row['rows_in']:,} in = {row['rows_loaded']:,} loaded + {row['rows_quarantined']:,} quarantined "
        f"+ {row['rows_duplicate']:,} exact duplicates"
    )
    entry = books.entries.get(row["file_id"])
    if entry is not None and entry.event_day_from is not None:
        yield f"Event     on the {entry.event_day_from} day that its rows give"
    if row["restated_by"]:
        yield f"Restated  in later files: {counted(row['restated_row_count'], 'row')}, lastly in {row['restated_by']}"


def read_as(file: Mapping[str, Any]) -> Iterator[str]:
    """How a file was read, and whether it is a full snapshot, as `kith explain` says it too."""
    if file["container"]:
        yield f"Read as   {' in '.join(word for word in (file['container'], file['encoding']) if word)}"
    if file["is_full_snapshot"]:
        yield f"Snapshot  full, of {file['snapshot_on'] or 'no day that the file names'}"


def unknown(values: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The words that no vocabulary knows, by column, as `kith explain` says them too."""
    for column, words in values.items():
        yield f"  unknown in '{column}': {', '.join(f'{word} ({count:,})' for word, count in words.items())}"


def date_orders(taken: Iterable[Mapping[str, Any]], shown: Mapping[str, int]) -> Iterator[str]:
    """How dates of bare numbers were read, and what decided, as `kith explain` says it too.

    `shown` counts the files of the layout by the order that they show.
    """
    told = f" (of its layout's files {', '.join(f'{count:,} show {order}' for order, count in shown.items())})"
    for one in taken:
        others = told if shown and one["basis"] in ("other files", "setting") else ""
        left = f"; {one['open_count']:,} could be either way" if one["open_count"] else ""
        yield f"  dates in '{one['column']}' read as {one['order']}, by the {one['basis']}{others}{left}"


def _part(books: Books, part: PartEntry) -> Iterator[str]:
    named = f" '{part.part_name}'" if part.part_name else ""
    yield f"Part {part.part}{named}: {part.layout or 'no layout'}, because {part.layout_reason}"
    if part.record_kinds:
        yield f"  gives {', '.join(part.record_kinds)} records"
    header = f"header in row {part.header_row:,}; " if part.header_row else ""
    yield (
        f"  {header}{counted(part.rows_in, 'row')} in = {part.rows_loaded:,} loaded "
        f"+ {part.rows_quarantined:,} quarantined + {part.rows_duplicate:,} exact duplicates; "
        f"passed over: {part.rows_skipped:,}"
    )
    for reason, count in part.unmade_by_reason.items():
        yield f"  gave no further record, {reason}: {counted(count, 'loaded row')}"
    yield from unknown(part.unknown_values)
    yield from date_orders((one.model_dump() for one in part.date_orders), books.orders_shown.counts(part.layout))
    for code, count in part.notices.items():
        yield f"  noticed: {code} ({count:,})"


def _reasons(books: Books, file_id: str, part: PartEntry) -> Iterator[str]:
    held = books.quarantined.filter((pl.col("file_id") == file_id) & (pl.col("part") == part.part))
    by_reason = held.sort("row_number").group_by("reason", maintain_order=True).agg("row_number")
    for reason, numbers in by_reason.sort("reason").iter_rows():
        yield f"  quarantined, {reason}: row {some(numbers, MOST_ROWS_NAMED)}"


def _observed(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
