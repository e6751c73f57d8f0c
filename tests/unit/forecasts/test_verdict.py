"""Which forecasts are a model's: only above the floor, only where it beats the base rate, and only if allowed."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.forecasts.backtest import TESTED, backtest
from pipelines.forecasts.verdict import REASONS, SCORED, scored
from tests.unit.forecasts.rows import QUESTION, rows

FLOOR = 20


def verdict(given: pl.DataFrame, floor: int = FLOOR, is_allowed: bool = True) -> dict[str, Any]:
    scores = scored(backtest(given, QUESTION, floor), given, QUESTION, floor, is_allowed)
    assert scores.schema == pl.Schema(SCORED)
    return scores.row(by_predicate=pl.col("fold") == "all", named=True)


def test_a_model_that_tells_something_is_published() -> None:
    found = verdict(rows(300, 100, strength=1.5))
    assert (found["is_published"], found["reason"]) == (True, None)
    assert found["brier_model"] < found["brier_base"]
    assert found["log_loss_model"] < found["log_loss_base"]


def test_a_model_that_knows_no_more_than_chance_is_not() -> None:
    found = verdict(rows(300, 100))
    assert (found["is_published"], found["reason"]) == (False, "not_better")


def test_labels_of_chance_are_hardly_ever_taken_for_a_signal() -> None:
    assert sum(verdict(rows(150, 80, seed=seed))["is_published"] for seed in range(20)) <= 2


@pytest.mark.parametrize(("failed", "reason"), [(19, "below_floor"), (20, "no_backtest"), (60, None)])
def test_below_the_floor_no_model_is_tried(failed: int, reason: str | None) -> None:
    found = verdict(rows(200, failed, strength=3.0))
    assert found["reason"] == reason
    assert (found["tested_count"] > 0) == (reason is None)


def test_the_floor_is_one_of_either_outcome() -> None:
    assert verdict(rows(19, 200, strength=3.0))["reason"] == "below_floor"
    assert verdict(rows(200, 19, strength=3.0), floor=10)["reason"] is None


def test_a_good_model_is_not_published_where_none_is_allowed() -> None:
    found = verdict(rows(300, 100, strength=1.5), is_allowed=False)
    assert (found["is_published"], found["reason"]) == (False, "switched_off")
    assert found["brier_model"] < found["brier_base"]


def test_nothing_at_all_is_below_the_floor() -> None:
    found = verdict(rows(0, 0))
    assert (found["reason"], found["tested_count"], found["brier_model"]) == ("below_floor", 0, None)
    assert set(REASONS) >= {"below_floor", "no_backtest", "not_better", "switched_off"}


def test_folds_train_on_what_was_known_before_their_first_day_only() -> None:
    tested = backtest(rows(300, 100, strength=1.0), QUESTION, FLOOR)
    assert tested.schema == pl.Schema(TESTED)
    first = tested.group_by("fold").agg(pl.col("prediction_on").min(), pl.col("trained_until_on").max())
    assert first.height >= 3
    assert (first["trained_until_on"] < first["prediction_on"]).all()
    assert tested["subject_id"].is_unique().all()


def test_what_comes_about_later_changes_no_earlier_fold() -> None:
    given = rows(300, 100, strength=1.0)
    before = backtest(given, QUESTION, FLOOR)
    last = before.filter(pl.col("fold") == before["fold"].max())["prediction_on"].min()
    turned = given.with_columns(pl.when(pl.col("known_on") >= last).then(~pl.col("outcome")).otherwise("outcome"))
    after = backtest(turned, QUESTION, FLOOR)
    assert before.drop("outcome").equals(after.drop("outcome"))
    assert not before.equals(after)


def test_rows_in_another_order_give_the_same() -> None:
    given = rows(200, 100, strength=0.5)
    again = given.sample(fraction=1, shuffle=True, seed=3)
    assert backtest(given, QUESTION, FLOOR).equals(backtest(again, QUESTION, FLOOR))
