"""Adding a row to a decisions file, and taking it away again.

The file stays the person's own: its other lines, its columns and their order, its
line ends are left as they are. Every change is one swap, so that a reader (or an
interrupted command) finds the file with the row or without it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pipelines.home import Home, replacing
from pipelines.identity.decisions import TABLES
from pipelines.outgoing import csv_cell

NEW_FILE_MODE = 0o600
"""A decisions file may hold addresses."""


def add(home: Home, name: str, row: dict[str, str]) -> None:
    """Writes `row`, by column, at the end of `decisions/<name>.csv`; makes the file where there is none.

    A column that the file lacks is added to its header, where the row fills it.
    """
    path = home.decisions_file(name)
    text = _text(path)
    header, *lines = text.splitlines(keepends=True) or [_line(TABLES[name].columns, "\n")]
    end = "\r\n" if header.endswith("\r\n") else "\n"
    columns = _columns(header)
    missing = [column for column, value in row.items() if value and column not in columns]
    if missing:
        header = _line([*columns, *missing], end)
    whole = "".join([header, *lines])
    _put(path, whole + ("" if whole.endswith("\n") else end) + _line(_cells(row, [*columns, *missing]), end))


def remove(home: Home, name: str, row: dict[str, str]) -> bool:
    """Deletes the last line of `decisions/<name>.csv` that reads as `row`; False where none does."""
    path = home.decisions_file(name)
    header, *lines = _text(path).splitlines(keepends=True) or [""]
    wanted = _line(_cells(row, _columns(header)), "")
    places = [place for place, line in enumerate(lines) if line.rstrip("\r\n") == wanted]
    if not places:
        return False
    del lines[places[-1]]
    _put(path, "".join([header, *lines]))
    return True


def _text(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def _columns(header: str) -> list[str]:
    return next(csv.reader([header.removeprefix("\ufeff")]), [])


def _cells(row: dict[str, str], columns: list[str]) -> list[str]:
    """The cells of a row, each on one line and none a spreadsheet's formula."""
    return [csv_cell(" ".join(row.get(column, "").split())) for column in columns]


def _line(cells: list[str] | tuple[str, ...], end: str) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator=end).writerow(cells)
    return written.getvalue()


def _put(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else NEW_FILE_MODE
    with replacing(path, mode) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
