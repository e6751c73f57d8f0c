"""A linear model over hashed counts: how its features are weighed, how it is fitted, how it scores.

Two linear models are added up, since each errs elsewhere: a margin (averaged stochastic
gradient descent) and complement naive Bayes (Rennie et al., 2003). Both read counts
weighed by log frequency and inverse document frequency, each row of length one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.industries.features import Counts

Matrix = NDArray[np.float32]

EPOCHS = 10
BAYES = 0.5
"""What naive Bayes counts for beside the margin, both brought to one spread."""

LEVELS = 31
"""Weights are kept as whole numbers of -LEVELS to LEVELS: finer ones are no better, and make a larger file."""


@dataclass(frozen=True)
class Linear:
    """`columns` of the counts are read, and `rarity` weighs each.

    `weights` is column × class, `scale` per class; their product is what a column says for a class; `bias` per class.
    """

    columns: NDArray[np.int32]
    rarity: NDArray[np.float16]
    weights: NDArray[np.int8]
    scale: Matrix
    bias: Matrix

    def scores(self, counts: Counts) -> Matrix:
        """Row × class; the higher, the likelier."""
        rows = weighed(counts[:, self.columns], self.rarity)
        found: Matrix = (rows @ self.weights.astype(np.float32)) * self.scale + self.bias
        return found


def weighed(counts: Counts, rarity: NDArray[Any]) -> Counts:
    """Counts by log frequency and rarity, each row of length one."""
    from scipy.sparse import diags

    damped = counts.copy()
    damped.data = 1 + np.log(damped.data)
    rows = (damped @ diags(rarity.astype(np.float32))).tocsr()
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    lengths = np.sqrt(np.bincount(row, weights=rows.data**2, minlength=rows.shape[0]))
    rows.data = (rows.data / lengths[row]).astype(rows.dtype)
    return rows


def fitted(counts: Counts, labels: NDArray[Any], alpha: float, smoothing: float, least_rows: int) -> Linear:
    """The model of `labels`, one per row; its classes are the labels in order.

    `alpha` is the penalty of the margin, `smoothing` what naive Bayes adds to counts, `least_rows` the rows that a
    feature has to stand in to be read.
    """
    from sklearn.linear_model import SGDClassifier
    from sklearn.naive_bayes import ComplementNB

    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    columns = np.flatnonzero(frequency >= least_rows).astype(np.int32)
    rarity = (np.log((1 + counts.shape[0]) / (1 + frequency[columns])) + 1).astype(np.float16)
    rows = weighed(counts[:, columns], rarity)
    margin = SGDClassifier(loss="hinge", alpha=alpha, max_iter=EPOCHS, tol=None, random_state=0, average=True)
    margin.fit(rows, labels)
    bayes = ComplementNB(alpha=smoothing).fit(rows, labels)
    told = bayes.feature_log_prob_ - bayes.feature_log_prob_.mean(axis=0)
    size, other = _spread(rows @ margin.coef_.T), _spread(rows @ told.T)
    weights = margin.coef_.T / size + BAYES * told.T / other
    scale = np.quantile(np.abs(weights), 0.9999, axis=0) / LEVELS
    whole = np.clip(np.rint(weights / scale), -LEVELS, LEVELS).astype(np.int8)
    return Linear(columns, rarity, whole, scale.astype(np.float32), (margin.intercept_ / size).astype(np.float32))


def _spread(scores: NDArray[Any]) -> float:
    return float((scores - scores.mean(axis=1, keepdims=True)).std())
