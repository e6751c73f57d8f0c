"""Splits the rows of a sheet or text into its tables.

A table begins at a header row that a layout knows, or at a title of one. Once
inside a table, a header is looked for only where one can stand: after a blank
row, or where the header itself comes again (two reports in one file).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.exports.headings import heading
from pipelines.exports.recognise import SEARCHED_ROWS, Match, Recogniser
from pipelines.exports.rows import Row

_NUMBERED = re.compile(r"\d{1,2}\. \w")


@dataclass
class Section:
    """One table within a run of rows: rows `first` to `last`, both inclusive."""

    match: Match | None
    header: Row | None
    first: int
    last: int
    header_count: int
    title: str | None = None

    @property
    def reason(self) -> str:
        """Why its layout was chosen, or none."""
        if self.match is None and self.title:
            return f"no layout's signature is in the row below the title of row {self.first - 2}"
        if self.match is None:
            return f"no layout's signature is in the first {SEARCHED_ROWS} rows"
        return self.match.reason(self.header.number if self.header else self.first - 1)


class _Splitter:
    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self.sections: list[Section] = []
        self._pending = 0
        self._title: str | None = None
        self._titled: Match | None = None
        self._after_blank = True

    @property
    def _current(self) -> Section | None:
        return self.sections[-1] if self.sections else None

    def take(self, row: Row) -> None:
        if row.is_blank:
            self._after_blank = True
            self._count(row)
            return
        if (titled := self._recogniser.title(row.cells)) is not None:
            self._open_title(row, titled)
        elif (match := self._header(row)) is not None:
            self._open(Section(match, row, row.number + 1, row.number, self._pending + 1, self._title))
        elif self._is_next_title(row):
            self._title, self._pending = row.cells[0].strip(), self._pending + 1
        elif self._title is not None:  # a section we know by name whose headings we do not
            self._open(Section(None, row, row.number + 1, row.number, self._pending + 1, self._title))
        else:
            self._count(row)
        self._after_blank = False

    def _header(self, row: Row) -> Match | None:
        current = self._current
        if current is None or self._title is not None or self._after_blank:
            return self._recogniser.header(row.cells, self._titled)
        is_repeat = current.header is not None and _same(row.cells, current.header.cells)
        return current.match if is_repeat else None

    def _is_next_title(self, row: Row) -> bool:
        """Whether a row stands alone and is numbered like the title of the table above it, in words nobody knows."""
        current = self._current
        if current is None or not current.title or not _NUMBERED.match(current.title):
            return False
        return bool(_NUMBERED.match(row.cells[0].strip())) and not any(cell.strip() for cell in row.cells[1:])

    def _open_title(self, row: Row, match: Match) -> None:
        table = match.table
        says_nothing = not (table.records or table.context)
        if table.shape == "keys" or not table.signature or says_nothing:
            self._open(Section(match, None, row.number + 1, row.number, self._pending + 1, row.cells[0]))
        else:
            self._title, self._titled, self._pending = row.cells[0].strip(), match, self._pending + 1

    def _open(self, section: Section) -> None:
        self.sections.append(section)
        self._pending, self._title, self._titled = 0, None, None

    def _count(self, row: Row) -> None:
        if self._current is None:
            self._pending += 1
        else:
            self._current.last = row.number


def _same(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row repeats a header; the first cell is asked first, since rows are many."""
    return heading(cells[0]) == heading(header[0]) and [*map(heading, cells)] == [*map(heading, header)]


def split(rows: Iterable[Row], recogniser: Recogniser) -> list[Section]:
    """The tables among `rows`, in order; empty where no header is found among the first rows.

    Every row is in one section, in the rows before one, or blank.
    """
    splitter = _Splitter(recogniser)
    for seen, row in enumerate(rows, start=1):
        if seen > SEARCHED_ROWS and not splitter.sections:
            break
        splitter.take(row)
    return splitter.sections


def headless(rows: Iterable[Row], recogniser: Recogniser) -> Section | None:
    """The one table of rows whose header was left out; None where its first row gives none away."""
    first: Row | None = None
    match: Match | None = None
    last = 0
    for row in rows:
        if first is None and not row.is_blank:
            first, match = row, recogniser.headless(row.cells)
            if match is None:
                return None
        last = row.number
    if first is None or match is None or match.table.headless is None:
        return None
    header = Row(first.number - 1, list(match.table.headless.headings))
    return Section(match, header, first.number, last, first.number - 1)


def unrecognised(rows: Iterable[Row]) -> Section | None:
    """The one table of rows that no layout knows: its header is the first row of the usual width.

    None where there is no row that holds anything.
    """
    widths: Counter[int] = Counter()
    firsts: dict[int, Row] = {}
    last = 0
    for row in rows:
        last = row.number
        if not row.is_blank:
            widths[len(row.cells)] += 1
            firsts.setdefault(len(row.cells), row)
    if not widths:
        return None
    header = firsts[max(widths, key=lambda width: (widths[width], width))]
    return Section(None, header, header.number + 1, last, header.number)
