"""Every expectation is seen to pass on a good delivery and to fail on one made to break it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.home import RECORD_KINDS, Home
from pipelines.quality.deliveries import Delivery
from pipelines.quality.judging import judge
from pipelines.quality.ledger import landed_files
from pipelines.quality.results import CheckResult
from pipelines.quality.suites import Expectation, Filled, Measure, NoneOf, OneOf, Present, Window, suite_of
from tests.unit.quality.lakes import Delivered, deliver, good

FILE_ID = "a" * 16
CASES = [(kind, expectation) for kind in RECORD_KINDS for expectation in suite_of(kind).expectations]
NO_KEYS = dict.fromkeys(("email", "profile_url", "tool_person_id", "from_email", "domain"))


def judged(home: Home, delivered: Delivered, earlier: tuple[int, ...] = ()) -> dict[str, CheckResult]:
    deliver(home, FILE_ID, delivered)
    (file,) = landed_files(home)
    results, _ = judge(home, file, [Delivery(file, delivered.kind, earlier)])
    return {result.check_name: result for result in results}


def breaking(kind: str, expectation: Expectation) -> dict[str, Any]:
    """What to change in a good record so that it breaks an expectation about rows."""
    match expectation:
        case OneOf(column="has_strong_key"):
            return {key: None for key in NO_KEYS if key in good(kind, 1)[0]}
        case OneOf(column=column):
            return {column: "something else"}
        case NoneOf(column=column, values=values):
            return {column: values[0]}
        case Filled(column=column):
            return {column: None}
        case Window(column=column):
            return {column: date(1066, 10, 14)}
    raise AssertionError(f"{expectation.name} has no way to break it")


def spoilt(kind: str, expectation: Expectation) -> tuple[Delivered, tuple[int, ...]]:
    """A delivery that breaks one expectation, and the sizes of the snapshots before it."""
    rows = good(kind, 10)
    if not isinstance(expectation, Measure):
        return Delivered(kind, [{**row, **breaking(kind, expectation)} for row in rows]), ()
    match expectation.measure:
        case "quarantined_share":
            return Delivered(kind, rows, quarantined=30), ()
        case "ambiguous_date_share":
            return Delivered(kind, rows, claims={"ambiguous_date_count": 10}), ()
        case "unknown_word_share":
            return Delivered(kind, rows, claims={"unknown_values": {"status": {"perhaps": 10}}}), ()
        case "rows_against_earlier":
            return Delivered(kind, rows), (100, 110, 90)
    raise AssertionError(f"{expectation.measure} has no way to break it")


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_a_good_delivery_meets_every_expectation(home: Home, kind: str) -> None:
    results = judged(home, Delivered(kind, good(kind, 10)), (9, 10, 11))
    assert [name for name, result in results.items() if not result.is_passed] == []
    assert {expectation.name for expectation in suite_of(kind).expectations} <= results.keys()


@pytest.mark.parametrize(
    ("kind", "expectation"),
    [
        pytest.param(kind, expectation, id=f"{kind}-{expectation.name}")
        for kind, expectation in CASES
        if not isinstance(expectation, Present)
    ],
)
def test_each_expectation_fails_on_a_delivery_that_breaks_it(home: Home, kind: str, expectation: Expectation) -> None:
    delivered, earlier = spoilt(kind, expectation)
    result = judged(home, delivered, earlier)[expectation.name]
    assert not result.is_passed
    assert result.severity == expectation.severity
    assert result.observed is not None


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_a_missing_column_fails_the_columns_expectation(home: Home, kind: str) -> None:
    delivered = Delivered(kind, good(kind, 10))
    deliver(home, FILE_ID, delivered)
    (file,) = landed_files(home)
    (present,) = (e for e in suite_of(kind).expectations if isinstance(e, Present))
    path = home.records(kind) / f"{FILE_ID}.parquet"

    pl.read_parquet(path).drop(present.columns[0]).write_parquet(path)
    results, _ = judge(home, file, [Delivery(file, kind, ())])
    found = {result.check_name: result for result in results}[present.name]
    assert (found.is_passed, found.observed) == (False, 1.0)


def test_the_observed_share_is_the_share_that_holds(home: Home) -> None:
    rows = good("attendance", 6) + good("attendance", 4, status="unknown")
    result = judged(home, Delivered("attendance", rows))["status_known"]
    assert result.observed == pytest.approx(0.6)
    assert result.expected == "status none of unknown in at least 0.95 of filled cells"


def test_days_are_judged_against_the_day_of_landing_at_both_ends(home: Home) -> None:
    rows = good("attendance", 10, event_on=date(2033, 1, 1))
    assert not judged(home, Delivered("attendance", rows))["event_on_in_window"].is_passed


def test_a_table_without_rows_is_not_judged(home: Home) -> None:
    assert judged(home, Delivered("attendance", [])).keys() == {"file_read", "rows_reconcile"}
