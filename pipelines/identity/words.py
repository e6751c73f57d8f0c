"""The word lists that normalising needs, one word or phrase a line in `words/`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


@cache
def listed(name: str) -> frozenset[str]:
    """The lines of `words/<name>.txt`.

    >>> "gmail.com" in listed("free_mail")
    True
    """
    return frozenset((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())


@cache
def nicknames() -> dict[str, str]:
    """Short form → given name."""
    with (FOLDER / "nicknames.csv").open(encoding="utf-8", newline="") as lines:
        return {row["nickname"]: row["given_name"] for row in csv.DictReader(lines)}
