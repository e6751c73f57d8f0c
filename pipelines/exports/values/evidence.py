"""In which order a column writes day and month, from all its cells at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Literal

import polars as pl

from pipelines.exports.values.dates import Order

Shown = Literal["dmy", "mdy", "both"]

LONGEST_DAY = 8
"""Characters in which the day, the month and two digits of the year stand."""

_PAIR = r"^(\d{1,2})[/-](\d{1,2})[/-]\d{2}"


@dataclass(frozen=True)
class Evidence:
    """How many cells can only be day first, only month first, or either."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    @property
    def is_numeric(self) -> bool:
        """Whether any date is written as numbers whose order matters."""
        return bool(self.day_first or self.month_first or self.either)

    @property
    def order(self) -> Order | None:
        """The order that the cells show; None where they leave it open."""
        if self.day_first == self.month_first:
            return None
        return "dmy" if self.day_first > self.month_first else "mdy"

    @property
    def shown(self) -> Shown | None:
        """What the cells show to others, for whom a single cell to the contrary is doubt enough."""
        if self.day_first and self.month_first:
            return "both"
        return self.order

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.day_first + other.day_first, self.month_first + other.month_first, self.either + other.either
        )


def evidence_of(cells: pl.Series) -> Evidence:
    """What cells show. Two equal numbers, and dates written otherwise, show nothing.

    >>> evidence_of(pl.Series(["15/11/22", "1/2/22", "2026-01-31"]))
    Evidence(day_first=1, month_first=0, either=1)
    """
    # Days come again and again: each is looked at once.
    days = cells.str.strip_chars_start().str.slice(0, LONGEST_DAY).rename("day").value_counts(name="times")
    found = days["day"].str.extract_groups(_PAIR).struct.unnest().with_columns(days["times"]).drop_nulls()
    if found.is_empty():
        return Evidence()
    first, second, times = found["1"].cast(pl.Int32), found["2"].cast(pl.Int32), found["times"]
    return Evidence(
        int(times.filter((first > 12) & (second <= 12)).sum()),
        int(times.filter((second > 12) & (first <= 12)).sum()),
        int(times.filter((first <= 12) & (second <= 12) & (first != second)).sum()),
    )


def pooled(evidence: list[Evidence]) -> Evidence:
    """What several columns show together."""
    return reduce(Evidence.__add__, evidence, Evidence())
