"""Pairs of profiles that may be one person, scored by Splink on DuckDB.

`blocking` says which profiles are compared. Scoring says how likely a pair is;
whether it joins is decided in `matching`.
"""

from __future__ import annotations

import logging

import polars as pl

from pipelines import home as places
from pipelines.identity import blocking, model
from pipelines.settings import Engine

UNLIKELY = 0.001
"""Probability below which a pair says no more than that the two were compared."""

COMPARED = (
    "name", "given", "given_root", "family", "family_root", "organisation", "city", "country", "phone", "mailbox",
    "local_part", "handle", "employer_domain", "page", "tool", "tool_person", "born_on", "street", "postal_code",
)  # fmt: skip

SCHEMA = {
    "left": pl.String,
    "right": pl.String,
    "match_probability": pl.Float64,
    "match_weight": pl.Float64,
    **{f"gamma_{name}": pl.Int64 for name in model.LEVELS},
}


def scored(profiles: pl.DataFrame, weights: model.Model, least: float, engine: Engine) -> pl.DataFrame:
    """Pairs of `profiles` at least `least` probable, most probable first: the columns of `SCHEMA`.

    Less probable ones are among them where both profiles have a pair that is: what speaks against a cluster.
    """
    rows = blocking.blocked(profiles)
    if not rows.height:
        return pl.DataFrame(schema=SCHEMA)
    ids = profiles["profile_id"]
    pairs = rows.select(
        pl.lit("0").alias("match_key"),
        ids.gather(rows["l"]).alias("join_key_l"),
        ids.gather(rows["r"]).alias("join_key_r"),
    )
    frame = _predicted(profiles.select("profile_id", *COMPARED), pairs, weights, least, engine)
    left, right = pl.col("profile_id_l"), pl.col("profile_id_r")
    likely = frame.filter(pl.col("match_probability") >= least)
    paired = pl.concat([likely["profile_id_l"], likely["profile_id_r"]]).unique().implode()
    return (
        frame.filter(left.is_in(paired) & right.is_in(paired))
        .select(
            pl.min_horizontal(left, right).alias("left"),
            pl.max_horizontal(left, right).alias("right"),
            pl.col("match_probability").round(6),
            pl.col("match_weight").round(4),
            *(pl.col(f"gamma_{name}").cast(pl.Int64) for name in model.LEVELS),
        )
        .sort(["match_weight", "left", "right"], descending=[True, False, False])
    )


def _predicted(
    compared: pl.DataFrame, pairs: pl.DataFrame, weights: model.Model, least: float, engine: Engine
) -> pl.DataFrame:
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.WARNING)
    connection = places.connect(memory_limit=engine.memory_limit, threads=engine.threads)
    try:
        api = DuckDBAPI(connection)
        table = api.register(compared.to_arrow())
        linker = Linker(table, model.settings(weights, compared.height), log_level=logging.WARNING)
        for column in model.FREQUENCIES:
            common = model.frequencies(weights, column, compared[column])
            linker.table_management.register_term_frequency_lookup(api.register(common.to_arrow()), column)
        linker.table_management.register_blocked_pairs_for_predict(api.register(pairs.to_arrow()))
        predicted = linker.inference.predict(threshold_match_probability=min(least, UNLIKELY), warning_mode="never")
        return predicted.as_duckdbpyrelation().pl()
    finally:
        connection.close()
