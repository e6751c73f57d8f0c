"""One labelled table: kith and its peers on the same rows, side by side, and what kith got wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.accuracy import kith
from benchmarks.accuracy.baselines import BASELINES, Baseline
from benchmarks.accuracy.confusion import confusion
from benchmarks.accuracy.datasets import Dataset
from benchmarks.accuracy.measures import figures, told


def measured(dataset: Dataset, baselines: Iterable[tuple[str, Baseline]] = BASELINES.items()) -> dict[str, Any]:
    """The figures of kith and each of `baselines` on `dataset`, to keep."""
    found = kith.labels(dataset)
    methods = {"kith": figures(found, dataset.truth)}
    for name, baseline in baselines:
        peer = baseline(dataset)
        scored = told(peer.scored.score) if peer.scored else None
        methods[name] = figures(peer.labels, dataset.truth) | {"scored": scored}
    return {
        "title": dataset.title,
        "rows": dataset.rows.height,
        "entities": dataset.truth.n_unique(),
        "target": dataset.target,
        "methods": methods,
        "confusion": confusion(dataset, found),
    }
