"""Queries in the docs and their answers: a Markdown table right beneath an SQL block is what it gives on the demo.

A query of tables in `people` runs on the restricted database, any other on insights;
one that attaches databases runs from a folder in which the home is called `data`.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs.pages.markdown import table
from pipelines import home as places
from pipelines.home import Home
from pipelines.publishing.reading import released

if TYPE_CHECKING:
    import duckdb

BLOCK = re.compile(r"^```sql\n(?P<query>(?:(?!```).*\n)+)```\n(?P<answer>\n(?:\|.*\n)+)?", re.MULTILINE)
MOST_DIGITS = 2


@dataclass(frozen=True)
class Block:
    """An SQL block of a page, with the lines of the table beneath it, if one is shown."""

    query: str
    shown: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The SQL blocks of a page, in order."""
    return [
        Block(found["query"].strip(), tuple((found["answer"] or "").strip().splitlines()))
        for found in BLOCK.finditer(text)
    ]


def answered(text: str, home: Home) -> str:
    """The page with every answer that it shows written again."""

    def again(found: re.Match[str]) -> str:
        if not found["answer"]:
            return found[0]
        return f"```sql\n{found['query']}```\n\n" + "\n".join(answer(found["query"], home)) + "\n"

    return BLOCK.sub(again, text)


def answer(query: str, home: Home) -> list[str]:
    """The lines of the Markdown table that `query` gives on the release in `home`; numbers are rounded.

    An answer without rows has two lines.
    """
    with _opened(query, home) as connection:
        found = connection.execute(query)
        columns = tuple(column[0] for column in found.description or [])
        return table(columns, [tuple(map(_cell, row)) for row in found.fetchall()])


@contextlib.contextmanager
def _opened(query: str, home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    if "attach " in query.lower():
        with beside(home), contextlib.closing(places.connect()) as connection:
            yield connection
        return
    with released(home, "people" if re.search(r"\bpeople\.\w", query) else "insights") as connection:
        yield connection


@contextlib.contextmanager
def beside(home: Home) -> Iterator[None]:
    """Works from a folder in which `home` is called `data`, as it is in a checkout."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("data").symlink_to(home.root)
        yield


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.{MOST_DIGITS}f}"
    return "" if value is None else str(value)
