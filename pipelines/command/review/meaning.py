"""Whom a decision means in the published release: the ids that a cell of a decisions file points at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.command.review.candidates import Kind
from pipelines.identity import addresses, references

if TYPE_CHECKING:
    import duckdb

OF_RECORD = """
    select distinct person_id from people.identity_links
    where file_id = ? and part = ? and row_number = ? and side = ? and person_id is not null
"""
OF_MAILBOX = "select person_id from people.people where email = ? order by person_id"
OF_ORGANISATION = """
    select organisation_id from people.organisations where domain = ? or lower(organisation_name) = lower(?)
    order by organisation_id
"""

Meaning = Callable[[str], tuple[str, ...]]


def meaning(connection: duckdb.DuckDBPyConnection, kind: Kind) -> Meaning:
    """Finds the ids that a cell points at; none where the release knows nothing of it."""

    def of_person(cell: str) -> tuple[str, ...]:
        record = references.record(cell)
        if record is None:
            return _ids(connection, OF_MAILBOX, references.mailbox(cell))
        return _ids(connection, OF_RECORD, *record)

    def of_organisation(cell: str) -> tuple[str, ...]:
        return _ids(connection, OF_ORGANISATION, addresses.domain(cell), cell)

    return of_person if kind == "people" else of_organisation


def _ids(connection: duckdb.DuckDBPyConnection, query: str, *keys: str | int | None) -> tuple[str, ...]:
    return tuple(identifier for (identifier,) in connection.execute(query, keys).fetchall())
