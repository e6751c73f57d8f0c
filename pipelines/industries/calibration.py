"""From scores to probabilities that mean what they say.

Two steps, both fitted on held-out rows, for each kind of evidence apart. Scores are scaled
before the softmax, by the factors under which the labels are likeliest (temperature scaling:
Guo et al., 2017). That leaves a curve: low claims too modest, high ones too bold. So the
probability of the likeliest class is read off how often such claims were right, monotone by
isotonic regression (Zadrozny and Elkan, 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Chances = NDArray[np.float64]

BINS = 20
"""Points of a curve, of equally many held-out rows each: few enough that each is sure, and the file small."""


@dataclass(frozen=True)
class Calibration:
    """One of `factors` per score matrix; `claimed`, ascending, and what share of such claims was `right`."""

    factors: NDArray[np.float64]
    claimed: NDArray[np.float64]
    right: NDArray[np.float64]

    def probabilities(self, scores: Sequence[Scores]) -> Chances:
        """Row × class, each row adding up to one; the likeliest class is that of the scores."""
        chances = probabilities(scores, self.factors)
        return with_best(chances, np.interp(chances.max(axis=1), self.claimed, self.right))


def fitted(scores: Sequence[Scores], truth: NDArray[np.int64]) -> Calibration:
    """The calibration of score matrices (row × class) whose rows were held out; `truth` is each row's column."""
    from sklearn.isotonic import isotonic_regression

    scaled = np.array(factors(scores, truth))
    chances = probabilities(scores, scaled)
    best = chances.max(axis=1)
    order = np.argsort(best, kind="stable")
    bins = [rows for rows in np.array_split(order, BINS) if rows.size]
    claimed = np.array([best[rows].mean() for rows in bins])
    hits = np.array([(chances[rows].argmax(axis=1) == truth[rows]).mean() for rows in bins])
    right = isotonic_regression(hits, sample_weight=[rows.size for rows in bins])
    return Calibration(scaled, claimed.round(4), right.round(4))


def factors(scores: Sequence[Scores], truth: NDArray[np.int64]) -> list[float]:
    """One factor per score matrix (row × class); `truth` is the column of each row's class."""
    from scipy.optimize import minimize

    def surprise(logarithms: NDArray[Any]) -> float:
        likely = probabilities(scores, np.exp(logarithms))[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    found = minimize(surprise, np.zeros(len(scores)), method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-6})
    return [round(float(factor), 3) for factor in np.exp(found.x)]


def probabilities(scores: Sequence[Scores], factors: Sequence[float] | NDArray[np.float64]) -> Chances:
    """Row × class, each row adding up to one.

    >>> probabilities([np.zeros((1, 2), dtype=np.float32)], [1.0]).tolist()
    [[0.5, 0.5]]
    """
    total = sum(factor * matrix.astype(np.float64) for factor, matrix in zip(factors, scores, strict=True))
    raised = np.exp(total - np.max(total, axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def with_best(chances: Chances, wanted: NDArray[np.float64]) -> Chances:
    """`chances` with the likeliest class of each row at `wanted`, and the others in their old proportions.

    No lower, though, than where the second likeliest would catch up: which class is likeliest is not for
    calibration to say.

    >>> with_best(np.array([[0.6, 0.2, 0.2]]), np.array([0.8])).round(3).tolist()
    [[0.8, 0.1, 0.1]]
    >>> with_best(np.array([[0.5, 0.4, 0.1]]), np.array([0.1])).round(3).tolist()
    [[0.444, 0.444, 0.111]]
    """
    rows, best = np.arange(len(chances)), chances.argmax(axis=1)
    others = chances.copy()
    others[rows, best] = 0.0
    rest = others.sum(axis=1)
    second = others.max(axis=1)
    level = second / np.where(rest + second > 0, rest + second, 1.0)
    kept = np.where(rest > 0, np.maximum(wanted, level), 1.0)
    found = others * ((1 - kept) / np.where(rest > 0, rest, 1.0))[:, None]
    found[rows, best] = kept
    return np.asarray(found)
