"""Candidates: pairs of people that may be one, left for a person to judge.

The most probable pair of profiles speaks for each pair of people. The evidence
says how they agree, never what they say.
"""

from __future__ import annotations

import polars as pl

from pipelines.identity import evidence, model
from pipelines.identity.tables import IdentityCandidate


def built(scored: pl.DataFrame, person_of: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """The contract `IdentityCandidate`, most probable first.

    `person_of` has `profile_id, person_id`; `apart` the pairs `left, right` of people that
    a decision keeps apart.
    """
    named = scored.join(person_of.rename({"person_id": "l"}), left_on="left", right_on="profile_id").join(
        person_of.rename({"person_id": "r"}), left_on="right", right_on="profile_id"
    )
    swapped = pl.col("l") > pl.col("r")
    pairs = named.filter(pl.col("l") != pl.col("r")).with_columns(
        pl.min_horizontal("l", "r").alias("left_person_id"),
        pl.max_horizontal("l", "r").alias("right_person_id"),
        pl.when(swapped).then("right").otherwise("left").alias("left_profile_id"),
        pl.when(swapped).then("left").otherwise("right").alias("right_profile_id"),
    )
    people = ["left_person_id", "right_person_id"]
    open_pairs = pairs.join(apart, left_on=people, right_on=["left", "right"], how="anti")
    ordered = open_pairs.sort(
        ["match_weight", *people, "left_profile_id", "right_profile_id"], descending=[True, False, False, False, False]
    )
    best = ordered.unique(people, keep="first", maintain_order=True)
    weights = model.committed()
    said = [evidence.written(model.agreements(weights, row, person_of.height)) for row in best.iter_rows(named=True)]
    return best.with_columns(pl.Series("evidence", said, dtype=pl.String)).select(list(IdentityCandidate.columns()))
