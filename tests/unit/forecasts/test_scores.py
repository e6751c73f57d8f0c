"""The scores agree with scikit-learn's, and a gain that chance may have made is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from pipelines.forecasts.scores import compare, dispersion, squared_errors, standard_error, surprises

PAIRS = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60)


@given(PAIRS)
def test_the_brier_score_is_scikit_learns(pairs: list[tuple[bool, float]]) -> None:
    outcome, probability = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    assert squared_errors(outcome, probability).mean() == pytest.approx(
        brier_score_loss(outcome, probability, labels=[0, 1])
    )


@given(PAIRS)
def test_the_log_loss_is_scikit_learns(pairs: list[tuple[bool, float]]) -> None:
    outcome, probability = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    assert surprises(outcome, probability).mean() == pytest.approx(log_loss(outcome, probability, labels=[0, 1]))


@given(PAIRS)
def test_nothing_beats_itself(pairs: list[tuple[bool, float]]) -> None:
    outcome, probability = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    assert not compare(outcome, probability, probability, np.arange(len(outcome))).is_better


def test_a_steady_gain_is_better_and_one_that_a_single_group_makes_is_not() -> None:
    outcome = np.array([1.0, 0.0] * 20)
    base, model = np.full(40, 0.5), np.where(outcome == 1, 0.6, 0.4)
    assert compare(outcome, model, base, np.arange(40) // 4).is_better
    once = np.where(np.arange(40) < 4, model, np.where(outcome == 1, 0.499, 0.501))
    assert compare(outcome, once, base, np.arange(40)).is_better
    assert not compare(outcome, once, base, np.arange(40) // 4).is_better


def test_a_gain_by_one_score_alone_is_none() -> None:
    """Sure of 180 rows and right, sure of 20 and wrong: that is a smaller mean error, and a much larger surprise."""
    outcome, base = np.ones(200), np.full(200, 0.6)
    sure = np.where(np.arange(200) < 180, 0.99, 0.0)
    compared = compare(outcome, sure, base, np.arange(200))
    assert compared.brier_model < compared.brier_base
    assert compared.log_loss_model > compared.log_loss_base
    assert not compared.is_better


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=40))
def test_rows_that_are_groups_of_their_own_err_as_is_well_known(values: list[float]) -> None:
    array = np.array(values)
    usual = array.std() / np.sqrt(len(array))
    assert standard_error(array, np.arange(len(array))) == pytest.approx(usual, abs=1e-12)


def test_coins_that_fall_together_are_dispersed() -> None:
    chance = np.random.default_rng(1)
    group = np.repeat(np.arange(400), 10)
    alone = chance.random(4000) < 0.5
    together = np.repeat(chance.random(400) < 0.5, 10)
    half = np.full(4000, 0.5)
    assert dispersion(alone.astype(float), half, group) == pytest.approx(1, abs=0.2)
    assert dispersion(together.astype(float), half, group) == pytest.approx(10, abs=0.01)
