"""Pairs of profiles that may be one person, scored by Splink on DuckDB.

`blocking` says which profiles are compared. Scoring says how likely a pair is;
whether it joins is decided in `matching`. Scores that still hold are not worked out
again (`scores`).
"""

from __future__ import annotations

import json
import logging
from functools import partial
from pathlib import Path

import polars as pl

from pipelines import home as places
from pipelines import kept
from pipelines.identity import blocking, model, scores
from pipelines.settings import Engine

UNLIKELY = 0.001
"""Probability below which a pair says no more than that the two were compared."""

COMPARED = (
    "name", "unspaced", "words", "given", "given_root", "given_others", "other_givens", "further", "generation",
    "family", "family_root", "organisation", "city", "country", "phone", "mailbox", "around_given", "around_family",
    "unnumbered", "handle", "employer_domain", "page", "tool", "tool_person", "born_on", "street", "postal_code",
)  # fmt: skip

EQUAL = ("unspaced", "around_given", "around_family", "unnumbered", "handle", "employer_domain", "page", "tool")
"""Those of `COMPARED` that comparisons ask only whether they are equal: a hash tells it in less room."""

SCORE = pl.Schema(
    {
        "match_probability": pl.Float64,
        "match_weight": pl.Float64,
        **{f"gamma_{name}": pl.Int8 for name in model.LEVELS},
    }
)

SCHEMA = {"l": pl.UInt32, "r": pl.UInt32, "left": pl.String, "right": pl.String, **SCORE}
"""The two profiles of a pair by row and by id, and its score."""


def scored(
    profiles: pl.DataFrame, weights: model.Model, least: float, engine: Engine, before: Path | None = None
) -> pl.DataFrame:
    """Pairs of `profiles`, in the order of their ids, at least `least` probable, most probable first: `SCHEMA`.

    Less probable ones are among them where both profiles have a pair that is: what speaks against a cluster.
    `before` is the file in which scores are kept; without it, all are worked out.
    """
    pairs = blocking.blocked(profiles)
    common = {column: model.frequencies(weights, column, profiles[column]) for column in model.FREQUENCIES}
    score = partial(_predicted, profiles, common, weights, min(least, UNLIKELY), engine)
    if before is None:
        found = score(pairs)
    else:
        signature = _signatures(profiles, common, weights, min(least, UNLIKELY))
        found = scores.told(before, pairs, signature, SCORE, score)
    likely = found.filter(pl.col("match_probability") >= least)
    paired = pl.concat([likely["l"], likely["r"]]).unique().implode()
    told = found.filter(pl.col("l").is_in(paired) & pl.col("r").is_in(paired))
    ids = profiles["profile_id"]
    ordered = told.sort(["match_weight", "l", "r"], descending=[True, False, False])
    named = [ids.gather(ordered["l"]).alias("left"), ids.gather(ordered["r"]).alias("right")]
    return ordered.with_columns(named).select(list(SCHEMA))


def _signatures(
    profiles: pl.DataFrame, common: dict[str, pl.DataFrame], weights: model.Model, least: float
) -> pl.Series:
    """Of each profile, everything that its scores depend on."""
    told = profiles.select("profile_id", *COMPARED)
    for column, frequencies in common.items():
        told = told.join(frequencies, on=column, how="left", maintain_order="left")
    return kept.signatures(told, "identity", json.dumps(weights), model.prior(weights, profiles.height), least)


def _predicted(
    profiles: pl.DataFrame,
    common: dict[str, pl.DataFrame],
    weights: model.Model,
    least: float,
    engine: Engine,
    pairs: pl.DataFrame,
) -> pl.DataFrame:
    """Those of `pairs` (`l`, `r`: rows of `profiles`) that are at least `least` probable, with `SCORE`."""
    if not pairs.height:
        return pairs.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in SCORE.items())
    from splink import Linker

    from pipelines.identity.backend import Backend

    logging.getLogger("splink").setLevel(logging.WARNING)
    rows = pl.concat([pairs["l"], pairs["r"]]).unique().sort().alias("profile_id")
    read = profiles.select(pl.col(COMPARED).gather(rows))
    numbers = (pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash()).alias(name) for name in EQUAL)
    compared = read.with_columns(rows, *numbers)
    named = pairs.select(pl.lit("0").alias("match_key"), join_key_l="l", join_key_r="r")
    with places.connect(**engine.limits) as connection:
        # Rows are shared among the threads by those of the joins' first side: let it be the pairs, of known number.
        connection.execute("set disabled_optimizers = 'build_side_probe_side'")
        connection.from_arrow(named.to_arrow()).create("pairs")
        api = Backend(connection, ("profile_id_l", "profile_id_r", *SCORE))
        table = api.register(compared.to_arrow())
        linker = Linker(table, model.settings(weights, profiles.height), log_level=logging.WARNING)
        for column, frequencies in common.items():
            linker.table_management.register_term_frequency_lookup(api.register(frequencies.to_arrow()), column)
        linker.table_management.register_blocked_pairs_for_predict(api.register("pairs"))
        predicted = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
        told = predicted.as_duckdbpyrelation().pl()
    return told.select(
        pl.col("profile_id_l").alias("l"),
        pl.col("profile_id_r").alias("r"),
        pl.col("match_probability").round(6),
        pl.col("match_weight").round(4),
        *(pl.col(f"gamma_{name}").cast(pl.Int8) for name in model.LEVELS),
    )
