"""Delimited text, read exactly: the csv module row by row, for any file however it is broken."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipelines.exports.readers.limits import LONGEST_LINE, check_columns, lines
from pipelines.exports.recognise import SEARCHED_ROWS, Recogniser
from pipelines.exports.rows import Row

DELIMITERS = (",", "\t", ";", "|")
SAMPLE_CHARACTERS = 1 << 18
MOST_LINES = 1_000
"""Of one row; a note of more is a quote that nobody closed."""

_LINE_END = re.compile(r"[\r\n]+")

csv.field_size_limit(1 << 30)  # a pasted document in one cell is no reason to refuse a file


@dataclass(frozen=True)
class Dialect:
    """How a text separates cells; in one that Excel saved from a single column, every row is one quoted cell."""

    delimiter: str
    is_whole_row_quoted: bool = False

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The cells of each row, as the csv module reads them."""
        rows = csv.reader(lines, delimiter=self.delimiter)
        return map(self.unwrapped, rows) if self.is_whole_row_quoted else rows

    def unwrapped(self, cells: list[str]) -> list[str]:
        """The cells within the one cell of a row; a line that ends within it ends none of them."""
        if len(cells) != 1:
            return cells
        return next(csv.reader([_LINE_END.sub(" ", cells[0])], delimiter=self.delimiter), [])


class _OpenRowError(Exception):
    """A row goes on for more lines than any has: its quote was never closed."""


class _Lines:
    """The lines of a stream, keeping those of the row being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._size = 0
        self.row: list[str] = []
        self.is_at_end = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.is_at_end = True
            raise StopIteration
        self.row.append(line)
        self._size += len(line)
        if len(self.row) > MOST_LINES or self._size > LONGEST_LINE:
            raise _OpenRowError
        return line

    def next_row(self) -> None:
        """Forgets the lines of a row that was read."""
        self.row.clear()
        self._size = 0

    def give_back(self) -> str:
        """The first line of the row being read; the others come again."""
        first, *rest = self.row
        self._again.extendleft(reversed(rest))
        self.is_at_end = False
        self.next_row()
        return first


def read_rows(path: Path, dialect: Dialect) -> Iterator[Row]:
    """The rows of a UTF-8 text, blank ones included.

    A row whose quote never closes is given alone, with the fault `unclosed_quote`,
    and reading goes on with the next line. Raises `OverLimitError` (`line_too_long`,
    `too_many_columns`).
    """
    source = _Lines(lines(path))
    number = line = 0
    while not source.is_at_end:
        try:
            for cells in csv.reader(source, delimiter=dialect.delimiter):
                if source.is_at_end and _is_open(source.row, dialect.delimiter):
                    raise _OpenRowError
                number, line = number + 1, line + len(source.row)
                source.next_row()
                check_columns(len(cells))
                yield Row(number, dialect.unwrapped(cells) if dialect.is_whole_row_quoted else cells, line)
        except _OpenRowError:
            number, line = number + 1, line + 1
            yield Row(number, [source.give_back().rstrip("\r\n")], line, "unclosed_quote")


def _is_open(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def dialect_of(path: Path, recogniser: Recogniser) -> Dialect:
    """The dialect: what a `sep=` line says, else what shows a signature, else what gives equal widths."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    first = sample[:6].strip().lower()
    if first.startswith("sep=") and first[4:5] in DELIMITERS:
        return Dialect(first[4:5])
    wrapped = [Dialect(one, is_whole_row_quoted=True) for one in DELIMITERS if _is_whole_row_quoted(sample, one)]
    return max([*map(Dialect, DELIMITERS), *wrapped], key=lambda dialect: _score(sample, dialect, recogniser))


def _is_whole_row_quoted(sample: str, delimiter: str) -> bool:
    """Whether every row is one cell, and that cell, of which there are several, holds the delimiter."""
    rows = [
        row for row in islice(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), SEARCHED_ROWS) if row
    ]
    return len(rows) > 1 and all(len(row) == 1 and delimiter in row[0] for row in rows)


def _score(sample: str, dialect: Dialect, recogniser: Recogniser) -> tuple[int, int, float, int]:
    rows = list(islice(dialect.rows(sample.splitlines(keepends=True)), SEARCHED_ROWS))
    matches = [match for row in rows if (match := recogniser.header(row))]
    best = max(((len(match.signature), match.known_count) for match in matches), default=(0, 0))
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return (*best, count / max(len(rows), 1), width)
