"""The backtest: what the model would have said of rows before they were settled, beside the base rate of then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.forecasts.base_rates import with_base_rate
from pipelines.forecasts.folds import Fold, folds, settled_of
from pipelines.forecasts.model import fit
from pipelines.forecasts.questions import QUESTIONS, Question

TESTED: dict[str, Any] = {
    "forecast": pl.String, "fold": pl.Int64, "subject_id": pl.String, "party_id": pl.String, "group_id": pl.String,
    "organisation_id": pl.String, "prediction_on": pl.Date, "trained_until_on": pl.Date, "trained_count": pl.Int64,
    "outcome": pl.Boolean, "model": pl.Float64, "base_rate": pl.Float64,
    "rate_of_all": pl.Float64,
}  # fmt: skip
"""The columns of `backtest`: the row, its fold, and its probability by the model and by either rate."""


def backtest(rows: pl.DataFrame, question: Question, floor: int) -> pl.DataFrame:
    """Every tested row once, with its fold, the model's probability and the rates of then; the columns of `TESTED`.

    Empty where at no day in the past `floor` of each outcome were known, and others to come.
    """
    found = [_tested(fold, number, question) for number, fold in enumerate(folds(settled_of(rows), floor), start=1)]
    return pl.concat([pl.DataFrame(schema=TESTED), *found])


def _tested(fold: Fold, number: int, question: Question) -> pl.DataFrame:
    model = fit(fold.trained, tuple(question.features))
    added: dict[str, Any] = {
        "forecast": pl.lit(question.name),
        "fold": pl.lit(number),
        "trained_until_on": pl.lit(fold.trained["known_on"].max()),
        "trained_count": pl.lit(len(fold.trained)),
        "model": pl.Series(model.probabilities(fold.tested)).round(6),
        "base_rate": pl.col("base_rate").round(6),
        "rate_of_all": pl.col("rate_of_all").round(6),
    }
    tested = with_base_rate(fold.tested, fold.trained).with_columns(**added)
    return tested.select(pl.col(name).cast(kind) for name, kind in TESTED.items())


def backtests(rows: Mapping[str, pl.DataFrame], floor: int) -> pl.DataFrame:
    """The backtests of all questions, one after the other; `rows` are those of each, by its name."""
    return pl.concat([backtest(rows[name], question, floor) for name, question in QUESTIONS.items()])
