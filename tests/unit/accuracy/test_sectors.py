"""The figures on the classifier say what they are called."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy import sectors
from pipelines.industries import train
from tests.unit.industries.companies import made_up

ANSWERS = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60)


def judged(answers: list[tuple[bool, float]]) -> sectors.Judged:
    right, confidence = zip(*answers, strict=True)
    return sectors.Judged(np.array(right), np.array(confidence, dtype=float))


def test_who_is_sure_and_right_is_calibrated_and_who_is_sure_and_wrong_is_not() -> None:
    assert sectors.figures(judged([(True, 1.0)] * 4), 0.8)["calibration error"] == 0
    wrong = sectors.figures(judged([(False, 1.0)] * 4), 0.8)
    assert (wrong["calibration error"], wrong["accuracy"], wrong["accuracy of claims"]) == (1.0, 0.0, 0.0)


def test_claims_are_what_reaches_the_bar() -> None:
    found = sectors.figures(judged([(True, 0.9), (True, 0.8), (False, 0.79), (False, 0.2)]), 0.8)
    assert (found["accuracy"], found["coverage"], found["abstained"]) == (0.5, 0.5, 0.5)
    assert found["accuracy of claims"] == 1.0
    assert sectors.figures(judged([(True, 0.1)]), 0.8)["accuracy of claims"] is None


@given(ANSWERS)
def test_every_answer_is_in_one_bin(answers: list[tuple[bool, float]]) -> None:
    bins = sectors.reliability(judged(answers))
    assert bins["rows"].sum() == len(answers)
    assert ((bins["confidence"] >= bins["from"] - 1e-4) & (bins["confidence"] <= bins["from"] + 0.1001)).all()
    assert 0 <= sectors.figures(judged(answers), 0.8)["calibration error"] <= 1


def test_a_description_tells_more_than_a_name_and_both_more_than_the_most_frequent() -> None:
    found = sectors._question(train.of_companies(made_up(), "class_id"))
    name, both = found["name"]["accuracy"], found["name and description"]["accuracy"]
    assert found["most frequent class"] < name < both
    assert both > 0.95
