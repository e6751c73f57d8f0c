"""The model of a question: logistic regression on standardised features, and what drove each probability.

Few rows and weak signals: no interactions, and a ridge as strong as serves best within the
rows that the model is fitted on. A feature that is missing counts as the mean of those the
model was fitted on, and so drives nothing; one beyond all of those counts as the nearest of
them, for nothing is known out there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.forecasts.folds import least_outcomes
from pipelines.forecasts.scores import Floats

RIDGES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
"""Inverse strengths of the ridge (scikit-learn's C) to choose from."""

BLOCKS = 5
"""Blocks that the rows are cut into to choose the ridge: each is predicted from the others."""

MOST_TRIED = 20_000
"""Rows that the ridge is chosen with, about; among more of them every ridge does as well."""


@dataclass(frozen=True)
class Scale:
    """How features are standardised, by the rows a model is fitted on; all arrays are of shape (features,)."""

    features: tuple[str, ...]
    least: Floats
    most: Floats
    means: Floats
    deviations: Floats

    @classmethod
    def of(cls, rows: pl.DataFrame, features: tuple[str, ...]) -> Scale:
        """The scale of these rows; a feature that never varies is left as it is."""
        values = rows.select(pl.col(features).cast(pl.Float64))
        deviations = values.std(ddof=0).fill_null(0).row(0)
        return cls(
            features=features,
            least=np.array(values.min().fill_null(0).row(0)),
            most=np.array(values.max().fill_null(0).row(0)),
            means=np.array(values.mean().fill_null(0).row(0)),
            deviations=np.array([deviation or 1.0 for deviation in deviations]),
        )

    def standardised(self, rows: pl.DataFrame) -> Floats:
        """Deviations from the means, 0 where a feature is missing; shape (rows, features)."""
        values = rows.select(pl.col(self.features).cast(pl.Float64).fill_null(float("nan"))).to_numpy()
        distances = (np.clip(values, self.least, self.most) - self.means) / self.deviations
        return np.where(np.isnan(distances), 0.0, distances)


@dataclass(frozen=True)
class Model:
    """A fitted model: `weights`, of shape (features,), are log-odds per standard deviation."""

    scale: Scale
    weights: Floats
    intercept: float

    def contributions(self, rows: pl.DataFrame) -> Floats:
        """What each feature adds to a row's log-odds over those of a row of means; shape (rows, features)."""
        return self.scale.standardised(rows) * self.weights

    def probabilities(self, rows: pl.DataFrame) -> Floats:
        """The probability of each row: the logistic of the intercept and the row's contributions; shape (rows,)."""
        odds: Floats = self.intercept + self.contributions(rows).sum(axis=1)
        return 1 / (1 + np.exp(-odds))


def fit(settled: pl.DataFrame, features: tuple[str, ...]) -> Model:
    """Fits the model on settled rows; each outcome must be among them at least `BLOCKS` times.

    The ridge is the one with the least log loss over the blocks of at most about `MOST_TRIED`
    rows, spread evenly; the model is then fitted on all. The same rows in the same order
    give the same model.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV

    scale = Scale.of(settled, features)
    regression = LogisticRegression(solver="newton-cholesky", max_iter=1000)
    search = GridSearchCV(regression, {"C": RIDGES}, cv=BLOCKS, scoring="neg_log_loss", refit=False)
    tried = _spread(settled)
    ridge = search.fit(scale.standardised(tried), tried["outcome"].to_numpy()).best_params_
    best = regression.set_params(**ridge).fit(scale.standardised(settled), settled["outcome"].to_numpy())
    return Model(scale, best.coef_[0], float(best.intercept_[0]))


def _spread(settled: pl.DataFrame) -> pl.DataFrame:
    """Every nth row of either outcome, as many as blocks at least."""
    every = max(1, min(len(settled) // MOST_TRIED, least_outcomes(settled) // BLOCKS))
    return settled.filter(pl.int_range(pl.len()).over("outcome") % every == 0)
