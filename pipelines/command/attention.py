"""What the ledger shows that somebody should look at: tables of `kith status`, each over all files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl
from rich.console import Console

from pipelines.command.books import Books, FileRow
from pipelines.command.printing import tabulate
from pipelines.errors import some
from pipelines.identity import stale
from pipelines.quality.ledger import ON_TRUST

MOST_ROWS_NAMED = 3
MOST_WORDS_NAMED = 5
OFTEN = 5
"""In how many cells a word must stand to be shown here: a tool's word comes often, a person's own seldom."""


def print_attention(to: Console, books: Books, most: int | None) -> None:
    """Prints every table that has something to show, at most so many lines of each."""
    for title, headings, rows in (
        ("Not counted", ("file", "name", "why"), list(_not_counted(books))),
        ("Warnings", ("check", "files", "what it tells"), list(_warnings(books))),
        ("Quarantined because", ("reason", "rows", "files", "such as"), list(_quarantined(books))),
        ("Words that no vocabulary knows", ("layout", "column", "cells", "words"), list(_unknown(books))),
        ("Dates that the file leaves open", ("name", "column", "dates", "read as"), list(_open_dates(books))),
        ("Noticed while reading", ("name", "what", "times"), list(_notices(books))),
        ("Stated again by a later file", ("file", "name", "rows", "by"), list(_restated(books))),
        ("Decisions that no longer apply", ("decision",), [(one.words,) for one in stale.of_last_run(books.home)]),
    ):
        tabulate(to, title, headings, rows[:most])
        if most is not None and len(rows) > most:
            to.print(f"and {len(rows) - most:,} more: kith status --all", markup=False)


def why_not_counted(books: Books, row: FileRow) -> str:
    """Why a file is left out: how it could not be read, or the checks that hold it back; and what to do about it."""
    entry = books.entries.get(row["file_id"])
    if row["status"] == "unrecognised":
        told = ["No layout knows it: `kith explain FILE --draft` proposes one."]
    elif row["status"] != "read":
        told = [entry.refusal] if entry is not None and entry.refusal else []
    else:
        failed = books.failed.get(row["file_id"], ())
        errors = [(one["check_name"], one["why"]) for one in failed if one["severity"] == "error"]
        return "; ".join(f"{name}: {why}" if why else name for name, why in errors)
    return " ".join([f"{row['status']}: {row['status_reason']}.", *told])


def _not_counted(books: Books) -> Iterator[tuple[str, str, str]]:
    for row in books.files:
        if not row["is_accepted"]:
            yield row["file_id"], row["file_name"], why_not_counted(books, row)


def _warnings(books: Books) -> Iterator[tuple[str, int, str]]:
    found = [one for failed in books.failed.values() for one in failed if one["severity"] == "warning"]
    counts = Counter((one["check_name"], one["why"]) for one in found)
    for (name, why), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield name, count, why


def _quarantined(books: Books) -> Iterator[tuple[str, int, int, str]]:
    names = {row["file_id"]: row["file_name"] for row in books.files}
    rows = books.quarantined.sort("file_id", "part", "row_number")
    reasons = rows.group_by("reason", maintain_order=True).agg(
        pl.len().alias("rows"),
        pl.col("file_id").n_unique().alias("files"),
        pl.col("file_id").first(),
        pl.col("row_number").filter(pl.col("file_id") == pl.col("file_id").first()).alias("numbers"),
    )
    for one in reasons.sort("rows", "reason", descending=[True, False]).iter_rows(named=True):
        named = some(one["numbers"], MOST_ROWS_NAMED)
        yield one["reason"], one["rows"], one["files"], f"{names.get(one['file_id'], one['file_id'])}: row {named}"


def _unknown(books: Books) -> Iterator[tuple[str, str, int, str]]:
    words: dict[tuple[str, str], Counter[str]] = {}
    for _, part in books.parts():
        for column, found in part.unknown_values.items():
            words.setdefault((part.layout or "", column), Counter()).update(found)
    for (layout, column), counts in sorted(words.items(), key=lambda item: (-item[1].total(), item[0])):
        often = [f"{word} ({count:,})" for word, count in counts.most_common() if count >= OFTEN]
        seldom = len(counts) - len(often)
        more = f"{seldom:,} that come seldom: kith status FILE shows them" if seldom else ""
        yield layout, column, counts.total(), "; ".join(text for text in (some(often, MOST_WORDS_NAMED), more) if text)


def _open_dates(books: Books) -> Iterator[tuple[str, str, int, str]]:
    for row, part in books.parts():
        for one in part.date_orders:
            if one.open_count and one.basis in ON_TRUST:
                yield row["file_name"], one.column, one.open_count, f"{one.order}, by the {one.basis}"


def _notices(books: Books) -> Iterator[tuple[str, str, int]]:
    for row, part in books.parts():
        for code, count in part.notices.items():
            yield row["file_name"], code, count


def _restated(books: Books) -> Iterator[tuple[str, str, int, str]]:
    for row in books.files:
        if row["restated_by"]:
            yield row["file_id"], row["file_name"], row["restated_row_count"], row["restated_by"]
