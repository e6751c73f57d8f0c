"""One side of a candidate: what is known of it, where that stands, and how a decision points at it.

What the release resolved is read from the release; what the compared record itself says,
from the lake, where it still is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.command.review.candidates import Candidate
from pipelines.home import Home

if TYPE_CHECKING:
    import duckdb

MOST_PLACES = 3

PERSON = """
    select person.*, organisation_name
    from people.people as person left join people.organisations using (organisation_id)
    where person_id = ?
"""
ORGANISATION = "select * from people.organisations where organisation_id = ?"
PLACES = """
    with place as (
        select *, profile_id is not distinct from ? as is_compared, row_number() over (
            partition by file_id order by is_compared desc, part, row_number, side, record_kind
        ) as place_in_file
        from people.identity_links where {key} = ?
    )
    select record_kind, file_id, part, row_number, side, file_name
    from place join people.landed_files using (file_id)
    where place_in_file = 1
    order by is_compared desc, landed_at, file_id
    limit {most}
"""
"""One record of each file, first those of the profile that was compared."""
POINTED_AT = """
    select mine.record_kind, mine.file_id, mine.part, mine.row_number, mine.side, file_name
    from people.identity_links as mine join people.landed_files using (file_id)
    where mine.person_id = ? and mine.profile_id is not null and not exists (
        select 1 from people.identity_links as other
        where other.file_id = mine.file_id and other.part = mine.part and other.row_number = mine.row_number
            and other.side = mine.side and other.person_id <> mine.person_id
    )
    order by
        mine.profile_id is not distinct from ? desc, landed_at, mine.file_id, mine.part, mine.row_number, mine.side,
        mine.record_kind
    limit 1
"""
"""The record that a decision points at: by its row, whatever its kind, so none whose row names somebody else too."""

PERSON_FACTS = {
    "name": "full_name", "e-mail": "email", "phone": "phone", "page": "profile_url", "tool's id": "tool_person_id",
    "employer": "organisation_name", "title": "job_title", "street": "street",
    "postal code": "postal_code", "city": "city", "country": "country", "born on": "born_on",
}  # fmt: skip
"""Label → column; what no published table has, the compared record alone says."""
ORGANISATION_FACTS = {
    "name": "organisation_name", "domain": "domain", "parent": "parent_name", "industry": "industry_id",
    "employees": "employee_count", "city": "city", "country": "country",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a record stands."""

    record_kind: str
    file_id: str
    part: int
    row_number: int
    side: str
    file_name: str

    @property
    def reference(self) -> str:
        """The place as decisions write it.

        >>> Place("interaction", "6f1c2a9b0d3e4f5a", 1, 17, "to", "a.csv").reference
        '6f1c2a9b0d3e4f5a/1/17/to'
        """
        plain = f"{self.file_id}/{self.part}/{self.row_number}"
        return plain if self.side == "subject" else f"{plain}/{self.side}"

    @property
    def words(self) -> str:
        """The place for a person who looks into the file.

        >>> Place("contact", "6f1c2a9b0d3e4f5a", 1, 17, "subject", "a.csv").words
        'a.csv, part 1, row 17 (contact)'
        """
        kind = self.record_kind if self.side == "subject" else f"{self.record_kind} {self.side}"
        return f"{self.file_name}, part {self.part}, row {self.row_number} ({kind})"


@dataclass(frozen=True)
class Side:
    """One of a pair.

    `facts` are by label what the compared record says; in brackets, what only other records of the same
    person say. `reference` is what a decision writes.
    """

    reference: str
    facts: dict[str, str]
    record_count: int
    places: tuple[Place, ...]


def sides(connection: duckdb.DuckDBPyConnection, home: Home, candidate: Candidate) -> tuple[Side, Side] | None:
    """Both sides of a candidate of the release that `connection` reads; None where no decision can point at one."""
    if candidate.kind == "organisations":
        return _organisation(connection, candidate.left_id), _organisation(connection, candidate.right_id)
    left = _person(connection, home, candidate.left_id, candidate.left_profile)
    right = _person(connection, home, candidate.right_id, candidate.right_profile)
    return (left, right) if left and right else None


def _person(connection: duckdb.DuckDBPyConnection, home: Home, person_id: str, profile_id: str | None) -> Side | None:
    pointed_at = connection.execute(POINTED_AT, [person_id, profile_id]).fetchone()
    if pointed_at is None:
        return None
    person = _row(connection, PERSON, person_id)
    places = _places(connection, "person_id", person_id, profile_id)
    said = _record(home, places[0])
    facts = {label: _fact(said.get(column), person.get(column)) for label, column in PERSON_FACTS.items()}
    return Side(Place(*pointed_at).reference, facts, person["record_count"], places)


def _organisation(connection: duckdb.DuckDBPyConnection, organisation_id: str) -> Side:
    row = _row(connection, ORGANISATION, organisation_id)
    facts = {label: _fact(row[column], None) for label, column in ORGANISATION_FACTS.items()}
    places = _places(connection, "organisation_id", organisation_id, None)
    return Side(row["domain"] or row["organisation_name"], facts, row["record_count"], places)


def _row(connection: duckdb.DuckDBPyConnection, query: str, identifier: str) -> dict[str, Any]:
    (row,) = connection.execute(query, [identifier]).pl().iter_rows(named=True)
    return dict(row)


def _places(
    connection: duckdb.DuckDBPyConnection, key: str, identifier: str, profile_id: str | None
) -> tuple[Place, ...]:
    query = PLACES.format(key=key, most=MOST_PLACES)
    return tuple(Place(*row) for row in connection.execute(query, [profile_id, identifier]).fetchall())


def _record(home: Home, place: Place) -> dict[str, Any]:
    """What one record says of its person; nothing where the lake has no such record, or more than one."""
    path = home.record_file(place.record_kind, place.file_id)
    if not path.exists():
        return {}
    here = (pl.col("part") == place.part) & (pl.col("row_number") == place.row_number)
    rows = pl.scan_parquet(path).filter(here).collect()
    if rows.height != 1:
        return {}
    prefix = "" if place.side == "subject" else f"{place.side}_"
    said = {name.removeprefix(prefix): value for name, value in rows.row(0, named=True).items()}
    halves = [said.get("given_name"), said.get("family_name")]
    return {**said, "full_name": said.get("full_name") or " ".join(filter(None, halves)) or None}


def _fact(said: Any, known: Any) -> str:
    if said is not None:
        return str(said)
    return "" if known is None else f"({known})"
