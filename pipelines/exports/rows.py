"""The shapes in which readers hand on what a file holds: rows, batches of rows, parts, documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import polars as pl

from pipelines.exports.recognise import Match

BATCH_ROWS = 100_000
SEPARATOR = " ::: "
"""Between several values in one cell, as address books write them."""


class NotPlainError(Exception):
    """A file read the fast way holds something only the exact way accounts for; it is read again."""


class Row(NamedTuple):
    """A row as a spreadsheet shows it: its number from 1, its cells, and the line of text it ends on."""

    number: int
    cells: list[str]
    line: int = 0
    fault: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Batch:
    """Rows of one part: `row_number` and the cells `c0`, `c1`, … as text, never null.

    `faults` are rows that have no place in the frame; `skipped` counts blank rows
    and footers; `claimed` is how many rows a footer says that its table has.
    """

    frame: pl.DataFrame
    faults: tuple[Row, ...] = ()
    skipped: int = 0
    claimed: int | None = None


@dataclass(frozen=True)
class Part:
    """One table of a file: a sheet, a section of a report, a member of an archive.

    `header_count` counts the rows before the data: preamble, title and header.
    `batches` may be called again and gives the same rows in the same order; `scan` gives
    the same cells of some columns only, where that is faster.
    """

    name: str | None
    match: Match | None
    reason: str
    headings: tuple[str, ...]
    header_row: int | None
    header_count: int
    batches: Callable[[], Iterator[Batch]]
    member: str | None = None
    is_passed_over: bool = False
    scan: Callable[[list[str]], Iterator[pl.DataFrame]] | None = None

    def cells(self, columns: list[str]) -> Iterator[pl.DataFrame]:
        """The cells of some of the frame's columns, in order."""
        if self.scan is not None:
            return self.scan(columns)
        return (batch.frame.select(columns) for batch in self.batches())


@dataclass(frozen=True)
class Document:
    """A file, opened: what it is, and its parts in order."""

    container: str
    encoding: str | None
    nul_count: int
    parts: tuple[Part, ...] = field(default=())


def no_batches() -> Iterator[Batch]:
    """The batches of a part without rows."""
    return iter(())


def as_batches(rows: Iterable[Row], width: int) -> Iterator[Batch]:
    """Batches of `width` cells: short rows padded, blank rows counted, longer rows set apart as faults."""
    rows = iter(rows)
    while chunk := list(islice(rows, BATCH_ROWS)):
        kept = [row for row in chunk if not row.is_blank and _fault(row, width) is None]
        faults = tuple(
            row._replace(fault=fault) for row in chunk if not row.is_blank and (fault := _fault(row, width)) is not None
        )
        yield Batch(_frame(kept, width), faults, len(chunk) - len(kept) - len(faults))


def _fault(row: Row, width: int) -> str | None:
    if row.fault is None and any(cell.strip() for cell in row.cells[width:]):
        return "too_many_cells"
    return row.fault


def _frame(rows: list[Row], width: int) -> pl.DataFrame:
    padded = [(row.cells + [""] * (width - len(row.cells)))[:width] for row in rows]
    columns = zip(*padded, strict=True) if padded else [[] for _ in range(width)]
    numbers = pl.Series("row_number", [row.number for row in rows], dtype=pl.Int64)
    return pl.DataFrame(
        [numbers, *(pl.Series(f"c{position}", cells, dtype=pl.String) for position, cells in enumerate(columns))]
    )
