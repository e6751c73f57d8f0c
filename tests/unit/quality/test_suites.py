"""Suites as data: they load, speak of columns that exist, and refuse what they do not understand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipelines.home import RECORD_KINDS
from pipelines.quality.expectations import expected_of
from pipelines.quality.suites import FOLDER, OfCells, Present, Suite, suite_of
from pipelines.records.kinds import KINDS

MEASURE = {"name": "few", "severity": "error", "why": "Because.", "expect": "measure", "measure": "quarantined_share"}


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_a_suite_speaks_only_of_columns_of_its_kind(kind: str) -> None:
    told = suite_of(kind).everything
    columns = {one.column for one in told if isinstance(one, OfCells)}
    columns |= {column for one in told if isinstance(one, Present) for column in one.columns}
    assert columns
    assert columns - {"has_strong_key"} <= set(KINDS[kind].column_names())


def test_every_kind_has_a_suite_and_no_suite_lacks_a_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*RECORD_KINDS, "every_kind"}


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_every_expectation_says_what_it_asks_for_and_why(kind: str) -> None:
    for expectation in suite_of(kind).expectations:
        assert expected_of(expectation)
        assert expectation.why.endswith(".")


@pytest.mark.parametrize(
    "fault",
    [
        {**MEASURE},  # without a bound
        {**MEASURE, "most": 1, "mostt": 1},
        {**MEASURE, "most": 1, "severity": "fatal"},
        {**MEASURE, "most": 1, "measure": "moon_phase"},
        {**MEASURE, "expect": "filled", "column": "email", "share": 1.5},
    ],
)
def test_a_faulty_expectation_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Suite.model_validate({"record_kind": "contact", "expectations": [fault]})


def test_two_expectations_of_one_name_are_refused() -> None:
    twice = [{**MEASURE, "most": 1}, {**MEASURE, "most": 2}]
    with pytest.raises(ValidationError, match="the same name"):
        Suite.model_validate({"record_kind": "contact", "expectations": twice})
