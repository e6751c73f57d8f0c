"""Markdown that the reference pages are made of; nothing here knows what a page says."""

from __future__ import annotations

from collections.abc import Iterable

MADE = "<!-- Made by `make docs`; do not edit. -->"


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The lines of a Markdown table; bars within cells are escaped.

    >>> print(chr(10).join(table(("a", "b"), [("1", "2")])))
    | a | b |
    | --- | --- |
    | 1 | 2 |
    """
    lines = [" | ".join(header), " | ".join("---" for _ in header)]
    lines += [" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return [f"| {line} |" for line in lines]


def page(lines: list[str]) -> str:
    """The page, saying that it is made and how."""
    return "\n".join([*lines, "", MADE, ""])


def code(words: Iterable[str]) -> str:
    """Words as code, separated by commas.

    >>> code(["email", "name"])
    '`email`, `name`'
    """
    return ", ".join(f"`{word}`" for word in words)


def prose(docstring: str | None) -> str:
    """A docstring without its indentation."""
    return "\n".join(line.strip() for line in (docstring or "").strip().splitlines())
