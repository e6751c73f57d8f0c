"""A linear model over hashed counts: how its features are weighed, how it is fitted, how it scores.

Counts are weighed by log frequency and inverse document frequency; of each row, what stands in one kind of feature
has one length. A model is fitted in one of two ways. `classified` adds two models up, since each errs elsewhere: a
margin (averaged stochastic gradient descent) and complement naive Bayes (Rennie et al., 2003). `regressed` is a ridge
regression on a share for every class, so that it can learn from what another model supposes (`train`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.industries.features import BITS, LENGTHS, Counts

Matrix = NDArray[np.float32]

EPOCHS = 10
BAYES = 0.5
"""What naive Bayes counts for beside the margin, both brought to one spread."""

STEPS = 40
"""Steps of the conjugate gradient: more change the scores, and no longer which is the highest."""

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
        rows = weighed(counts, self.columns, self.rarity)
        found: Matrix = (rows @ self.weights.astype(np.float32)) * self.scale + self.bias
        return found


def weighed(counts: Counts, columns: NDArray[Any], rarity: NDArray[Any]) -> Counts:
    """The `columns` of the counts, by log frequency and `rarity`; of a row, each kind of feature has its length."""
    from scipy.sparse import diags

    damped = counts[:, columns]
    damped.data = 1 + np.log(damped.data)
    rows = (damped @ diags(rarity.astype(np.float32))).tocsr()
    kind = (columns >> BITS)[rows.indices]
    part = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr)) * len(LENGTHS) + kind
    lengths = np.sqrt(np.bincount(part, weights=rows.data**2))
    rows.data = (rows.data * np.array(LENGTHS)[kind] / lengths[part]).astype(np.float32)
    return rows


def classified(counts: Counts, labels: NDArray[Any], alpha: float, smoothing: float, least_rows: int) -> Linear:
    """The model of `labels`, one per row; its classes are the labels in order.

    `alpha` is the penalty of the margin, `smoothing` what naive Bayes adds to counts, `least_rows` the rows that a
    feature has to stand in to be read.
    """
    from sklearn.linear_model import SGDClassifier
    from sklearn.naive_bayes import ComplementNB

    columns, rarity = _read(counts, np.ones(counts.shape[0]), least_rows)
    rows = weighed(counts, columns, rarity)
    margin = SGDClassifier(loss="hinge", alpha=alpha, max_iter=EPOCHS, tol=None, random_state=0, average=True)
    margin.fit(rows, labels)
    bayes = ComplementNB(alpha=smoothing).fit(rows, labels)
    told = bayes.feature_log_prob_ - bayes.feature_log_prob_.mean(axis=0)
    size, other = _spread(rows @ margin.coef_.T), _spread(rows @ told.T)
    return _kept(columns, rarity, margin.coef_.T / size + BAYES * told.T / other, margin.intercept_ / size)


def regressed(counts: Counts, shares: Matrix, worth: Matrix, alpha: float, least_rows: float) -> Linear:
    """The model of `shares`, row × class, by the least squares with `alpha` times the squared weights added.

    `worth` is how much each row counts in the fit, and up to one in how common a feature is. Features are weighed by
    the root of their rarity: squares make enough of rare ones.
    """
    columns, rarity = _read(counts, np.minimum(worth, 1), least_rows)
    rarity = np.sqrt(rarity)
    mean = np.average(shares, axis=0, weights=worth)
    weights = ridge(weighed(counts, columns, rarity), shares - mean, worth, alpha)
    return _kept(columns, rarity, weights, mean)


def ridge(rows: Counts, targets: Matrix, worth: Matrix, alpha: float, steps: int = STEPS) -> Matrix:
    """Weights, column × target, without an intercept, by the conjugate gradient (Hestenes and Stiefel, 1952).

    All targets in one pass over the rows: scikit-learn solves one after the other, in five times the time.
    """
    turned = rows.T.tocsr()
    residual = turned @ (targets * worth[:, None])
    weights, direction = np.zeros_like(residual), residual
    size = (residual**2).sum(axis=0)
    for _ in range(steps):
        moved = turned @ ((rows @ direction) * worth[:, None]) + alpha * direction
        step = size / np.maximum((direction * moved).sum(axis=0), np.finfo(np.float32).tiny)
        weights = weights + step * direction
        residual = residual - step * moved
        size, before = (residual**2).sum(axis=0), size
        direction = residual + size / np.maximum(before, np.finfo(np.float32).tiny) * direction
    return weights


def _read(counts: Counts, worth: NDArray[Any], least_rows: float) -> tuple[NDArray[np.int32], NDArray[np.float16]]:
    """The columns that stand in so many rows, and how rare each is."""
    each = np.repeat(worth, np.diff(counts.indptr))
    frequency = np.bincount(counts.indices, weights=each, minlength=counts.shape[1])
    columns = np.flatnonzero(frequency >= least_rows).astype(np.int32)
    rarity = np.log((1 + worth.sum()) / (1 + frequency[columns])) + 1
    return columns, rarity.astype(np.float16)


def _kept(columns: NDArray[Any], rarity: NDArray[Any], weights: NDArray[Any], bias: NDArray[Any]) -> Linear:
    scale = np.quantile(np.abs(weights), 0.9999, axis=0) / LEVELS
    whole = np.clip(np.rint(weights / scale), -LEVELS, LEVELS).astype(np.int8)
    return Linear(columns, rarity, whole, scale.astype(np.float32), bias.astype(np.float32))


def _spread(scores: NDArray[Any]) -> float:
    return float((scores - scores.mean(axis=1, keepdims=True)).std())
