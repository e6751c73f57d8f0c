"""What there is to judge: the candidates of the published release, the most valuable first.

A judgement is worth most where the probability is near the threshold and many
records would change hands by it: those of the smaller of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pipelines.errors import HomeError
from pipelines.identity import evidence
from pipelines.identity.evidence import Agreement

if TYPE_CHECKING:
    import duckdb

Kind = Literal["people", "organisations"]
KINDS: tuple[Kind, ...] = ("people", "organisations")

LISTED = {
    "people": """
        select
            left_person_id, right_person_id, left_profile_id, right_profile_id, match_probability, evidence,
            least(one.record_count, other.record_count)
        from people.identity_candidates as pair
        join people.people as one on one.person_id = pair.left_person_id
        join people.people as other on other.person_id = pair.right_person_id
    """,
    "organisations": """
        select
            left_organisation_id, right_organisation_id, null, null, match_probability, evidence,
            least(one.record_count, other.record_count)
        from people.organisation_candidates as pair
        join people.organisations as one on one.organisation_id = pair.left_organisation_id
        join people.organisations as other on other.organisation_id = pair.right_organisation_id
    """,
}


@dataclass(frozen=True)
class Candidate:
    """A pair that may be one.

    Profiles are those that were compared, and None for organisations; `record_count` counts the records
    that change hands where the two are one.
    """

    kind: Kind
    left_id: str
    right_id: str
    left_profile: str | None
    right_profile: str | None
    probability: float
    evidence: str
    record_count: int

    @property
    def agreements(self) -> list[Agreement]:
        """How the two agree, field by field."""
        return evidence.read(self.evidence)

    def value(self, threshold: float) -> float:
        """How much a judgement is worth.

        >>> pair = Candidate("people", "p_1", "p_2", "f_1", "f_2", 0.75, "", 4)
        >>> pair.value(threshold=0.95)
        3.2
        """
        return round((1 - abs(self.probability - threshold)) * self.record_count, 6)


def listed(
    connection: duckdb.DuckDBPyConnection, kind: Kind, threshold: float, least: float | None = None
) -> list[Candidate]:
    """The candidates of one kind that are at least `least` probable, the most valuable first."""
    found = [Candidate(kind, *row) for row in of_release(connection, LISTED[kind])]
    chosen = [one for one in found if least is None or one.probability >= least]
    return sorted(chosen, key=lambda one: (-one.value(threshold), one.left_id, one.right_id))


def of_release(connection: duckdb.DuckDBPyConnection, query: str, *values: str) -> list[tuple[Any, ...]]:
    """What the published release answers.

    Raises `HomeError` where it was made by a kith that did not have all of its tables.
    """
    import duckdb

    try:
        return connection.execute(query, values).fetchall()
    except duckdb.CatalogException as error:
        raise HomeError(
            "The published release lacks what is needed to review it: an earlier version of kith made it.",
            "Run `kith run` first.",
        ) from error
