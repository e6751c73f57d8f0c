"""The forecast of open rows: the model's with its drivers, or the base rate with the reason."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.forecasts.backtest import backtest
from pipelines.forecasts.base_rates import base_rates, with_base_rate
from pipelines.forecasts.folds import settled_of
from pipelines.forecasts.forecast import FORECAST, forecast
from pipelines.forecasts.model import fit
from pipelines.forecasts.verdict import scored
from tests.unit.forecasts.rows import QUESTION, rows

FEATURES = tuple(QUESTION.features)


def made(given: pl.DataFrame, is_allowed: bool = True) -> pl.DataFrame:
    scores = scored(backtest(given, QUESTION, 20), given, QUESTION, 20, is_allowed)
    found = forecast(given, scores, QUESTION)
    assert found.schema == pl.Schema(FORECAST)
    return found


def test_every_open_row_has_a_forecast_and_no_settled_one() -> None:
    given = rows(300, 100, strength=1.5, still_open=12)
    found = made(given)
    assert found["subject_id"].to_list() == given.filter(pl.col("outcome").is_null())["subject_id"].to_list()
    assert found["method"].unique().to_list() == ["model"]
    assert found["probability"].is_between(0, 1).all()


def test_drivers_are_the_strongest_and_add_up_to_the_probability() -> None:
    given = rows(300, 100, strength=1.5, still_open=12)
    found, model = made(given), fit(settled_of(given), FEATURES)
    assert (found["driver_1_log_odds"].abs() >= found["driver_2_log_odds"].abs()).all()
    assert found["driver_3"].is_null().all()
    odds = model.intercept + found["driver_1_log_odds"] + found["driver_2_log_odds"]
    assert np.allclose(1 / (1 + np.exp(-odds.to_numpy())), found["probability"].to_numpy(), atol=1e-5)
    told = found.join(given, on="subject_id")
    for row in told.iter_rows(named=True):
        assert row["driver_1_value"] == pytest.approx(row[row["driver_1"]], abs=1e-6)


def test_without_a_model_the_base_rate_of_the_stratum_is_given_and_why() -> None:
    given = rows(300, 100, still_open=12)
    found = made(given).join(given, on="subject_id")
    assert found["method"].unique().to_list() == ["base_rate"]
    assert found["reason"].unique().to_list() == ["not_better"]
    assert found["probability"].equals(found["base_rate"], null_equal=True)
    assert found["driver_1"].is_null().all()
    by_stratum = dict(base_rates(settled_of(given)).select("stratum", "base_rate").iter_rows())
    assert found["base_rate"].to_list() == [pytest.approx(by_stratum[one], abs=1e-6) for one in found["stratum"]]


def test_a_base_rate_is_counted_and_drawn_towards_all() -> None:
    settled = pl.DataFrame({"stratum": ["a"] * 30 + ["b"] * 10, "outcome": [True] * 30 + [False] * 10})
    assert base_rates(settled).rows() == [("a", (30 + 7.5) / 40, 30), ("b", 7.5 / 20, 10)]
    unseen = with_base_rate(pl.DataFrame({"stratum": ["c"]}), settled)
    assert unseen.rows() == [("c", 0.75, 0, 0.75)]


def test_where_nothing_was_ever_settled_no_probability_is_made_up() -> None:
    found = made(rows(0, 0, still_open=3))
    assert found["probability"].is_null().all()
    assert found["reason"].unique().to_list() == ["below_floor"]


def test_where_nothing_is_open_there_is_no_forecast() -> None:
    assert made(rows(300, 100, strength=1.5)).is_empty()


def test_a_missing_feature_drives_nothing_and_one_beyond_the_seen_no_more_than_the_furthest_seen() -> None:
    settled = settled_of(rows(300, 100, strength=1.5))
    model = fit(settled, FEATURES)
    furthest = settled["signal"].max()
    asked = pl.DataFrame({"signal": [None, furthest, 1e6], "noise": [0.0, 0.0, 0.0]})
    moved = model.contributions(asked)[:, 0]
    assert moved[0] == 0
    assert moved[1] == moved[2] > 0


def test_a_feature_that_never_varies_is_no_trouble() -> None:
    given = rows(300, 100, strength=1.5, still_open=5).with_columns(noise=pl.lit(None, pl.Float64))
    found = made(given)
    assert found["method"].unique().to_list() == ["model"]
    assert found["driver_2_log_odds"].unique().to_list() == [0.0]


def test_the_same_rows_in_another_order_give_the_same_bytes() -> None:
    given = rows(200, 100, strength=1.0, still_open=8)
    again = given.sample(fraction=1, shuffle=True, seed=5)
    assert made(given).equals(made(again), null_equal=True)


def test_a_rare_outcome_among_very_many_rows_is_still_in_every_block() -> None:
    given = settled_of(rows(60_000, 12, strength=3.0))
    model = fit(given, FEATURES)
    happened = given["outcome"].to_numpy()
    probability = model.probabilities(given)
    assert probability[happened].mean() > probability[~happened].mean()
