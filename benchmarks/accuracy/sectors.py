"""How right the classifier of industries is: listed companies, five-fold, by name and by name and description.

Every company is judged by a model that never saw it, nor another that may be the same
company (`training.groups`). Two questions: which of the list's own eleven sectors, the
yardstick that others can repeat; and which of kith's classes, what the pipeline asks.
Probabilities of a fold are calibrated on the other four. `python -m benchmarks.accuracy.sectors` measures anew.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.measure import keep
from pipelines.industries import calibration, train, training
from pipelines.settings import Settings

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "reference"
"""Where the public data is: beside the project, never in it."""

BINS = 10


@dataclass(frozen=True)
class Judged:
    """The likeliest class of each row was `right` or not, and had this `confidence`."""

    right: NDArray[np.bool_]
    confidence: NDArray[np.float64]


def measured(folder: Path = REFERENCE) -> dict[str, Any]:
    """Figures of both questions, by evidence."""
    companies = training.companies(folder / "companies_by_sector.parquet")
    questions = {
        "listed sectors": _question(train.of_companies(companies, "sector")),
        "kith's classes": _question(train.of_companies(companies, "class_id", training.titles())),
    }
    return {"questions": questions}


def _question(evidence: train.Evidence) -> dict[str, Any]:
    by_name, by_text, fold_of = train.held_out(evidence)
    known = np.unique(evidence.labels, return_counts=True)[1]
    least = Settings().industries.least_confidence
    return {
        "rows": len(evidence.labels),
        "groups": len(np.unique(evidence.groups)),
        "classes": len(known),
        "most frequent class": round(float(known.max() / known.sum()), 4),
        "name": figures(_judged([by_name], evidence.truth, fold_of), least),
        "name and description": figures(_judged([by_name, by_text], evidence.truth, fold_of), least),
    }


def _judged(scores: Sequence[NDArray[np.float32]], truth: NDArray[np.int64], fold_of: NDArray[np.int64]) -> Judged:
    right, confidence = np.zeros(len(truth), bool), np.zeros(len(truth))
    for fold in np.unique(fold_of):
        kept = fold_of == fold
        calibrated = calibration.fitted([matrix[~kept] for matrix in scores], truth[~kept])
        chances = calibrated.probabilities([matrix[kept] for matrix in scores])
        right[kept], confidence[kept] = chances.argmax(axis=1) == truth[kept], chances.max(axis=1)
    return Judged(right, confidence)


def figures(judged: Judged, least_confidence: float) -> dict[str, Any]:
    """Accuracy of all; of what is claimed from `least_confidence` on, and how much that is; and the reliability.

    The expected calibration error is the mean distance of confidence and accuracy over equally wide
    bins, weighted by their rows (Naeini et al., 2015).
    """
    claimed = judged.confidence >= least_confidence
    bins = reliability(judged)
    error = (bins["rows"] / len(judged.right) * (bins["confidence"] - bins["accuracy"]).abs()).sum()
    return {
        "accuracy": _share(judged.right),
        "least confidence": least_confidence,
        "coverage": _share(claimed),
        "abstained": _share(~claimed),
        "accuracy of claims": _share(judged.right[claimed]),
        "calibration error": round(float(error), 4),
        "reliability": bins.to_dicts(),
    }


def reliability(judged: Judged) -> pl.DataFrame:
    """`from, rows, confidence, accuracy` of each bin of confidence that has rows."""
    frame = pl.DataFrame({"right": judged.right, "confidence": judged.confidence})
    lower = (pl.col("confidence") * BINS).floor().clip(0, BINS - 1) / BINS
    binned = frame.group_by(lower.alias("from")).agg(
        pl.len().alias("rows"), pl.col("confidence").mean().round(4), pl.col("right").mean().round(4).alias("accuracy")
    )
    return binned.sort("from")


def _share(which: NDArray[np.bool_]) -> float | None:
    return round(float(which.mean()), 4) if which.size else None


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    keep("accuracy/sectors", measured())
