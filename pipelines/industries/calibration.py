"""From scores to probabilities that mean what they say.

Scores are scaled before the softmax, one factor for each kind of evidence; the factors
are those under which held-out labels are likeliest (temperature scaling: Guo et al., 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def factors(scores: Sequence[Scores], truth: NDArray[np.int64]) -> list[float]:
    """One factor per score matrix (row × class); `truth` is the column of each row's class."""
    from scipy.optimize import minimize

    def surprise(logarithms: NDArray[Any]) -> float:
        likely = probabilities(scores, np.exp(logarithms))[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    found = minimize(surprise, np.zeros(len(scores)), method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-6})
    return [round(float(factor), 3) for factor in np.exp(found.x)]


def probabilities(scores: Sequence[Scores], factors: Sequence[float]) -> NDArray[np.float64]:
    """Row × class, each row adding up to one.

    >>> probabilities([np.zeros((1, 2), dtype=np.float32)], [1.0]).tolist()
    [[0.5, 0.5]]
    """
    total = sum(factor * matrix.astype(np.float64) for factor, matrix in zip(factors, scores, strict=True))
    raised = np.exp(total - np.max(total, axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
