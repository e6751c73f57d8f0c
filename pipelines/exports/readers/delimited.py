"""Delimited text, read exactly: the csv module row by row, for any file however it is broken."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipelines.exports.recognise import SEARCHED_ROWS, Recogniser
from pipelines.exports.rows import Row

DELIMITERS = (",", "\t", ";", "|")
SAMPLE_CHARACTERS = 1 << 18

csv.field_size_limit(1 << 30)  # a pasted document in one cell is no reason to refuse a file


class _Lines:
    """The lines of a stream, keeping those of the row being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.row: list[str] = []
        self.is_at_end = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.is_at_end = True
            raise StopIteration
        self.row.append(line)
        return line


def read_rows(path: Path, delimiter: str) -> Iterator[Row]:
    """The rows of a UTF-8 text, blank ones included.

    A row whose quote never closes is given alone, with the fault `unclosed_quote`,
    and reading goes on with the next line.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from _rows(iter(stream), delimiter, 0, 0)


def _rows(source: Iterator[str], delimiter: str, number: int, line: int) -> Iterator[Row]:
    lines = _Lines(source)
    for cells in csv.reader(lines, delimiter=delimiter):
        number += 1
        if lines.is_at_end and _is_open(lines.row, delimiter):
            yield Row(number, [lines.row[0].rstrip("\r\n")], line + 1, "unclosed_quote")
            yield from _rows(iter(lines.row[1:]), delimiter, number, line + 1)
            return
        line += len(lines.row)
        lines.row.clear()
        yield Row(number, cells, line)


def _is_open(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def delimiter_of(path: Path, recogniser: Recogniser) -> str:
    """The delimiter: what a `sep=` line says, else what shows a signature, else what gives equal widths."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    first = sample[:6].strip().lower()
    if first.startswith("sep=") and first[4:5] in DELIMITERS:
        return first[4:5]
    return max(DELIMITERS, key=lambda delimiter: _score(sample, delimiter, recogniser))


def _score(sample: str, delimiter: str, recogniser: Recogniser) -> tuple[int, int, float, int]:
    rows = list(islice(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), SEARCHED_ROWS))
    matches = [match for row in rows if (match := recogniser.header(row))]
    best = max(((len(match.signature), match.known_count) for match in matches), default=(0, 0))
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return (*best, count / max(len(rows), 1), width)
