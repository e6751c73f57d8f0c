"""Reach and bridges: whom each person can reach, and whom they stand between.

A contact is somebody with a tie at least as strong as the floor; every measure is over contacts. An unknown industry is
neither one's own nor another: measures by industry leave it out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from pipelines.network.constraint import constraint
from pipelines.network.graph import Matrix, graph
from pipelines.network.roles import ROLES, by_group, roles

FEWEST_CONTACTS = 3
"""Under so many, diversity and constraint say nothing of how somebody chooses, and are null."""
UNKNOWN = "unknown"
DIGITS = 6


def measured(ties: pl.DataFrame, people: pl.DataFrame, contact_strength: float) -> pl.DataFrame:
    """One row per person with a tie of any strength, by `person_id`.

    `ties` has one row per pair (`left_person_id, right_person_id, tie_strength`), `people` has
    `person_id, industry_id`, `unknown` where nobody knows. The columns are `reach` (contacts, that is people with
    tie_strength ≥ `contact_strength`), `known_industry_reach` (those of known industry), `industry_reach` (distinct
    known industries among them), `industry_diversity` (Blau 1977: 1 − Σ p² over the known industries of contacts,
    null under 3 of them), `constraint` (Burt 1992, null under 3 contacts), and how often the person is
    `coordinator_count`, `itinerant_count`, `boundary_count` and `liaison_count` (Gould and Fernandez 1989; null where
    the person's own industry is unknown).

    >>> ties = pl.DataFrame({"left_person_id": ["a", "b"], "right_person_id": ["b", "c"], "tie_strength": [1.0, 2.0]})
    >>> people = pl.DataFrame({"person_id": ["a", "b", "c"], "industry_id": ["design", "software", "banking"]})
    >>> measured(ties, people, 0.5).select("person_id", "reach", "industry_reach", "liaison_count").rows()
    [('a', 1, 1, 0), ('b', 2, 2, 1), ('c', 1, 1, 0)]
    """
    ends = pl.concat([ties["left_person_id"], ties["right_person_id"].alias("left_person_id")])
    them = pl.DataFrame({"person_id": ends.unique().sort()}).join(people, on="person_id", how="left").sort("person_id")
    contacts = graph(ties.filter(pl.col("tie_strength") >= contact_strength), them["person_id"])
    reach = np.diff(contacts.strengths.indptr).astype(np.int64)
    constrained = np.where(reach >= FEWEST_CONTACTS, constraint(contacts.strengths), np.nan)
    columns = {
        "reach": reach,
        "constraint": constrained.round(DIGITS),
        **_of_industries(contacts.ties, them["industry_id"].fill_null(UNKNOWN)),
    }
    whole = them.select("person_id").with_columns(**{name: pl.Series(values) for name, values in columns.items()})
    return whole.with_columns(pl.col(pl.Float64).fill_nan(None))


def _of_industries(ties: Matrix, industries: pl.Series) -> dict[str, Any]:
    """The measures by industry; those of the roles with nulls."""
    known = np.flatnonzero((industries != UNKNOWN).to_numpy())
    groups = industries.gather(known).rank("dense").to_numpy().astype(np.int64) - 1
    counts = by_group(ties[:, known], groups)
    sizes = counts.sum(axis=1)
    squares = counts.multiply(counts).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        diversity = np.where(sizes >= FEWEST_CONTACTS, 1 - squares / sizes.astype(float) ** 2, np.nan)
    among_known = roles(ties[known][:, known], groups)
    return {
        "known_industry_reach": sizes.astype(np.int64),
        "industry_reach": np.diff(counts.indptr).astype(np.int64),
        "industry_diversity": diversity.round(DIGITS),
        **{f"{role}_count": _spread(among_known[role], known, len(industries)) for role in ROLES},
    }


def _spread(values: np.ndarray[Any, Any], places: np.ndarray[Any, Any], length: int) -> pl.Series:
    """`values` at `places`, null elsewhere."""
    at = pl.DataFrame({"place": places, "value": values}, schema={"place": pl.Int64, "value": pl.Int64})
    whole = pl.DataFrame({"place": pl.int_range(length, eager=True)})
    return whole.join(at, on="place", how="left").sort("place")["value"]
