"""Reach and bridges: whom each person can reach, and whom they stand between.

A contact is somebody with a tie that is strong enough to count; who asks decides from which strength on. An unknown
industry is neither one's own nor another: measures by industry leave it out.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.network.constraint import constraint
from pipelines.network.graph import Array, Graph, graph
from pipelines.network.roles import ROLES, around, roles

FEWEST_CONTACTS = 3
"""Under so many, diversity and constraint say nothing of how somebody chooses, and are null."""
UNKNOWN = "unknown"
DIGITS = 6


def measured(ties: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """One row per person with a contact, by `person_id`.

    `ties` has one row per pair of contacts (`left_person_id, right_person_id, tie_strength`), `people` has
    `person_id, industry_id`, `unknown` where nobody knows. The columns are `reach` (contacts), `known_industry_reach`
    (those of known industry), `industry_reach` (distinct known industries among them), `industry_diversity` (Blau
    1977: 1 − Σ p² over the known industries of contacts, null under 3 of them), `structural_constraint` (Burt 1992,
    null under 3 contacts), and how often the person is `coordinator_count`, `itinerant_count`, `boundary_count` and
    `liaison_count` (Gould and Fernandez 1989; null where the person's own industry is unknown).

    >>> ties = pl.DataFrame({"left_person_id": ["a", "b"], "right_person_id": ["b", "c"], "tie_strength": [1.0, 2.0]})
    >>> people = pl.DataFrame({"person_id": ["a", "b", "c"], "industry_id": ["design", "software", "banking"]})
    >>> measured(ties, people).select("person_id", "reach", "industry_reach", "liaison_count").rows()
    [('a', 1, 1, 0), ('b', 2, 2, 1), ('c', 1, 1, 0)]
    """
    ends = pl.concat([ties["left_person_id"], ties["right_person_id"].alias("left_person_id")])
    them = pl.DataFrame({"person_id": ends.unique().sort()}).join(people, on="person_id", how="left").sort("person_id")
    contacts = graph(ties, them["person_id"])
    reach = contacts.at_ends()
    industries = them["industry_id"].fill_null(UNKNOWN)
    is_known = (industries != UNKNOWN).to_numpy()
    groups = np.where(is_known, industries.rank("dense").to_numpy(), 0).astype(np.int64)
    among_known = contacts.where(is_known[contacts.left] & is_known[contacts.right])
    columns = {
        "reach": reach,
        "structural_constraint": np.where(reach >= FEWEST_CONTACTS, constraint(contacts), np.nan).round(DIGITS),
        **_spread(contacts, groups),
        **{f"{role}_count": counts for role, counts in roles(among_known, groups).items()},
    }
    whole = them.select("person_id").with_columns(**{name: pl.Series(values) for name, values in columns.items()})
    return whole.with_columns(
        pl.col(pl.Float64).fill_nan(None),
        pl.when(pl.Series(is_known)).then(pl.col([f"{role}_count" for role in ROLES])),
    )


def _spread(contacts: Graph, groups: Array) -> dict[str, Array]:
    """How contacts of known industry (a group above 0) are spread over industries."""
    found = around(contacts, groups)
    kept = found.groups > 0
    people, counts = found.people[kept], found.counts[kept]
    size = np.bincount(people, counts, contacts.size).astype(np.int64)
    squares = np.bincount(people, counts.astype(float) ** 2, contacts.size)
    diversity = 1 - squares / np.maximum(size, 1) ** 2
    return {
        "known_industry_reach": size,
        "industry_reach": np.bincount(people, minlength=contacts.size),
        "industry_diversity": np.where(size >= FEWEST_CONTACTS, diversity, np.nan).round(DIGITS),
    }
