"""The forecast itself: a probability for each open row, by the model or the base rate, and what drives it."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from pipelines.forecasts.base_rates import with_base_rate
from pipelines.forecasts.folds import settled_of
from pipelines.forecasts.model import fit
from pipelines.forecasts.questions import Question
from pipelines.forecasts.scores import Floats
from pipelines.forecasts.verdict import ALL

DRIVERS = 3
"""How many drivers a forecast is published with: those that move its log-odds most."""

FORECAST: dict[str, Any] = {
    "subject_id": pl.String, "probability": pl.Float64, "base_rate": pl.Float64, "base_rate_n": pl.Int64,
    "method": pl.String, "reason": pl.String,
    **{
        f"driver_{place}{part}": kind
        for place in range(1, DRIVERS + 1)
        for part, kind in (("", pl.String), ("_value", pl.Float64), ("_log_odds", pl.Float64))
    },
}  # fmt: skip
"""The columns of `forecast`."""


def forecast(rows: pl.DataFrame, scores: pl.DataFrame, question: Question) -> pl.DataFrame:
    """A forecast for each row whose outcome is not known yet, by subject; the columns of `FORECAST`.

    `scores` are those of `verdict.scored`: where they publish the model, `probability` is
    the model's, fitted on every settled row, with its drivers; else it is the base rate,
    with the reason. It is null where nothing at all is settled.
    """
    settled = settled_of(rows)
    open_rows = rows.filter(pl.col("outcome").is_null()).sort("subject_id")
    verdict = scores.row(by_predicate=(pl.col("forecast") == question.name) & (pl.col("fold") == ALL), named=True)
    based = with_base_rate(open_rows, settled)
    if verdict["is_published"] and len(open_rows):
        found = _by_model(based, settled, question)
    else:
        found = based.with_columns(
            probability="base_rate", method=pl.lit("base_rate"), reason=pl.lit(verdict["reason"], pl.String)
        )
    missing = [pl.lit(None, kind).alias(name) for name, kind in FORECAST.items() if name not in found.columns]
    return found.with_columns(missing).select(
        pl.col(name).cast(kind).round(6) if kind == pl.Float64 else pl.col(name).cast(kind)
        for name, kind in FORECAST.items()
    )


def _by_model(based: pl.DataFrame, settled: pl.DataFrame, question: Question) -> pl.DataFrame:
    features = tuple(question.features)
    model = fit(settled, features)
    values = based.select(pl.col(features).cast(pl.Float64)).to_numpy()
    return based.with_columns(
        pl.Series("probability", model.probabilities(based)),
        pl.lit("model").alias("method"),
        pl.lit(None, pl.String).alias("reason"),
        *_drivers(features, values, model.contributions(based)),
    )


def _drivers(features: tuple[str, ...], values: Floats, contributions: Floats) -> list[pl.Series]:
    """The features that move each row most, the strongest first; of equals, the one listed first."""
    order = np.argsort(-np.abs(contributions), axis=1, kind="stable")[:, :DRIVERS]
    found = []
    for place in range(order.shape[1]):
        chosen = order[:, place, None]
        found += [
            pl.Series(f"driver_{place + 1}", [features[number] for number in chosen[:, 0]]),
            pl.Series(f"driver_{place + 1}_value", np.take_along_axis(values, chosen, 1)[:, 0]).fill_nan(None),
            pl.Series(f"driver_{place + 1}_log_odds", np.take_along_axis(contributions, chosen, 1)[:, 0]),
        ]
    return found
