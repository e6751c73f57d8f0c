"""The industries, and what a label of an export means among them.

The tables are the seeds that dbt loads (`dbt_project/seeds`), so that Python
and the warehouse never disagree. Who works where is not known here.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "dbt_project" / "seeds"
SEED_NAMES = ("sectors", "industries", "industry_labels")
UNKNOWN = "unknown"
NOT_WORDS = re.compile(r"[\W_]+")


def seed_files() -> list[Path]:
    """The files the taxonomy is made of: part of the fingerprint of what is made with it."""
    return [SEEDS / f"{name}.csv" for name in SEED_NAMES]


def normalise(label: str) -> str:
    """A label as the seed spells it.

    >>> normalise("Hospital & Health_Care ")
    'hospital and health care'
    """
    return NOT_WORDS.sub(" ", label.lower().replace("&", " and ")).strip()


def industry_of(label: str | None) -> str | None:
    """The industry that a label means; None where it means none, or says that it is not known.

    >>> industry_of("COMPUTER_SOFTWARE"), industry_of("Widget-adjacent")
    ('software', None)
    """
    found = labels().get(normalise(label)) if label else None
    return None if found == UNKNOWN else found


@cache
def labels() -> dict[str, str]:
    """Normalised label → industry."""
    return {row["label_normalised"]: row["industry_id"] for row in _seed("industry_labels")}


@cache
def industry_ids() -> frozenset[str]:
    """Every industry, `unknown` included."""
    return frozenset(row["industry_id"] for row in _seed("industries"))


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
