"""Probabilities mean what they say, and calibrating never changes which class is likeliest."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipelines.industries import calibration

CLASSES = 3


def _rows(number: int, seed: int) -> tuple[calibration.Scores, np.ndarray]:
    """Scores of rows half of which show their class plainly and three in ten of them wrongly, half faintly."""
    dice = np.random.default_rng(seed)
    truth, plain = dice.integers(0, CLASSES, number), np.arange(number) % 2 == 1
    shown = np.where(plain & (dice.random(number) < 0.3), (truth + 1) % CLASSES, truth)
    scores = dice.normal(size=(number, CLASSES)).astype(np.float32)
    scores[np.arange(number), shown] += np.where(plain, 12.0, 1.5)
    return scores, truth


def _worst(chances: calibration.Chances, truth: np.ndarray) -> float:
    """The largest distance between how sure the rows of one fifth are and how often they are right."""
    best = chances.max(axis=1)
    fifths = np.array_split(np.argsort(best, kind="stable"), 5)
    return max(abs(best[rows].mean() - (chances.argmax(axis=1) == truth)[rows].mean()) for rows in fifths)


def test_factors_make_confidence_fit_on_the_whole() -> None:
    dice = np.random.default_rng(0)
    truth = dice.integers(0, CLASSES, 4000)
    scores = dice.normal(size=(4000, CLASSES)).astype(np.float32)
    scores[np.arange(4000), truth] += 1.5
    (factor,) = calibration.factors([scores * 10], truth)
    chances = calibration.probabilities([scores * 10], [factor])
    assert abs(chances.max(axis=1).mean() - (chances.argmax(axis=1) == truth).mean()) < 0.02


def test_the_curve_puts_right_what_one_factor_cannot_on_rows_it_has_not_seen() -> None:
    calibrated = calibration.fitted([_rows(8000, 0)[0]], _rows(8000, 0)[1])
    scores, truth = _rows(8000, 1)
    assert _worst(calibration.probabilities([scores], calibrated.factors), truth) > 0.3
    assert _worst(calibrated.probabilities([scores]), truth) < 0.06


def test_a_surer_claim_is_never_less_sure_for_being_calibrated() -> None:
    calibrated = calibration.fitted([_rows(500, 0)[0]], _rows(500, 0)[1])
    assert (np.diff(calibrated.claimed) >= 0).all()
    assert (np.diff(calibrated.right) >= 0).all()


def test_fewer_rows_than_points_still_make_a_curve() -> None:
    scores, truth = _rows(7, 0)
    calibrated = calibration.fitted([scores], truth)
    assert len(calibrated.claimed) == 7
    assert np.isfinite(calibrated.probabilities([scores])).all()


@given(arrays(np.float64, (5, 4), elements=st.floats(0.001, 1)), arrays(np.float64, 5, elements=st.floats(0, 1)))
def test_the_likeliest_class_stays_the_likeliest(weights: np.ndarray, wanted: np.ndarray) -> None:
    chances = weights / weights.sum(axis=1, keepdims=True)
    found = calibration.with_best(chances, wanted)
    assert np.allclose(found.sum(axis=1), 1)
    likeliest = found[np.arange(5), chances.argmax(axis=1)]
    assert np.allclose(likeliest, found.max(axis=1))
    assert (likeliest >= wanted - 1e-12).all()
