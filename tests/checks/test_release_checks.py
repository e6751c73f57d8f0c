"""Every check on a release is seen to pass on a good one and to fail on one made to break it."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import polars as pl
import pytest

from pipelines import home as places
from pipelines.home import Home
from pipelines.publishing.checks import check_release
from pipelines.publishing.release import ReleaseHeldBackError, publish
from pipelines.publishing.results import ReleaseCheck
from pipelines.settings import Settings
from tests.unit.publishing.warehouses import AS_OF, EVENTS, FILE_ID, MONTHLY, PEOPLE, make_home, write_reconciliation


def by_name(checks: Any) -> dict[str, ReleaseCheck]:
    return {check.name: check for check in checks}


def held_back(home: Home, settings: Settings) -> dict[str, ReleaseCheck]:
    """The checks that failed and so held the release back."""
    with pytest.raises(ReleaseHeldBackError) as error:
        publish(home, settings, AS_OF)
    return {name: check for name, check in by_name(error.value.checks).items() if not check.is_passed}


def tamper(home: Home, *statements: str) -> None:
    """Changes the published insights behind the pipeline's back."""
    with closing(places.connect(home.insights_file.resolve())) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_good_release_passes_every_check(home: Home, settings: Settings) -> None:
    release = publish(make_home(home), settings, AS_OF)
    assert {name: check.is_passed for name, check in by_name(release.checks).items()} == {
        "tables_present": True,
        "no_personal_column": True,
        "no_personal_value": True,
        "small_cells_hidden": True,
        "rows_reconcile": True,
        "counts_against_last_release": True,
    }
    assert tuple(check_release(home, settings)) == release.checks


def test_a_mart_that_the_warehouse_lacks_holds_the_release_back(home: Home, settings: Settings) -> None:
    failed = held_back(make_home(home, insights__events=None), settings)
    assert failed["tables_present"].found == {"insights.events": 1}


def test_people_without_what_they_are_looked_for_by_hold_the_release_back(home: Home, settings: Settings) -> None:
    people = {column: values for column, values in PEOPLE.items() if column != "phone"}
    failed = held_back(make_home(home, people__people=people), settings)
    assert failed["tables_present"].found == {"people.people.phone": 1}


@pytest.mark.parametrize("column", ["email", "contact_email", "phone", "full_name", "owner_family_name", "person_id"])
def test_a_column_named_as_a_persons_holds_the_release_back(home: Home, settings: Settings, column: str) -> None:
    failed = held_back(make_home(home, insights__events={**EVENTS, column: [None, None]}), settings)
    assert failed["no_personal_column"].found == {f"insights.events.{column}": 1}


@pytest.mark.parametrize("column", ["email_share", "phones_filled_count", "event_full_names_count"])
def test_a_column_that_only_counts_them_does_not(home: Home, settings: Settings, column: str) -> None:
    assert publish(make_home(home, insights__events={**EVENTS, column: [1, 2]}), settings, AS_OF).is_new


@pytest.mark.parametrize(
    "value",
    [
        "ada@example.org",
        "Questions to stranger@example.net please",
        "Ada Example",
        "An evening with ADA EXAMPLE, live",
        "Ada  Exämple's garden",
        "+447700900123",
        "call 07700 900 123",
    ],
)
def test_a_value_that_is_personal_holds_the_release_back(home: Home, settings: Settings, value: str) -> None:
    people = {**PEOPLE, "full_name": ["Ada Example", "Grace"]}
    changed = {"insights__events": {**EVENTS, "event_name": [value, "Design Night"]}, "people__people": people}
    failed = held_back(make_home(home, **changed), settings)
    assert failed["no_personal_value"].found == {"insights.events.event_name": 1}


@pytest.mark.parametrize(
    "value", ["Grace under pressure", "Ada Lovelace", "2026-07-01 09:00", "Example, Adamant", "a@b"]
)
def test_a_value_that_only_resembles_one_does_not(home: Home, settings: Settings, value: str) -> None:
    people = {**PEOPLE, "full_name": ["Ada Example", "Grace"]}
    changed = {"insights__events": {**EVENTS, "event_name": [value, "Design Night"]}, "people__people": people}
    assert publish(make_home(home, **changed), settings, AS_OF).is_new


@pytest.mark.parametrize(
    "fault",
    [
        "SET is_suppressed = false, people_count = 3 WHERE is_suppressed AND month = '2026-05'",
        "SET organisation_count = 2 WHERE NOT is_suppressed",
        "SET value = 5 WHERE is_suppressed",
        "SET is_suppressed = false WHERE industry_id = 'creative' AND month = '2026-05'",
        "SET value_largest_share = 0.95 WHERE NOT is_suppressed",
        "SET engaged_share_n = 4 WHERE NOT is_suppressed",
        "SET engaged_share = 0.75, engaged_share_n = 40 WHERE NOT is_suppressed AND month = '2026-05'",
        "SET engaged_count = 3 WHERE NOT is_suppressed AND month = '2026-06'",
        "SET people_count = 0, organisation_count = 0 WHERE NOT is_suppressed",
    ],
)
def test_a_small_cell_that_shows_is_found(home: Home, settings: Settings, fault: str) -> None:
    publish(make_home(home), settings, AS_OF)
    tamper(home, f"UPDATE insights.industry_engagement_monthly {fault}")
    found = by_name(check_release(home, settings))["small_cells_hidden"]
    assert list(found.found) == ["insights.industry_engagement_monthly"]


def test_a_table_that_counts_people_and_declares_nothing_holds_the_release_back(home: Home, settings: Settings) -> None:
    failed = held_back(make_home(home, insights__events={**EVENTS, "people_count": [4, 50]}), settings)
    assert failed["small_cells_hidden"].found == {"insights.events": 1}


def test_files_that_do_not_reconcile_hold_the_release_back(home: Home, settings: Settings) -> None:
    write_reconciliation(make_home(home), reconciles=False)
    assert held_back(home, settings)["rows_reconcile"].found == {FILE_ID: 2}


def test_a_table_that_shrank_is_a_warning_and_is_published(home: Home, settings: Settings) -> None:
    publish(make_home(home), settings, AS_OF)
    fewer = {column: values[2:] for column, values in MONTHLY.items()}
    release = publish(make_home(home, insights__industry_engagement_monthly=fewer), settings, AS_OF)
    check = by_name(release.checks)["counts_against_last_release"]
    assert (check.severity, check.found) == ("warning", {"insights.industry_engagement_monthly": 2})
    assert release.is_new


def test_a_table_that_lost_a_fifth_exactly_is_no_warning(home: Home, settings: Settings) -> None:
    ten = {"event_id": [f"e{n}" for n in range(10)], "event_name": ["Mixer"] * 10}
    publish(make_home(home, insights__events=ten), settings, AS_OF)
    eight = {column: values[:8] for column, values in ten.items()}
    release = publish(make_home(home, insights__events=eight), settings, AS_OF)
    assert by_name(release.checks)["counts_against_last_release"].is_passed


def test_the_messages_of_checks_hold_no_value_of_a_person(home: Home, settings: Settings) -> None:
    make_home(home, insights__events={**EVENTS, "event_name": ["Ada Example", "Design Night"]})
    with pytest.raises(ReleaseHeldBackError) as error:
        publish(home, settings, AS_OF)
    assert "Ada Example" not in str(error.value)
    assert "Ada Example" not in pl.Series([check.model_dump_json() for check in error.value.checks]).str.join("")[0]
