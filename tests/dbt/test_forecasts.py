"""Forecasts in the warehouse: what they are about, what they may know, and that nothing of later days is in them."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from pipelines import home as places
from pipelines import warehouse
from pipelines.forecasts.questions import RENEWAL, TURNOUT
from pipelines.home import Home
from pipelines.settings import Forecasts, Settings
from tests.dbt.lake import Lake
from tests.dbt.members import (
    LATER,
    LISTS,
    MEMBERS,
    TO_COME,
    UNPLACED,
    YEAR,
    club,
    employed,
    end_on,
    guest,
    listed,
    walk_in,
)
from tests.dbt.running import dbt, query

FEATURED = ("+int_renewal_featured", "+int_turnout_featured")
PUBLISHED = ("+renewal_risk", "+turnout_forecast", "+forecast_backtests", "+forecast_calibration", "+memberships")
CUT = LISTS[10]
CAME_BEFORE = date(2025, 3, 20)
CALLERS = MEMBERS[:20]
RENEWED_IN_GRACE = [person for person in MEMBERS[::4] if timedelta(0) < CUT - end_on(person, CUT) < timedelta(days=90)]
"""Guests of the talk whose term was over on the day of the cut, and whose grace was not."""


def _built(root: Path, lake: Lake, *models: str) -> Home:
    home = Home.at(root)
    home.prepare()
    lake.write(home)
    dbt(home, "seed")
    dbt(home, "run", "--select", *models)
    return home


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The club as it is, forecasts and all."""
    return _built(tmp_path_factory.mktemp("plain"), club(), *FEATURED, *PUBLISHED)


@pytest.fixture(scope="module")
def went_on(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The club with facts of the cut's day and later added, employers and renewals too, and a few calls before it."""
    lake = club()
    lake.add("attendance", "after", (guest(person, CUT, "attended", event_name="Day of the cut") for person in MEMBERS))
    later = CUT + timedelta(days=30)
    lake.add("attendance", "after", (guest(person, later, "registered", event_name="Later") for person in MEMBERS))
    lake.add("attendance", "after", (walk_in(person, later) for person in MEMBERS[20:]))
    for person, other in pairwise(MEMBERS):
        tie = {"person": person, "other": other, "interaction_kind": "meeting", "occurred_on": later}
        lake.add("interaction", "after", [{**tie, "from_full_name": person, "to_full_name": other}])
    year = {"joined_on": later, "ends_on": later + timedelta(days=365)}
    new = ({**listed(MEMBERS[0], LISTS[-1], **year), "person": person, "full_name": person} for person in LATER)
    lake.add("membership", f"list{LISTS[-1]:%y%m}", new)
    grace = (listed(person, LISTS[11], ends_on=end_on(person, CUT) + YEAR) for person in RENEWED_IN_GRACE)
    lake.add("membership", "grace", grace)
    lake.identity["affiliations"] += [employed(person, CUT) for person in UNPLACED]
    lake.add("attendance", "before", (walk_in(person, CAME_BEFORE) for person in CALLERS))
    return _built(tmp_path_factory.mktemp("went_on"), lake, *FEATURED)


def _rows(home: Home, table: str) -> pl.DataFrame:
    with places.connect(home.warehouse_file, read_only=True) as connection:
        return connection.execute(f"select * from intermediate.{table}").pl()


def _terms(home: Home) -> pl.DataFrame:
    """The terms looked at on the day of the cut, that of a list, or before; their organisation is as resolved."""
    looked = _rows(home, "int_renewal_featured").filter(pl.col("prediction_on") <= CUT)
    return looked.sort("party_id", "ends_on").drop("subject_id", "organisation_id")


def test_what_came_later_changes_no_feature_of_a_term(plain: Home, went_on: Home) -> None:
    before, after = _terms(plain), _terms(went_on)
    others = ~pl.col("party_id").is_in([*CALLERS, *RENEWED_IN_GRACE])
    assert len(before.filter(others)) > 30
    assert (before.filter(others)["prediction_on"] == CUT).any()
    assert before.filter(others).equals(after.filter(others), null_equal=True)


def test_what_came_before_is_seen_in_the_features_of_a_term(plain: Home, went_on: Home) -> None:
    keys = ("party_id", "ends_on", "prediction_on")
    joined = _terms(plain).join(_terms(went_on), on=keys, suffix="_after")
    called = joined.filter(pl.col("party_id").is_in(CALLERS))
    year_after = pl.col("prediction_on").is_between(CAME_BEFORE, CAME_BEFORE + timedelta(days=365), closed="right")
    gained = called.with_columns(gained=pl.col("attended_count_after") - pl.col("attended_count"), due=year_after)
    assert gained["due"].any()
    assert gained["gained"].to_list() == gained["due"].cast(pl.Float64).to_list()


def test_what_came_later_changes_no_feature_of_a_registration(plain: Home, went_on: Home) -> None:
    before, after = (_rows(home, "int_turnout_featured").drop("organisation_id") for home in (plain, went_on))
    early = before.filter(pl.col("prediction_on") <= CUT).sort("subject_id")
    again = after.filter(pl.col("subject_id").is_in(early["subject_id"].implode())).sort("subject_id")
    assert len(early) > 200
    on_the_day = early.filter(pl.col("prediction_on") == CUT)
    assert set(RENEWED_IN_GRACE) < set(on_the_day["party_id"])
    assert set(UNPLACED) & set(on_the_day["party_id"])
    assert early.equals(again, null_equal=True)
    assert len(after) > len(before)


def test_the_features_of_a_question_are_its_columns(plain: Home) -> None:
    for table, question in (("int_renewal_featured", RENEWAL), ("int_turnout_featured", TURNOUT)):
        assert set(question.features) <= set(_rows(plain, table).columns)


def test_terms_near_their_end_and_not_renewed_are_at_risk(plain: Home) -> None:
    last = LISTS[-1]
    ends = {person: end_on(person, last) for person in MEMBERS}
    near = {person for person, end in ends.items() if timedelta(days=-90) < end - last <= timedelta(days=120)}
    listed_at_risk = query(plain, "select member_id, ends_on, stage from people.renewal_risk order by member_id")
    assert [(person, end) for person, end, _ in listed_at_risk] == [(person, ends[person]) for person in sorted(near)]
    assert {stage for _, _, stage in listed_at_risk} == {"in_force", "in_grace"}
    assert all((stage == "in_grace") == (end < last) for _, end, stage in listed_at_risk)


def test_a_term_is_evidence_once_and_only_from_a_list_that_had_shown_its_end(plain: Home) -> None:
    looks = query(
        plain,
        "select count(*), count(distinct subject_id), count(*) filter (prediction_on > known_on)"
        " from intermediate.int_renewal_featured where outcome is not null",
    )
    assert looks[0][0] == looks[0][1] > 40
    assert looks[0][2] == 0
    (first,) = query(plain, "select min(prediction_on) from intermediate.int_renewal_looked")
    assert first >= (LISTS[0],)


def test_a_term_is_known_from_the_first_list_after_its_grace(plain: Home) -> None:
    settled = query(plain, "select ends_on, known_on from intermediate.int_renewal_featured where outcome is not null")
    grace = timedelta(days=90)
    assert all(known == min(day for day in LISTS if day > end + grace) for end, known in settled)
    assert query(plain, "select count(known_on) from intermediate.int_renewal_featured where outcome is null") == [(0,)]


def test_below_the_floor_the_base_rate_is_published_and_why(plain: Home) -> None:
    said = query(plain, "select distinct method, reason, driver_1 from people.renewal_risk")
    assert said == [("base_rate", "below_floor", None)]
    verdict = "select is_published, reason from insights.forecast_backtests where forecast = 'renewal' and fold = 'all'"
    assert query(plain, verdict) == [(False, "below_floor")]


def test_guests_of_an_event_to_come_are_expected_and_count_for_nothing_else(plain: Home) -> None:
    (event,) = query(
        plain,
        "select event_on, registered_count, expected_attended_count, expected_attended_count_low,"
        " expected_attended_count_high, format from people.turnout_forecast",
    )
    assert event[:2] == (TO_COME, 8)
    assert event[5] == "in_person"
    assert 0 <= event[3] < event[2] < event[4] <= 8
    assert query(plain, "select count(*) from people.turnout_registrations") == [(8,)]
    (last,) = query(plain, "select max(event_on) from intermediate.int_attendance_resolved")
    assert last < (TO_COME,)


def test_a_backtest_was_made_before_it_was_known(plain: Home) -> None:
    folds = query(
        plain,
        "select tested_from_on, trained_until_on from insights.forecast_backtests"
        " where forecast = 'turnout' and fold <> 'all'",
    )
    assert len(folds) >= 3
    assert all(trained < tested for tested, trained in folds)


def test_calibration_has_every_row_tested_once(plain: Home) -> None:
    binned = query(plain, "select forecast, sum(happened_rate_n) from insights.forecast_calibration group by 1")
    tested = query(plain, "select forecast, tested_count from insights.forecast_backtests where fold = 'all'")
    assert dict(binned) == {forecast: count for forecast, count in tested if count}


@pytest.mark.integration
def test_the_setting_of_the_home_reaches_the_verdict(plain: Home, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    home.prepare()
    shutil.copytree(plain.lake, home.lake, dirs_exist_ok=True)
    switched_off = Settings(forecasts=Forecasts(models=False, floor=5))
    assert warehouse.build(home, switched_off, datetime(2026, 7, 1, 6, tzinfo=UTC)).broken == ()
    said = query(home, "select is_published, reason from insights.forecast_backtests")
    assert set(said) == {(False, "switched_off")}
    assert len(said) > len(query(plain, "select fold from insights.forecast_backtests"))
