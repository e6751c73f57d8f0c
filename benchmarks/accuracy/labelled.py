"""One labelled table: kith and its peers on the same rows, side by side, and what kith got wrong."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from benchmarks.accuracy import kith
from benchmarks.accuracy.baselines import BASELINES, Baseline
from benchmarks.accuracy.confusion import confusion
from benchmarks.accuracy.datasets import Dataset
from benchmarks.accuracy.measures import figures, told

MOST_SECONDS = 600
"""A peer that takes longer is stopped, and the page says so."""


def measured(
    dataset: Dataset, baselines: Iterable[tuple[str, Baseline]] = BASELINES.items(), most_seconds: int = MOST_SECONDS
) -> dict[str, Any]:
    """The figures of kith and each of `baselines` on `dataset`, to keep; no peer takes more than `most_seconds`."""
    found = kith.labels(dataset)
    methods: dict[str, dict[str, Any]] = {"kith": figures(found, dataset.truth)}
    for name, baseline in baselines:
        methods[name] = _peer(baseline, dataset, most_seconds)
    return {
        "title": dataset.title,
        "rows": dataset.rows.height,
        "entities": dataset.truth.n_unique(),
        "target": dataset.target,
        "methods": methods,
        "confusion": confusion(dataset, found),
    }


def _peer(baseline: Baseline, dataset: Dataset, most_seconds: int) -> dict[str, Any]:
    try:
        with _at_most(most_seconds):
            found = baseline(dataset)
    except TimeoutError:
        return {"stopped_after_seconds": most_seconds}
    return figures(found.labels, dataset.truth) | {"scored": told(found.scored.score) if found.scored else None}


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Raises `TimeoutError` in the main thread, which alone can be asked so, when `seconds` are over."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
