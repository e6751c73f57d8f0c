"""Estimates the weights of `model.json` anew: `python -m pipelines.identity.train --home DIR`.

Run by hand, on a home that has been resolved, when the comparisons change; the
result is committed, so that every home is resolved with the same weights. Random
pairs tell how often strangers agree. Pairs that share an exact key tell how one
person's names vary, and no more: they mostly come from one desk at one time, so
they would make changes of employer, city and number look rarer than they are.
Those, and what the keys themselves are made of, keep the weights they have.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Sequence
from typing import Any

import polars as pl

from pipelines import home as places
from pipelines import settings as configuration
from pipelines.home import Home, write_text
from pipelines.identity import aliases, keys, links, mentions, model, organisations, pairs, profiles, readings
from pipelines.identity.clusters import Clusters

logger = logging.getLogger("kith.identity")

AMONG_STRANGERS = ("given", "family", "organisation", "city", "country", "phone")
AMONG_THE_SAME = ("given", "family")
RANDOM_PAIRS = 2_000_000
SEED = 20260701
LEAST = 0.00001
"""No level is held impossible because the sample lacks it."""

NEVER_TIED = ("another", "different")
"""The levels that keys cannot show: they tie only names that agree."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the home's records, estimates, and writes `model.json`."""
    parser = argparse.ArgumentParser(description="Estimate the identity model's weights from a home's records.")
    parser.add_argument("--home", required=True, help="a data home whose files have been read and accepted")
    home = Home.at(parser.parse_args(arguments).home)
    weights = estimated(labelled(home), model.committed())
    write_text(model.MODEL_FILE, json.dumps(weights, indent=2) + "\n")
    logger.info("Wrote %s", model.MODEL_FILE.name)


def labelled(home: Home) -> pl.DataFrame:
    """The home's profiles as Splink compares them, with `same`: the cluster that exact keys make of each."""
    settings = configuration.load(home)
    landed = pl.read_parquet(home.source_files).filter("is_counted").select("file_id", "landed_at")
    named, decided = (pl.read_parquet(home.decided(name)) for name in ("aliases", "organisations"))
    alias = aliases.read(named)
    told = mentions.people(home, landed["file_id"].to_list(), dated=alias)
    records = mentions.organisation_records(home, landed["file_id"].to_list())
    raw = profiles.raw_rows(told)
    of_rows, of_records = links.seen(links.placed(told, raw, landed), records, landed)
    seen = raw.join(of_rows, on="raw_id", how="left", maintain_order="left")
    read = readings.of(raw, settings.locale.country)
    found = organisations.resolved(seen, read, records.with_columns(of_records), decided, aliases=alias)
    distinct = profiles.distinct(profiles.normalised(raw, read, found.of_raw), found.providers)
    clusters = Clusters(distinct.height)
    for left, right, _ in keys.judged(distinct).ties:
        clusters.join(left, right)
    same = pl.Series("same", clusters.members(), dtype=pl.Int64)
    return distinct.select("profile_id", *pairs.COMPARED).with_columns(same)


def estimated(compared: pl.DataFrame, weights: model.Model) -> model.Model:
    """`weights` with what Splink learns from `compared` (`labelled`)."""
    from splink import DuckDBAPI, Linker

    with places.connect() as connection:
        api = DuckDBAPI(connection)
        linker = Linker(api.register(compared.to_arrow()), model.settings(weights, compared.height))
        linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
        linker.training.estimate_m_from_label_column("same")
        learnt = linker.misc.save_model_to_json(None)["comparisons"]
    comparisons = dict(weights["comparisons"])
    for comparison in learnt:
        name = comparison["output_column_name"]
        told = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        comparisons[name] = _levels(name, told, comparisons[name])
    return {**weights, "comparisons": comparisons}


def _levels(name: str, learnt: list[dict[str, Any]], old: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    labels = model.LEVELS[name]
    tied = [label if name in AMONG_THE_SAME and label not in NEVER_TIED else None for label in labels]
    m = _shares([level.get("m_probability") if label else None for label, level in zip(tied, learnt, strict=True)],
                [old[label]["m"] for label in labels])  # fmt: skip
    u = _shares([level.get("u_probability") if name in AMONG_STRANGERS else None for level in learnt],
                [old[label]["u"] for label in labels])  # fmt: skip
    return {label: {"m": m[number], "u": u[number]} for number, label in enumerate(labels)}


def _shares(learnt: list[float | None], old: list[float]) -> list[float]:
    """What was learnt, made to sum to one beside the old share of what was not; all old if nothing was."""
    if all(share is None for share in learnt):
        return old
    kept = sum(before for share, before in zip(learnt, old, strict=True) if share is None)
    found = [max(share, LEAST) for share in learnt if share is not None]
    scale = (1 - kept) / sum(found)
    return [
        round(before if share is None else max(share, LEAST) * scale, 6)
        for share, before in zip(learnt, old, strict=True)
    ]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
