"""Candidates: pairs of people that may be one, left for a person to judge.

The most probable pair of profiles speaks for each pair of people. The evidence
says how they agree, never what they say.
"""

from __future__ import annotations

import math

import polars as pl

from pipelines.identity import model
from pipelines.identity.evidence import Agreement, written
from pipelines.identity.tables import IdentityCandidate


def built(scored: pl.DataFrame, person_of: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """The contract `IdentityCandidate`, most probable first.

    `person_of` has `profile_id, person_id`; `apart` the pairs `left, right` of people that
    a decision keeps apart.
    """
    named = scored.join(person_of.rename({"person_id": "one"}), left_on="left", right_on="profile_id").join(
        person_of.rename({"person_id": "other"}), left_on="right", right_on="profile_id"
    )
    swapped = pl.col("one") > pl.col("other")
    pairs = named.filter(pl.col("one") != pl.col("other")).with_columns(
        pl.min_horizontal("one", "other").alias("left_person_id"),
        pl.max_horizontal("one", "other").alias("right_person_id"),
        pl.when(swapped).then("right").otherwise("left").alias("left_profile_id"),
        pl.when(swapped).then("left").otherwise("right").alias("right_profile_id"),
    )
    people = ["left_person_id", "right_person_id"]
    open_pairs = pairs.join(apart, left_on=people, right_on=["left", "right"], how="anti")
    ordered = open_pairs.sort(
        ["match_weight", *people, "left_profile_id", "right_profile_id"], descending=[True, False, False, False, False]
    )
    best = ordered.unique(people, keep="first", maintain_order=True)
    said = _said(best, model.committed(), person_of.height)
    return best.with_columns(said.alias("evidence")).select(list(IdentityCandidate.columns()))


def _said(scored: pl.DataFrame, weights: model.Model, profile_count: int) -> pl.Series:
    """How each of `scored` pairs (`pairs.SCHEMA`) agrees, in words; a comparison that one side leaves open is left out.

    What the whole weight has beyond those of the levels and the prior odds is how rare the values are that they share.
    """
    prior = model.prior(weights, profile_count)
    rest = pl.col("match_weight") - math.log2(prior / (1 - prior))
    words: list[pl.Expr | pl.Series] = []
    for name, levels in model.LEVELS.items():
        told = {number: model.agreement(weights, name, number) for number in range(len(levels))}
        number = pl.col(f"gamma_{name}").replace(-1, None)
        rest -= number.replace_strict({key: one.weight for key, one in told.items()}, default=0.0)
        words.append(number.replace_strict({key: written([one]) for key, one in told.items()}, default=None))
    rarity = [
        written([Agreement("rarity", "of_values", bits)]) for bits in scored.select(rest.alias("rest")).to_series()
    ]
    words.append(pl.Series("rarity", rarity, dtype=pl.String))
    return scored.select(pl.concat_str(words, separator=", ", ignore_nulls=True)).to_series()
