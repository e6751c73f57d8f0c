"""The records of a home as plain rows, each with whom it names."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.home import Home

Row = dict[str, Any]
OUTCOME_WORDS = ("stage", "outcome_kind", "currency", "channel", "person", "organisation")


@dataclass(frozen=True)
class Lake:
    """What counts as of an instant; nobody in it is excluded, unless a row says so."""

    as_of: datetime
    rows: dict[str, list[Row]]
    stays: dict[str, list[Row]]
    excluded: frozenset[str]
    landed_at: dict[str, datetime]

    @property
    def today(self) -> date:
        return self.as_of.date()

    def industry_on(self, person: str, day: date) -> str:
        """The industry of the person's employer on a day."""
        for stay in self.stays[person]:
            if (stay["starts_on"] or date.min) <= day < (stay["ends_on"] or date.max):
                return str(stay["industry_id"])
        return "unknown"

    def last_told(self, outcomes: list[Row]) -> Row:
        """Of one outcome's rows the one that landed last; of those landed at once, what they say decides."""

        def order(row: Row) -> tuple[Any, ...]:
            days = (row["occurred_on"] or row["opened_on"] or date.min, row["opened_on"] or date.min)
            words = (row[name] or "" for name in OUTCOME_WORDS)
            told_first = (self.landed_at[row["file_id"]].timestamp(), *(day.toordinal() for day in days))
            return *(-number for number in (*told_first, row["value"] or 0)), *words

        return min(outcomes, key=order)


def read(home: Home, as_of: datetime) -> Lake:
    """The counted records of `home`, with `person`, or `from` and `to`, beside what they say."""
    moment = as_of.astimezone(UTC).replace(tzinfo=None)
    counted = {
        row["file_id"]: row["landed_at"]
        for row in _rows(home.source_files)
        if row["is_counted"] and row["landed_at"] <= moment
    }
    named = {
        (link["record_kind"], link["file_id"], link["part"], link["row_number"], link["side"]): link
        for link in _rows(home.identity / "identity_links.parquet")
    }
    rows: dict[str, list[Row]] = {}
    for kind in ("attendance", "interaction", "membership", "outcome"):
        rows[kind] = []
        for path in sorted(home.records(kind).glob("*.parquet")):
            for row in _rows(path):
                if row["file_id"] in counted:
                    rows[kind].append({**row, **_named(named, kind, row)})
    stays: dict[str, list[Row]] = defaultdict(list)
    for stay in _rows(home.identity / "affiliations.parquet"):
        stays[stay["person_id"]].append(stay)
    people = _rows(home.identity / "people.parquet")
    excluded = frozenset(row["person_id"] for row in people if row["is_excluded"])
    return Lake(moment, rows, stays, excluded, counted)


def _named(named: dict[tuple[Any, ...], Row], kind: str, row: Row) -> Row:
    place = (kind, row["file_id"], row["part"], row["row_number"])
    if kind == "interaction":
        return {side: named[*place, side]["person_id"] for side in ("from", "to")}
    link = named[*place, "subject"]
    return {"person": link["person_id"], "organisation": link["organisation_id"]}


def _rows(path: Path) -> list[Row]:
    return pl.read_parquet(path).to_dicts()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short.

    >>> months_after(date(2025, 12, 31), 2)
    datetime.date(2026, 2, 28)
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
