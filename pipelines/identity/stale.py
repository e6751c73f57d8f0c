"""Decisions that do not apply: rows that point at nothing the counted records hold, or that say nothing.

They are not in anybody's way, and stay: a file may be counted again tomorrow. But
whoever decided believes that they act, so they are reported with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from pipelines.home import Home
from pipelines.identity import references
from pipelines.identity.decided import Pointers
from pipelines.identity.organisations import Organisations
from pipelines.identity.tables import StaleDecision

TABLE = "stale_decisions"
OF_PEOPLE = ("exclusions", "consents")
"""The files whose column `who` points at people."""
REASONS = {
    "record_unknown": "points at a record that no counted file holds",
    "mailbox_unknown": "names an address that no counted record gives",
    "domain_unknown": "names a domain at which nobody is known",
    "organisation_unknown": "names an organisation that no counted record names",
    "parent_itself": "names the organisation itself",
    "spelled_the_same": "reads as the other does without it, so the row joins nothing",
    "file_unknown": "names a file that does not count",
}
"""What is wrong with a stale decision: code → words."""


class Stale(NamedTuple):
    """One cell of a decisions file that points at nothing."""

    table_name: str
    line: int
    column_name: str
    reason: str

    @property
    def words(self) -> str:
        """What to tell a person.

        >>> Stale("people", 3, "left", "mailbox_unknown").words
        'decisions/people.csv, line 3: left names an address that no counted record gives.'
        """
        return f"decisions/{self.table_name}.csv, line {self.line}: {self.column_name} {REASONS[self.reason]}."


def built(
    decided: dict[str, pl.DataFrame],
    pointers: Pointers,
    organisations: Organisations,
    chosen: dict[str, pl.DataFrame],
    eventless: Sequence[int],
) -> pl.DataFrame:
    """The contract `StaleDecision`, by file and line.

    `decided` are the decisions by file, `chosen` whom those `OF_PEOPLE` point at (`people.chosen`),
    `eventless` the lines of `decisions/events.csv` whose file does not count.
    """
    found = [
        *_people(decided["people"], pointers),
        *_organisations("organisations", decided["organisations"], ("left", "right"), organisations),
        *_idle(decided["organisations"], organisations),
        *_organisations("industries", decided["industries"], ("organisation",), organisations),
        # A parent may be known by nothing but what it owns.
        *_organisations("parents", decided["parents"], ("organisation",), organisations),
        *_own_parents(decided["parents"], organisations),
        # Another name of an organisation may be written down before the first file that says it.
        *_organisations("aliases", decided["aliases"], ("organisation",), organisations),
        *(stale for name in OF_PEOPLE for stale in _who(name, decided[name], chosen[name])),
        *(Stale("events", line, "file_name", "file_unknown") for line in eventless),
    ]
    return pl.DataFrame(sorted(found), schema=StaleDecision.create_empty().schema, orient="row")


def of_last_run(home: Home) -> list[Stale]:
    """The stale decisions that the last run found; none before the first."""
    path = home.identity_table(TABLE)
    return [Stale(*row) for row in pl.read_parquet(path).iter_rows()] if path.exists() else []


def _people(rows: pl.DataFrame, pointers: Pointers) -> Iterator[Stale]:
    for row in rows.iter_rows(named=True):
        for side in ("left", "right"):
            if not pointers.rows(row[side]):
                yield Stale("people", row["line"], side, _reason(row[side]))


def _organisations(
    name: str, rows: pl.DataFrame, columns: tuple[str, ...], organisations: Organisations
) -> Iterator[Stale]:
    for row in rows.iter_rows(named=True):
        for column in columns:
            if not organisations.is_named(row[column]):
                yield Stale(name, row["line"], column, "organisation_unknown")


def _idle(rows: pl.DataFrame, organisations: Organisations) -> Iterator[Stale]:
    """Rows that join what is spelled the same, but for case, signs and legal form."""
    for line, left, right in rows.filter(pl.col("decision") == "same").select("line", "left", "right").iter_rows():
        if organisations.are_spelled_the_same(left, right):
            yield Stale("organisations", line, "right", "spelled_the_same")


def _own_parents(rows: pl.DataFrame, organisations: Organisations) -> Iterator[Stale]:
    """Rows whose two organisations have become one."""
    for line, child, parent in rows.select("line", "organisation", "parent").iter_rows():
        if (found := organisations.find(child)) is not None and found == organisations.find(parent):
            yield Stale("parents", line, "parent", "parent_itself")


def _who(name: str, rows: pl.DataFrame, chosen: pl.DataFrame) -> Iterator[Stale]:
    for line, who in rows.join(chosen, on="line", how="anti").select("line", "who").iter_rows():
        yield Stale(name, line, "who", _reason(who))


def _reason(reference: str) -> str:
    if references.record(reference) is not None:
        return "record_unknown"
    return "domain_unknown" if references.domain(reference) is not None else "mailbox_unknown"
