"""Spans: the days from which to which a decision holds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """Days from `starts_on` until before `ends_on`; None is open."""

    starts_on: date | None
    ends_on: date | None

    def meets(self, other: Span) -> bool:
        """Whether both have a day in common."""
        first = max(self.starts_on or date.min, other.starts_on or date.min)
        return first < min(self.ends_on or date.max, other.ends_on or date.max)

    def holds(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return (self.starts_on or date.min) <= day < (self.ends_on or date.max)


ALWAYS = Span(None, None)


def span(valid_from: str, valid_to: str) -> Span:
    """The days of a row of decisions, whose `valid_to` is the first day no longer in force.

    Raises `ValueError` where a cell is no day, or the second is not after the first.

    >>> span("2024-01-01", "")
    Span(starts_on=datetime.date(2024, 1, 1), ends_on=None)
    """
    days = Span(*(date.fromisoformat(day) if day else None for day in (valid_from, valid_to)))
    if not days.meets(days):
        raise ValueError("valid_to is not after valid_from")
    return days
