"""Namesakes: how sure it is that records which give a name and nothing else name one person.

They read the same, so they are one profile before any pair is scored. What Splink would
give two profiles that read like it says how sure that is. Whom more is known of, or whom
other profiles joined, is left to `matching`.
"""

from __future__ import annotations

import math

import polars as pl

from pipelines.identity import model
from pipelines.identity.profiles import KEYS

RULE = "same_name"
"""Match rule of records in several files that have nothing but a name in common."""

SHARED = ("given", "family", "city", "country")
"""Compared columns that may be known of a namesake; none is anybody's own."""

OWN = (*KEYS, "organisation", "born_on", "street", "postal_code")


def told(of_raw: pl.DataFrame, profiles: pl.DataFrame, mentions: pl.DataFrame, weights: model.Model) -> pl.DataFrame:
    """`of_raw` with the rule and probability of those whom several files know by name alone, and nothing else tied.

    `of_raw` has `raw_id, profile_id, match_rule, match_probability`, `mentions` `raw_id, file_id`; `profiles` are
    `profiles.distinct`.
    """
    alone = profiles.select("profile_id", alike(profiles, weights)).filter(is_bare(profiles))
    single = of_raw.filter(pl.col("match_rule") == "single").join(alone, on="profile_id")
    filed = mentions.select("raw_id", "file_id").join(single, on="raw_id").group_by("profile_id", "alike")
    several = filed.agg(pl.col("file_id").n_unique().alias("files")).filter(pl.col("files") > 1)
    found = of_raw.join(several, on="profile_id", how="left", maintain_order="left")
    rule = pl.when(pl.col("alike").is_null()).then("match_rule").otherwise(pl.lit(RULE))
    probability = pl.coalesce("alike", "match_probability")
    return found.with_columns(match_rule=rule, match_probability=probability).drop("alike", "files")


def alike(profiles: pl.DataFrame, weights: model.Model) -> pl.Series:
    """The probability that two profiles which both read like each of `profiles` in `SHARED` are one person: `alike`.

    The prior odds times, for each known value, m of the exact level over how common the value is (Fellegi and Sunter
    1969, as Splink adjusts it for term frequencies).
    """
    prior = model.prior(weights, profiles.height)
    weight = pl.lit(math.log2(prior / (1 - prior)))
    told = profiles.select(SHARED)
    for name in SHARED:
        common = model.frequencies(weights, name, profiles[name])
        told = told.join(common, on=name, how="left", maintain_order="left")
        weight += (weights["comparisons"][name]["exact"]["m"] / pl.col(f"tf_{name}")).log(2).fill_null(0)
    return told.select((1 / (1 + 2.0**-weight)).round(6).alias("alike")).to_series()


def is_bare(profiles: pl.DataFrame) -> pl.Series:
    """Whether nothing is known of each of `profiles` but a name in two halves, and a place: `is_bare`."""
    has_name = pl.col("given").is_not_null() & pl.col("family").is_not_null()
    return (
        profiles.select(has_name & pl.all_horizontal(pl.col(name).is_null() for name in OWN))
        .to_series()
        .alias("is_bare")
    )
