"""The ground truth of the exports: for every row of every file, whom and what it is about.

Kinds of row: `record` (names a person or organisation), `duplicate` (an earlier row once
more, cell by cell), `mistyped` (becomes a record, with a day that cannot be), `bad` (cannot
become one), `context` (says something about the rest of the file), `stray` (belongs to no
known layout).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from benchmarks.world.dice import Dice

COLUMNS = ("file_name", "part", "row_number", "row_kind", "person_key", "organisation_key", "from_person_key")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an export with its truth; `owner` is the other end of a tie ('' for none)."""

    cells: tuple[str, ...]
    person: str = ""
    organisation: str = ""
    kind: str = "record"
    owner: str = ""

    def overflowing(self, *cells: str) -> Row:
        """The row with more cells than its header has, as an unquoted comma leaves it."""
        return replace(self, cells=self.cells + cells, kind="bad")


class Table(Protocol):
    """Anything that rows can be written to, and that knows the number each gets."""

    def write(self, cells: Iterable[str]) -> int:
        """Writes one row and returns its number as a spreadsheet shows it."""
        ...


class Truth:
    """Writes `records.csv` while the exports are written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def note(self, file_name: str, part: int, row_number: int, row: Row) -> None:
        """Records whom one row is about."""
        self._writer.writerow((file_name, part, row_number, row.kind, row.person, row.organisation, row.owner))

    def fill(self, table: Table, file_name: str, part: int, rows: Iterable[Row]) -> None:
        """Writes rows to a table and their truth beside."""
        for row in rows:
            self.note(file_name, part, table.write(row.cells), row)


def with_repeats(rows: Iterable[Row], dice: Dice, share: float = 0.006) -> Iterator[Row]:
    """The rows, with a few of them twice in a row as double clicks leave them."""
    for row in rows:
        yield row
        if row.kind == "record" and dice.share(1)[0] < share:
            yield replace(row, kind="duplicate")
