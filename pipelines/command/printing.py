"""Tables and lines in a terminal, whatever its width, and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

PIPED_WIDTH = 160
"""Columns where no terminal sets a width; what reads along cuts where it likes."""

UNKNOWN_WIDTH = 80
"""What rich takes where nobody says."""


def console() -> Console:
    """Where a command prints: as wide as the terminal, without colour where it is none."""
    to = Console(highlight=False)
    if not to.is_terminal and to.width == UNKNOWN_WIDTH:
        to.width = PIPED_WIDTH
    return to


def say(to: Console, *lines: str, style: str | None = None) -> None:
    """Prints lines as they are, uncut."""
    for line in lines:
        to.print(line, markup=False, soft_wrap=True, style=style)


def tabulate(to: Console, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table under its title; without rows, nothing. Numbers stand to the right."""
    shown = [list(row) for row in rows]
    if not shown:
        return
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for place, heading in enumerate(headings):
        is_number = all(isinstance(row[place], int) for row in shown)
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    for row in shown:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    to.print(table, markup=False)


def some(items: Sequence[object], most: int) -> str:
    """The first of several, and how many more there are.

    >>> some([3, 4, 9, 12], 2)
    '3, 4 and 2 more'
    """
    return ", ".join(map(str, items[:most])) + (f" and {len(items) - most:,} more" if len(items) > most else "")
