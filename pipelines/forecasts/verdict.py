"""The verdict on a question's model: published or not, and why; and the scores it rests on, fold by fold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.forecasts.folds import least_outcomes, settled_of
from pipelines.forecasts.questions import QUESTIONS, Question
from pipelines.forecasts.scores import Comparison, compare, dispersion

ALL = "all"
"""The fold of all folds together, which the verdict is on."""

SCORED: dict[str, Any] = {
    "forecast": pl.String, "fold": pl.String, "tested_from_on": pl.Date, "tested_until_on": pl.Date,
    "trained_until_on": pl.Date, "trained_count": pl.Int64, "tested_count": pl.Int64, "happened_count": pl.Int64,
    "people_count": pl.Int64, "organisation_count": pl.Int64, "brier_model": pl.Float64, "brier_base": pl.Float64,
    "log_loss_model": pl.Float64, "log_loss_base": pl.Float64, "dispersion": pl.Float64,
    "is_published": pl.Boolean, "reason": pl.String,
}  # fmt: skip
"""The columns of `scored`."""

REASONS = {
    "switched_off": "the setting says that no model is to be published",
    "below_floor": "fewer outcomes of one kind are known than the floor",
    "no_backtest": "at no day in the past were outcomes enough known to fit a model and later ones to test it",
    "not_better": "the model does not beat both the base rate and the rate of all by a standard error, by both scores",
}
"""Why a base rate is published: code → meaning."""


def scored(tested: pl.DataFrame, rows: pl.DataFrame, question: Question, floor: int, is_allowed: bool) -> pl.DataFrame:
    """The scores of each fold and, as `all`, of all together, with the verdict; the columns of `SCORED`.

    `tested` is what `backtest` gave of `rows`. There is always a row for `all`; its
    scores are null where nothing was tested.
    """
    reason = _reason(tested, rows, floor, is_allowed)
    folds = [(str(number), tested.filter(fold=number)) for number in tested["fold"].unique().sort()]
    verdict = {"forecast": question.name, "is_published": reason is None, "reason": reason}
    found = [{**verdict, "fold": name, **_scores(part, reason is None)} for name, part in [*folds, (ALL, tested)]]
    return pl.DataFrame([{column: row.get(column) for column in SCORED} for row in found], SCORED)


def verdicts(tested: pl.DataFrame, rows: Mapping[str, pl.DataFrame], floor: int, is_allowed: bool) -> pl.DataFrame:
    """The scores and verdicts of all questions, of what `backtests` gave of `rows`."""
    ordered = tested.sort("forecast", "fold", "subject_id")
    return pl.concat(
        scored(ordered.filter(forecast=name), rows[name], question, floor, is_allowed)
        for name, question in QUESTIONS.items()
    )


def _reason(tested: pl.DataFrame, rows: pl.DataFrame, floor: int, is_allowed: bool) -> str | None:
    if not is_allowed:
        return "switched_off"
    if least_outcomes(settled_of(rows)) < floor:
        return "below_floor"
    if tested.is_empty():
        return "no_backtest"
    # A stratum that makes no difference gives a poorer base rate than that of all: to beat it alone would be easy.
    beaten = all(_comparison(tested, rate).is_better for rate in ("base_rate", "rate_of_all"))
    return None if beaten else "not_better"


def _comparison(tested: pl.DataFrame, rate: str = "base_rate") -> Comparison:
    outcome, model, base = (tested[name].cast(pl.Float64).to_numpy() for name in ("outcome", "model", rate))
    return compare(outcome, model, base, _groups(tested))


def _scores(tested: pl.DataFrame, is_published: bool) -> dict[str, Any]:
    """One row's figures; those that need a tested row are left out where there is none."""
    counts = {
        "tested_count": len(tested),
        "happened_count": int(tested["outcome"].sum()),
        "people_count": tested["party_id"].n_unique(),
        "organisation_count": tested["organisation_id"].drop_nulls().n_unique(),
    }
    if tested.is_empty():
        return counts
    compared = _comparison(tested)
    published = tested["model" if is_published else "base_rate"].to_numpy()
    return {
        **counts,
        "tested_from_on": tested["prediction_on"].min(),
        "tested_until_on": tested["prediction_on"].max(),
        "trained_until_on": tested["trained_until_on"].max(),
        "trained_count": tested["trained_count"].max(),
        "brier_model": round(compared.brier_model, 6),
        "brier_base": round(compared.brier_base, 6),
        "log_loss_model": round(compared.log_loss_model, 6),
        "log_loss_base": round(compared.log_loss_base, 6),
        "dispersion": round(
            dispersion(tested["outcome"].cast(pl.Float64).to_numpy(), published, _groups(tested)), 6
        ),
    }  # fmt: skip


def _groups(tested: pl.DataFrame) -> Any:
    return tested["group_id"].rank("dense").cast(pl.Int64).to_numpy() - 1
