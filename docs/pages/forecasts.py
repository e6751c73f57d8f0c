"""The page on the forecasts: what is forecast, from what, above which floor, and how right it was on the demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docs.pages.markdown import page, table
from pipelines.forecasts import base_rates, folds, model, verdict
from pipelines.forecasts.questions import QUESTIONS, Question
from pipelines.home import Home, write_json
from pipelines.publishing.reading import released
from pipelines.settings import Settings

MEASURED = Path(__file__).parents[2] / "benchmarks" / "results" / "forecasts.json"
FIGURES = {"backtests": "forecast_backtests", "calibration": "forecast_calibration"}

HEAD = """# Forecasts

Two things are forecast: whether a term that nears its end, or is in its days of grace, is **renewed**
(`people.renewal_risk`), and how many of the guests registered for an event to come **turn out**
(`people.turnout_forecast`, guest by guest in `people.turnout_registrations`). Each has a base rate. A model takes its
place only where it was better on rows that it had not seen; `insights.forecast_backtests` says whether it was, and
`method` and `reason` beside each forecast whose it is.

- **Base rate**: how often it happened in the same stratum, drawn towards the rate of all by {draw:.0f} rows of it.
- **Model**: logistic regression on standardised features, with the ridge of least log loss over {blocks} blocks of what
  it is fitted on. What is missing drives nothing; what lies beyond all that was seen counts as the nearest seen.
- **What drives a forecast**: `driver_1` to `driver_3` are the features that move its log-odds most, with their values
  and what they add to the log-odds of a row of means. They say what the model goes by, not why a person acts.
- **Fitted on**: a term on one day of an export of its list that had shown its end and not yet its renewal, a day drawn
  without regard to what became of it; a guest's confirmed registration, on the day it was made, for an event where
  attendance was captured. Nothing of the day of the prediction or later is a feature. Facts count from the day
  they happened, not from the day they landed; what a list shows, from the day of the list: members, renewals, and
  what became of a term, which the first list after its grace tells.
- **Backtest**: settled rows are cut by day into {stretches} stretches of like size. Each but the first is predicted
  by a model fitted on what was known before its first day, and by the rates of then.
- **Floor**: no model is fitted on fewer than `floor` (by default {floor}) outcomes of either kind.
- **Published**: where Brier score and log loss both beat the base rate, and the rate of all, by more than one standard
  error of events or memberships.
- **Switched off** by `models = false` in the table `[forecasts]` of the [settings](settings.md): base rates stay.
- **Not for**: judging a person, or deciding alone what one is offered. The tables are in the restricted database.
"""

LIMITS = """## Limits

- A list of members that was exported once shows no term before it was renewed or lapsed, and gives no evidence.
  Lists without ends (each next export ends what it leaves out) give none either, and their terms are not forecast.
- Registrations that will still be made or called off are not forecast: the expected number is of those who hold a
  place.
- The interval of an event's number is the normal one, widened by what guests of one event had in common in the
  backtest (`dispersion`); without a backtest there is none.
- Prices, reminders and the weather are in no export, and in no forecast.
- An employer counts after the first day on which evidence shows it (`shown_from_on`). A merge of two records, the
  industry of an employer and an event's topic are taken as they are known now.
"""


def forecasts_page() -> str:
    """The whole page."""
    measured: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    head = HEAD.format(
        draw=base_rates.DRAW, blocks=model.BLOCKS, stretches=folds.STRETCHES, floor=Settings().forecasts.floor
    )
    lines = [*head.splitlines(), ""]
    for question in QUESTIONS.values():
        lines += _question(question, measured)
    lines += ["## Why a base rate is given", ""]
    lines += table(("reason", "meaning"), [(f"`{code}`", meaning) for code, meaning in verdict.REASONS.items()])
    return page([*lines, "", *LIMITS.splitlines()])


def measure(home: Home) -> None:
    """Writes the figures of the release in `home`, the demo's, for the page to show."""
    write_json(MEASURED, measured(home))


def measured(home: Home) -> dict[str, Any]:
    """What the release in `home` says of its forecasts: the rows of both tables, by name and column."""
    found = {}
    with released(home) as connection:
        for name, source in FIGURES.items():
            frame = connection.execute(f"select * from {source} order by all").pl()
            found[name] = json.loads(frame.drop("as_of_on", "is_suppressed").write_json())
    return found


def _question(question: Question, measured: dict[str, Any]) -> list[str]:
    tested, binned = (
        [row for row in measured[name] if row["forecast"] == question.name] for name in ("backtests", "calibration")
    )
    verdict_on = next(row for row in tested if row["fold"] == verdict.ALL)
    said = "the model is published" if verdict_on["is_published"] else f"the base rate is (`{verdict_on['reason']}`)"
    return [
        f"## {question.name.capitalize()}: {question.happens}, or {question.fails}",
        "",
        f"Base rates are those of {question.stratum}.",
        "",
        *table(("feature", "meaning"), [(f"`{name}`", meaning) for name, meaning in question.features.items()]),
        "",
        f"On the demo, {said}:",
        "",
        *table(BACKTEST, [tuple(_cell(row[key]) for key in BACKTEST.values()) for row in tested]),
        "",
        "What the model said there, by tenths of probability, and what came about (`insights.forecast_calibration`);",
        "small cells are hidden:",
        "",
        *table(CALIBRATION, [tuple(_cell(row[key]) for key in CALIBRATION.values()) for row in binned]),
        "",
    ]


BACKTEST: Any = {
    "fold": "fold", "from": "tested_from_on", "until": "tested_until_on", "fitted on": "trained_count",
    "tested": "tested_count", "happened": "happened_count", "Brier, model": "brier_model", "base rate": "brier_base",
    "log loss, model": "log_loss_model", "of base rate": "log_loss_base",
}  # fmt: skip
CALIBRATION: Any = {
    "tenth": "tenth", "rows": "happened_rate_n", "mean probability": "predicted_mean", "happened": "happened_rate",
    "low": "happened_rate_low", "high": "happened_rate_high",
}  # fmt: skip


def _cell(value: Any) -> str:
    """A figure as shown; what is hidden as a small cell stays empty."""
    if isinstance(value, float):
        return f"{value:.4f}"
    return "" if value is None else str(value)
