"""A published home, asked in two ways: its warehouse by SQL, and its lake as plain rows for `tests.naive`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipelines.home import Home, connect
from tests.naive.lake import Lake


@dataclass(frozen=True)
class Both:
    """A home's warehouse, and its lake; `has_every_kind` where it has more than lists of who came."""

    home: Home
    lake: Lake
    has_every_kind: bool

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the warehouse."""
        with connect(self.home.warehouse_file, read_only=True) as warehouse:
            return warehouse.sql(query).fetchall()

    def periods(self, table: str) -> list[tuple[date, date]]:
        """First and last day of every period that a table of insights speaks of."""
        found = self.ask(f"select distinct period_after_on, period_ends_on from insights.{table} order by all")
        return [(after + timedelta(days=1), until) for after, until in found]
