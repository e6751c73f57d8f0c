"""Pairs of profiles that may be one person, scored by Splink on DuckDB.

Only profiles that share a block are compared, and a block that would make too
many pairs is not opened: what is shared by hundreds tells nobody apart. Scoring
says how likely; whether a pair joins is decided in `people`.
"""

from __future__ import annotations

import logging

import polars as pl

from pipelines import home as places
from pipelines.identity import model
from pipelines.settings import Engine

LARGEST_BLOCK = 60
"""Profiles in a block beyond which it is not opened; 60 make 1,770 pairs."""

COMPARED = (
    "given", "given_root", "family", "organisation", "city", "phone", "mailbox", "handle", "employer_domain",
    "page", "tool", "tool_person",
)  # fmt: skip

SCHEMA = {
    "left": pl.String,
    "right": pl.String,
    "match_probability": pl.Float64,
    "match_weight": pl.Float64,
    **{f"gamma_{name}": pl.Int64 for name in model.LEVELS},
    **{f"weight_{name}": pl.Float64 for name in model.LEVELS},
}


def scored(profiles: pl.DataFrame, weights: model.Model, least: float, engine: Engine) -> pl.DataFrame:
    """Pairs of `profiles` at least `least` probable, most probable first: the columns of `SCHEMA`."""
    compared = with_blocks(profiles)
    if not any(compared[column].is_not_null().any() for column in model.BLOCKS):
        return pl.DataFrame(schema=SCHEMA)
    frame = _predicted(compared, weights, least, engine)
    left, right = pl.col("profile_id_l"), pl.col("profile_id_r")
    return frame.select(
        pl.min_horizontal(left, right).alias("left"),
        pl.max_horizontal(left, right).alias("right"),
        pl.col("match_probability").round(6),
        pl.col("match_weight").round(4),
        *(pl.col(f"gamma_{name}").cast(pl.Int64) for name in model.LEVELS),
        *(_weight(name, frame.columns).round(4).alias(f"weight_{name}") for name in model.LEVELS),
    ).sort(["match_weight", "left", "right"], descending=[True, False, False])


def with_blocks(profiles: pl.DataFrame) -> pl.DataFrame:
    """What Splink reads of profiles, by `profile_id`: the compared columns and `model.BLOCKS`."""
    given, family, organisation = pl.col("given"), pl.col("family"), pl.col("organisation")
    blocks = {
        "block_name": [pl.col("given_root"), family],
        "block_given": [pl.col("given_root"), organisation],
        "block_family": [family, organisation],
        "block_phone": [pl.col("phone")],
        "block_handle": [pl.col("handle")],
    }
    keyed = profiles.select(
        "profile_id",
        *COMPARED,
        *(pl.concat_str(parts, separator="\x1f").alias(name) for name, parts in blocks.items()),
    ).with_columns(
        # Common names open by employer only.
        pl.when(given.is_not_null()).then(pl.col(name)).alias(name)
        for name in ("block_name", "block_given")
    )
    sized = (pl.when(pl.len().over(name) <= LARGEST_BLOCK).then(pl.col(name)).alias(name) for name in blocks)
    return keyed.with_columns(*sized).sort("profile_id")


def _weight(name: str, columns: list[str]) -> pl.Expr:
    """What a comparison weighs in bits, how common its value is included."""
    parts = [part for part in (f"mw_{name}", f"mw_tf_adj_{name}") if part in columns]
    return pl.sum_horizontal(pl.col(part).cast(pl.Float64) for part in parts)


def _predicted(compared: pl.DataFrame, weights: model.Model, least: float, engine: Engine) -> pl.DataFrame:
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.WARNING)
    connection = places.connect(memory_limit=engine.memory_limit, threads=engine.threads)
    try:
        api = DuckDBAPI(connection)
        table = api.register(compared.to_arrow())
        linker = Linker(table, model.settings(weights, compared.height), log_level=logging.WARNING)
        for column in weights["frequencies"]:
            common = model.frequencies(weights, column, compared[column])
            linker.table_management.register_term_frequency_lookup(api.register(common.to_arrow()), column)
        predicted = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
        return predicted.as_duckdbpyrelation().pl()
    finally:
        connection.close()
