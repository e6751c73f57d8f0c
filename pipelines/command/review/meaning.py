"""Whom a decision means in the published release: the ids that a cell of a decisions file points at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from pipelines import settings
from pipelines.command.review.candidates import Kind, of_release
from pipelines.home import Home
from pipelines.identity import aliases, decisions, mailboxes, references
from pipelines.identity.organisation_mentions import keys
from pipelines.identity.organisation_names import normalise
from pipelines.identity.organisation_spellings import ALIAS

if TYPE_CHECKING:
    import duckdb

OF_RECORD = """
    select distinct person_id from people.identity_links
    where file_id = ? and part = ? and row_number = ? and side = ? and person_id is not null
"""
LINKS = """
    select record_kind, file_id, part, row_number, side, person_id from people.identity_links
    where person_id is not null
"""
CALLED = """
    select organisation_id, 'n', name from people.organisation_names where name_source <> ?
    union select organisation_id, 'n', organisation_name from people.organisations
    union select organisation_id, 'd', domain from people.organisations where domain is not null
    order by all
"""
"""What each organisation is called, but for what only an alias calls it, and maybe only on some days."""

Meaning = Callable[[str], tuple[str, ...]]


def meaning(connection: duckdb.DuckDBPyConnection, home: Home, kind: Kind, cells: Iterable[str]) -> Meaning:
    """Finds the ids that a cell points at; none where the release knows nothing of it.

    `cells` are those of the file as it stands: the cells that it is asked for, and records.
    """
    return _people(connection, home, cells) if kind == "people" else _organisations(connection, home)


def _people(connection: duckdb.DuckDBPyConnection, home: Home, cells: Iterable[str]) -> Meaning:
    asked = {mailbox for cell in cells if (mailbox := references.mailbox(cell)) is not None}
    bearers = _bearers(connection, home, asked) if asked else {}

    def meant(cell: str) -> tuple[str, ...]:
        record = references.record(cell)
        if record is None:
            return bearers.get(references.mailbox(cell) or "", ())
        return tuple(person_id for (person_id,) in connection.execute(OF_RECORD, record).fetchall())

    return meant


def _bearers(connection: duckdb.DuckDBPyConnection, home: Home, asked: set[str]) -> dict[str, tuple[str, ...]]:
    country = settings.load(home).locale.country
    return mailboxes.people_of(home, connection.execute(LINKS).pl(), asked, country)


def _organisations(connection: duckdb.DuckDBPyConnection, home: Home) -> Meaning:
    called = of_release(connection, CALLED, ALIAS)
    of_key = {key: identifier for identifier, mark, text in called if (key := _key(mark, text)) is not None}
    alias = aliases.read(decisions.read_table(home, "aliases"), of_key.keys())
    of_key |= {row.key: of_key[row.target] for row in alias.always if row.target in of_key}

    def meant(cell: str) -> tuple[str, ...]:
        found = (of_key[key] for key in keys(alias.now(cell)) if key in of_key)
        return tuple(islice(found, 1))

    return meant


def _key(mark: str, text: str) -> str | None:
    said = text if mark == "d" else normalise(text)
    return None if said is None else f"{mark}:{said}"
