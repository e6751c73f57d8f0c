"""The whole project on an artificial association: it builds, its tests pass, and numbers counted by hand hold."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.home import Home
from tests.dbt.running import Outcome, dbt, query

Built = tuple[Home, Outcome]


def test_everything_builds_and_passes(built: Built) -> None:
    _, outcome = built
    assert outcome.named("success", "pass") == set(outcome.status)
    assert len(outcome.status) > 250


def test_schemas_are_named_as_they_are_published(built: Built) -> None:
    home, _ = built
    schemas = {row[0] for row in query(home, "select distinct schema_name from duckdb_tables()")}
    assert schemas == {"intermediate", "insights", "people", "seeds"}
    views = query(home, "select distinct schema_name from duckdb_views() where not internal")
    assert set(views) == {("staging",), ("intermediate",)}


def test_every_published_column_carries_its_comment(built: Built) -> None:
    home, _ = built
    bare = query(
        home,
        "select table_name, column_name from duckdb_columns()"
        " where schema_name in ('insights', 'people') and comment is null"
        " union all select table_name, null from duckdb_tables()"
        " where schema_name in ('insights', 'people') and comment is null",
    )
    assert bare == []


def test_a_file_that_does_not_count_reaches_no_number(built: Built) -> None:
    home, _ = built
    assert query(home, "select count(*) from staging.stg_attendance where file_id = 'notcounted'") == [(0,)]
    assert query(home, "select is_counted from insights.source_files where file_id = 'notcounted'") == [(False,)]


def test_a_forum_is_counted(built: Built) -> None:
    """24 guests in sixes of 3 attended, 1 registered, 1 waitlisted, 1 cancelled; a walk-in, a speaker, one of staff."""
    home, _ = built
    counted = query(
        home,
        "select people_count, registered_count, attended_count, no_show_count, no_show_rate, walk_in_count,"
        " waitlisted_count, cancelled_count, contributor_count, excluded_people_count"
        " from insights.event_performance where event_name = 'Spring Forum'",
    )
    assert counted == [(26, 16, 13, 4, 0.25, 1, 4, 4, 1, 1)]


def test_no_check_in_is_not_nobody_came(built: Built) -> None:
    home, _ = built
    counted = query(
        home,
        "select is_attendance_captured, registered_count, attended_count, no_show_rate, no_show_rate_n"
        " from insights.event_performance where event_name = 'Summer Picnic'",
    )
    assert counted == [(False, 12, None, None, 0)]


def test_a_decision_gives_an_event_its_topic_and_format(built: Built) -> None:
    home, _ = built
    described = "select topic_industry_id, topic_source, format from insights.events where event_name = 'Health Night'"
    assert query(home, described) == [("healthcare", "decision", "hybrid")]


def test_an_attendance_keeps_the_industry_of_its_day(built: Built) -> None:
    home, _ = built
    industries = query(
        home, "select event_on, industry_id from people.attendances where person_id = 'p_00' order by event_on"
    )
    assert industries == [
        (date(2024, 3, 5), "software"), (date(2026, 5, 12), "design"), (date(2026, 6, 1), "design"),
    ]  # fmt: skip


def test_renewals_between_editions_are_counted(built: Built) -> None:
    """Ten, nine and eight listed: nine of the first edition are in the second, eight of the second in the third."""
    home, _ = built
    renewals = query(
        home,
        "select month_on, sum(eligible_count), sum(renewed_count), sum(lapsed_count), sum(undetermined_count)"
        " from insights.membership_retention where level = 'officer' and industry_id = 'all' and eligible_count > 0"
        " group by 1 order by 1",
    )
    assert renewals == [(date(2025, 7, 1), 10, 9, 1, 0), (date(2026, 1, 1), 9, 8, 1, 0)]


def test_a_person_who_is_left_out_is_in_no_number(built: Built) -> None:
    home, _ = built
    assert query(home, "select count(*) from people.activities where person_id = 'p_39'") == [(0,)]
    assert query(home, "select count(*) from people.engagement_scores where person_id = 'p_39'") == [(0,)]
    assert query(home, "select sum(people_count) from insights.industry_engagement") == [(39,)]


def test_insights_hold_no_file_name(built: Built) -> None:
    home, _ = built
    columns = {row[0] for row in query(home, "select column_name from duckdb_columns() where schema_name = 'insights'")}
    assert not columns & {"file_name", "email", "phone", "full_name", "person_id", "member_id"}


@pytest.mark.integration
def test_one_thread_and_another_place_give_the_same_tables(built: Built, tmp_path: Path) -> None:
    home, _ = built
    again = Home.at(tmp_path / "again")
    shutil.copytree(home.lake, again.lake)
    again.prepare()
    dbt(again, "seed", threads=1)
    dbt(again, "run", threads=1)
    for schema, table in query(home, "select schema_name, table_name from duckdb_tables() order by all"):
        rows = f'select * from {schema}."{table}" order by all'
        assert query(home, rows) == query(again, rows), f"{schema}.{table}"
