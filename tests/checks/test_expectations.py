"""Every expectation is seen to pass on a good delivery and to fail on one made to break it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.home import RECORD_KINDS, Home
from pipelines.quality.judging import judge
from pipelines.quality.ledger import landed_files
from pipelines.quality.results import CheckResult
from pipelines.quality.suites import Expectation, Filled, Measure, NoneOf, OneOf, Present, Window, suite_of
from pipelines.records.library import load_layouts
from tests.unit.quality.lakes import A_DAY, LANDED_AT, Delivered, deliver, good

FILE_ID = "f" * 16
LAYOUT = "made_up"
CASES = [
    (kind, layout, expectation)
    for kind in RECORD_KINDS
    for layout, group in {LAYOUT: suite_of(kind).expectations, **suite_of(kind).layouts}.items()
    for expectation in group
    if not isinstance(expectation, Present)
]
NO_KEYS = dict.fromkeys(("email", "profile_url", "tool_person_id", "from_email", "domain"))


def judged(home: Home, delivered: Delivered, *earlier: Delivered) -> dict[str, CheckResult]:
    """The results of the last of several deliveries, by name."""
    for place, before in enumerate(earlier):
        deliver(home, f"{place:016x}", before)
    deliver(home, FILE_ID, delivered)
    results = judge(home, landed_files(home)).results[FILE_ID]
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


def spoilt(kind: str, layout: str, expectation: Expectation) -> tuple[Delivered, ...]:
    """A delivery that breaks one expectation, and before it those that it is held against."""
    rows = good(kind, 10)
    if not isinstance(expectation, Measure):
        return (Delivered(kind, [{**row, **breaking(kind, expectation)} for row in rows], layout=layout),)
    match expectation.measure:
        case "quarantined_share":
            return (Delivered(kind, rows, quarantined=30),)
        case "duplicate_share":
            return (Delivered(kind, rows, duplicates=5),)
        case "ambiguous_date_share":
            return (Delivered(kind, rows, claims={"ambiguous_date_count": 10}),)
        case "unknown_word_share":
            return (Delivered(kind, rows, claims={"unknown_values": {"status": {"perhaps": 10}}}),)
        case "fields_lost_count":
            return Delivered(kind, rows, claims=_fed(kind, "city")), _earlier(kind, 10, _fed(kind, "city", "email"))
        case "rows_against_earlier":
            return Delivered(kind, rows, is_full_snapshot=True), *(_earlier(kind, size) for size in (101, 110, 90))
    raise AssertionError(f"{expectation.measure} has no way to break it")


def _earlier(kind: str, size: int, claims: dict[str, Any] | None = None) -> Delivered:
    landed_at = LANDED_AT - A_DAY
    return Delivered(kind, good(kind, size), is_full_snapshot=True, landed_at=landed_at, claims=claims or {})


def _fed(kind: str, *fields: str) -> dict[str, Any]:
    return {"fed_fields": {kind: list(fields)}}


@pytest.mark.parametrize(("kind", "layout"), dict.fromkeys((kind, layout) for kind, layout, _ in CASES))
def test_a_good_delivery_meets_every_expectation(home: Home, kind: str, layout: str) -> None:
    fed = _fed(kind, "email")
    before = [_earlier(kind, size, fed) for size in (9, 10, 11)]
    delivered = Delivered(kind, good(kind, 10), layout=layout, is_full_snapshot=True, claims=fed)
    results = judged(home, delivered, *before)
    assert [name for name, result in results.items() if not result.is_passed] == []
    assert {expectation.name for expectation in suite_of(kind).of_layout(layout)} <= results.keys()


@pytest.mark.parametrize(
    ("kind", "layout", "expectation"),
    [
        pytest.param(kind, layout, expectation, id=f"{kind}-{layout}-{expectation.name}")
        for kind, layout, expectation in CASES
    ],
)
def test_each_expectation_fails_on_a_delivery_that_breaks_it(
    home: Home, kind: str, layout: str, expectation: Expectation
) -> None:
    result = judged(home, *spoilt(kind, layout, expectation))[expectation.name]
    assert not result.is_passed
    assert result.severity == expectation.severity
    assert result.observed is not None


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_a_missing_column_fails_the_columns_expectation(home: Home, kind: str) -> None:
    deliver(home, FILE_ID, Delivered(kind, good(kind, 10)))
    (present,) = (e for e in suite_of(kind).expectations if isinstance(e, Present))
    path = home.records(kind) / f"{FILE_ID}.parquet"

    pl.read_parquet(path).drop(present.columns[0]).write_parquet(path)
    results = judge(home, landed_files(home)).results[FILE_ID]
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


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_what_a_layout_adds_is_for_a_layout_that_gives_the_kind(kind: str) -> None:
    giving = {layout.name for layout in load_layouts() if kind in layout.record_kinds}
    assert set(suite_of(kind).layouts) <= giving
