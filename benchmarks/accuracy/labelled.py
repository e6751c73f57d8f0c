"""One labelled table: kith and its peers on the same rows, side by side, and what kith got wrong."""

from __future__ import annotations

import resource
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

MOST_GIBIBYTES = 12
"""So is one that asks for more memory."""


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
        with _at_most(most_seconds), _within(MOST_GIBIBYTES):
            found = baseline(dataset)
    except TimeoutError:
        return {"stopped_after_seconds": most_seconds}
    except MemoryError:
        return {"stopped_at_gibibytes": MOST_GIBIBYTES}
    except UserWarning as error:  # so dedupe says that it cannot go on, and quotes the record
        return {"gave_up": type(error).__name__}
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


@contextmanager
def _within(gibibytes: int) -> Iterator[None]:
    """Lets this process have so much memory of its own: who asks for more gets a `MemoryError`."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (gibibytes * 2**30, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
