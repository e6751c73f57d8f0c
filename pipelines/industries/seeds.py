"""The tables of the taxonomy: the seeds that dbt loads, so that Python and the warehouse never disagree."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "dbt_project" / "seeds"
NAMES = ("sectors", "industries", "industry_labels", "industry_codes", "sector_definitions")


def files() -> list[Path]:
    """The files the taxonomy is made of: part of the fingerprint of what is made with it."""
    return [FOLDER / f"{name}.csv" for name in NAMES]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a seed, as text.

    >>> rows("sectors")[0]
    {'sector_id': 'technology', 'sector_name': 'Technology'}
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
