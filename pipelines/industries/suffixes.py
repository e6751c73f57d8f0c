"""Domain suffixes that a registry gives to organisations of one industry alone: `domain_suffixes.csv`.

Only registers that check who asks are listed, each with who keeps it; `.health` or
`.law` can be bought by anybody.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("domain_suffixes.csv")

CONFIDENCE = 0.98
"""Not one: a university has its hospital, and a register its slips. An assumption, not a measurement."""


def industry_of(domain: str | None) -> str | None:
    """The industry that the longest listed suffix of a domain stands for.

    >>> industry_of("cs.example.ac.uk"), industry_of("example.com"), industry_of(None)
    ('higher_education', None, None)
    """
    labels = (domain or "").lower().split(".")
    suffixes = (".".join(labels[start:]) for start in range(1, len(labels)))
    return next((listed()[suffix] for suffix in suffixes if suffix in listed()), None)


@cache
def listed() -> dict[str, str]:
    """Suffix → industry."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["suffix"]: row["industry_id"] for row in csv.DictReader(lines)}
