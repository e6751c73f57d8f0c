"""What kith is held against: exact names, a ratio of names, Splink and dedupe, each as its own documentation begins.

A peer that scores pairs is judged twice: on the pairs as it scores them, and on the
clusters that follow when pairs are closed, since whoever counts people needs clusters.
"""

from __future__ import annotations

import logging
import random
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

from benchmarks.accuracy.datasets import Dataset
from benchmarks.accuracy.measures import Pairs, pairwise
from pipelines.identity.clusters import Clusters

LEAST_RATIO = 85
SPLINK_PROBABILITY = 0.5
MOST_PAIRS_A_ROW = 250
"""A column whose equal values would make more pairs than this a row does not block."""

TRAINING_PAIRS = 200
SEED = 20260701
BATCH = 1_000


@dataclass(frozen=True)
class Found:
    """The cluster of each row, and how the pairs stood before they were closed (None where nothing was)."""

    labels: pl.Series
    scored: Pairs | None = None


def exact_names(dataset: Dataset) -> Found:
    """Rows whose names are equal without regard to case, accents and signs are one."""
    return Found(dataset.names.map_elements(normal, return_dtype=pl.String))


def normal(name: str) -> str | None:
    """A name in lower case without accents, letters and digits only.

    >>> normal("  Zoë O'Byte, Ltd. ")
    'zoe o byte ltd'
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare.casefold()).split()) or None


def token_sort(dataset: Dataset) -> Found:
    """Rows whose names, their words sorted, are alike by `LEAST_RATIO` of 100 (rapidfuzz)."""
    from rapidfuzz import fuzz, process

    names = [normal(name or "") for name in dataset.names]
    known = [(row, name) for row, name in enumerate(names) if name]
    rows, texts = np.array([row for row, _ in known]), [name for _, name in known]

    def alike() -> Iterable[tuple[int, int]]:
        for first in range(0, len(texts), BATCH):
            ratios = process.cdist(
                texts[first : first + BATCH], texts, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_RATIO,
                dtype=np.uint8, workers=-1,
            )  # fmt: skip
            left, right = np.nonzero(ratios)
            left += first
            yield from zip(rows[left[left < right]].tolist(), rows[right[left < right]].tolist(), strict=True)

    return _closed(dataset, alike())


def splink(dataset: Dataset) -> Found:
    """Splink with its ready-made comparisons and its own estimates, as its tutorial begins."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    from pipelines import home as places

    rows = dataset.rows.drop("entity").with_row_index("place").with_columns(_starts(dataset))
    blocks = [name for name in rows.columns if name in {*dataset.fields, "start"} and _is_narrow(rows[name])]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="place",
        comparisons=[_comparison(name, dataset) for name in dataset.fields],
        blocking_rules_to_generate_predictions=[block_on(name) for name in blocks],
        probability_two_random_records_match=_share_of_matches(dataset),
    )
    with places.connect() as connection:
        linker = Linker(DuckDBAPI(connection).register(rows.to_arrow()), settings, log_level=logging.ERROR)
        _train(linker, dataset)
        predicted = linker.inference.predict(threshold_match_probability=SPLINK_PROBABILITY, warning_mode="never")
        pairs = predicted.as_duckdbpyrelation().pl().select("place_l", "place_r").rows()
    return _closed(dataset, pairs)


def _share_of_matches(dataset: Dataset) -> float:
    """The true share, to begin with; where there is more than a name, Splink then estimates its own."""
    rows = dataset.rows.height
    return pairwise(dataset.truth, dataset.truth).true / (rows * (rows - 1) / 2)


def _starts(dataset: Dataset) -> list[pl.Series]:
    """Where a name is all there is, its first letters to block and train by."""
    return [dataset.names.str.to_lowercase().str.slice(0, 5).alias("start")] if len(dataset.fields) == 1 else []


def _is_narrow(values: pl.Series) -> bool:
    return pairwise(values, values).true <= MOST_PAIRS_A_ROW * len(values)


def _comparison(name: str, dataset: Dataset) -> Any:
    import splink.comparison_library as cl

    holds = dataset.fields[name]
    if holds == "name":
        return cl.NameComparison(name)
    if holds == "date":
        return cl.DateOfBirthComparison(name, input_is_string=True, datetime_format=dataset.date_format)
    if holds == "email":
        return cl.EmailComparison(name)
    if holds == "id":
        return cl.LevenshteinAtThresholds(name)
    return cl.ExactMatch(name).configure(term_frequency_adjustments=True)


def _train(linker: Any, dataset: Dataset) -> None:
    from splink import block_on

    names = [name for name, holds in dataset.fields.items() if holds == "name"]
    others = [name for name, holds in dataset.fields.items() if holds in ("date", "email", "id")]
    sure = [block_on(name) for name in others if dataset.fields[name] != "date"] + [block_on(*names, *others[:1])]
    if others:
        linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in [block_on(*names), block_on(others[0])] if others else [block_on("start")]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def dedupe(dataset: Dataset) -> Found:
    """dedupe, which learns from labelled pairs: it is given `TRAINING_PAIRS` true ones, and as many that are not."""
    from dedupe import Dedupe, variables
    from joblib import parallel_config

    random.seed(SEED)
    np.random.seed(SEED)
    fields = [variables.String(name, has_missing=True) for name in dataset.fields]
    records = {row: dict(cells) for row, cells in enumerate(dataset.rows.select(*dataset.fields).iter_rows(named=True))}
    learner = Dedupe(fields, num_cores=0)
    labels: dict[int, int] = {}
    with parallel_config("sequential"):  # a process for each of its many small fits takes longer than the fits
        learner.prepare_training(records)
        learner.mark_pairs(_labelled(dataset, records))
        learner.train()
        for number, (rows, _) in enumerate(learner.partition(records, threshold=0.5)):
            labels |= dict.fromkeys(rows, number)
    return Found(pl.Series([labels.get(row) for row in records], dtype=pl.Int64))


def _labelled(dataset: Dataset, records: dict[int, dict[str, Any]]) -> Any:
    dice = random.Random(SEED)
    groups = (
        dataset.rows.with_row_index("place").group_by("entity", maintain_order=True).agg("place")["place"].to_list()
    )
    true = [pair for group in groups for pair in combinations(group, 2)]
    false = [tuple(dice.choice(group) for group in dice.sample(groups, 2)) for _ in range(TRAINING_PAIRS)]
    chosen = dice.sample(true, min(TRAINING_PAIRS, len(true)))
    return {
        kind: [(records[left], records[right]) for left, right in pairs]
        for kind, pairs in (("match", chosen), ("distinct", false))
    }


def _closed(dataset: Dataset, pairs: Iterable[tuple[int, int]]) -> Found:
    """The pairs as they are, and the clusters that they chain together."""
    true = dataset.truth.to_list()
    clusters = Clusters(len(true))
    right = count = 0
    for one, other in pairs:
        count += 1
        right += true[one] == true[other]
        clusters.join(one, other)
    return Found(pl.Series(clusters.members()), Pairs(right, count, pairwise(dataset.truth, dataset.truth).true))


Baseline = Callable[[Dataset], Found]

BASELINES: dict[str, Baseline] = {
    "exact names": exact_names,
    "token sort at 85": token_sort,
    "Splink, defaults": splink,
    "dedupe": dedupe,
}
"""Who is compared, by the name that the page gives."""
