"""Tables and lines in a terminal, whatever its width, and in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table

from pipelines.home import Home
from pipelines.settings import DEFAULT_HOME

PIPED_WIDTH = 160
"""Columns where no terminal sets a width; what reads along cuts where it likes."""

UNKNOWN_WIDTH = 80
"""What rich takes where nobody says."""


def console(stream: TextIO | None = None) -> Console:
    """Where a command prints: as wide as the terminal, without colour where it is none.

    That is what stdout is at the time of each print, or `stream`.
    """
    to = Console(file=stream, highlight=False)
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


def typed(command: str, home: Home) -> str:
    """A command of kith as it can be typed here: by its path where that is below the working folder, with its home."""
    called = Path(sys.argv[0]).absolute()
    kith = str(called.relative_to(Path.cwd())) if called.is_relative_to(Path.cwd()) else "kith"
    return f"{kith} {command}" + ("" if home == Home.at(DEFAULT_HOME) else f" --home {home.root}")
