"""What a file may hold at most, whatever its size: readers stop at these, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LONGEST_LINE = 1 << 24
"""Characters of one line of text, and of one row of a table over all its lines."""

MOST_COLUMNS = 16_384
"""As many as the widest spreadsheet has."""

MOST_CELLS = 50_000_000
"""Cells of one sheet or list, filled or not: what a reader lays out at once."""


class OverLimitError(Exception):
    """A file goes over a limit, or breaks off; `reason` is the code under which it is refused.

    `what` follows the file's name in the message.
    """

    def __init__(self, reason: str, what: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.what = what
        self.remedy = remedy


def lines(path: Path) -> Iterator[str]:
    r"""The lines of a UTF-8 text with their ends, of whichever kind they are; `\r\r\n` is one end.

    A byte-order mark goes wherever a line begins with it: files are glued together.
    Raises `OverLimitError` (`line_too_long`).
    """
    ends_bare = False
    with path.open(encoding="utf-8", newline="") as stream:
        while line := stream.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise too_long_line()
            if not (ends_bare and line == "\r\n"):
                yield line.lstrip("\ufeff")
            ends_bare = line.endswith("\r")


def too_long_line() -> OverLimitError:
    """What is said of a line beyond any table's."""
    return OverLimitError(
        "line_too_long",
        f"has a line of more than {LONGEST_LINE:,} characters",
        "Check that it is a table, and export it again.",
    )


def check_columns(count: int) -> None:
    """Raises `OverLimitError` (`too_many_columns`) for a table that no export has."""
    if count > MOST_COLUMNS:
        raise OverLimitError(
            "too_many_columns",
            f"has a table of {count:,} columns; {MOST_COLUMNS:,} are the most that are read",
            "Export only the columns you need.",
        )


def check_cells(rows: int, columns: int) -> None:
    """Raises `OverLimitError` (`too_many_columns`, `too_many_cells`) for a table too large to be laid out."""
    check_columns(columns)
    if rows * columns > MOST_CELLS:
        raise OverLimitError(
            "too_many_cells",
            f"has a table of {rows:,} rows and {columns:,} columns, filled or not",
            "Delete what is empty, or export it as CSV.",
        )
