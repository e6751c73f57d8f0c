"""The warehouse's numbers against the same ones computed once more in plain Python, for everybody and every event."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pipelines.home import Home, connect
from pipelines.settings import Settings
from tests.integration.conftest import PROJECT
from tests.naive import attendance, engagement, lake, membership, mixing, outcomes

pytestmark = pytest.mark.integration

NAME = "trim(regexp_replace(lower(replace(event_name, '&', ' and ')), '[^\\p{L}\\p{N}]+', ' ', 'g'))"
SLIP = 2e-5
"""How far decimals of six digits, one for each activity type, may lie from an exact score."""


@dataclass(frozen=True)
class Both:
    """A home's warehouse, and its lake as plain rows."""

    home: Home
    lake: lake.Lake

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with connect(self.home.warehouse_file, read_only=True) as warehouse:
            return warehouse.sql(query).fetchall()


@pytest.fixture(scope="module", params=["published_demo", "meetings"])
def both(request: pytest.FixtureRequest) -> Both:
    home = request.getfixturevalue(request.param)
    as_of = (
        datetime(2026, 7, 1, 6, tzinfo=UTC) if request.param == "published_demo" else datetime(1996, 1, 1, tzinfo=UTC)
    )
    return Both(home, lake.read(home, as_of))


def weights() -> dict[str, engagement.Weight]:
    with (PROJECT / "dbt_project" / "seeds" / "activity_weights.csv").open(encoding="utf-8") as file:
        return {
            row["activity_type"]: engagement.Weight(
                float(row["weight"]), float(row["half_life_days"]), float(row["cap"]), int(row["daily_cap"])
            )
            for row in csv.DictReader(file)
        }


def test_who_stayed_away_from_every_event(both: Both) -> None:
    rows = both.ask(
        f"select {NAME}, event_on, no_show_count, no_show_rate_n from insights.event_performance"
        " where is_attendance_captured"
    )
    assert {(name, day): (absent, expected) for name, day, absent, expected in rows} == attendance.no_show(both.lake)
    assert rows


def test_everybodys_score(both: Both) -> None:
    expected = engagement.scores(both.lake, weights(), both.lake.today)
    found = dict(both.ask("select person_id, score from people.engagement_scores"))
    off = {person for person, score in found.items() if abs(score - expected.get(person, 0)) > SLIP}
    assert not off
    assert expected.keys() <= found.keys()
    assert max(found.values()) > 0


def test_everybodys_score_a_year_ago(both: Both) -> None:
    expected = engagement.scores(both.lake, weights(), lake.months_after(both.lake.today, -12))
    compared = "select person_id, cast(coalesce(prior_score, 0) as double) from intermediate.int_person_compared"
    found = dict(both.ask(compared))
    off = {person for person, score in found.items() if abs(score - expected.get(person, 0)) > SLIP}
    assert not off
    assert expected.keys() <= found.keys()


def test_what_became_of_every_term(both: Both) -> None:
    rows = both.ask(
        "select month_on, level, sum(renewed_count), sum(lapsed_count), sum(undetermined_count)"
        " from insights.membership_retention group by month_on, level"
    )
    found: Counter[tuple[date, str, str]] = Counter()
    for month, level, *counts in rows:
        for became, count in zip(("renewed", "lapsed", "undetermined"), counts, strict=True):
            found[month, level, became] = int(count)
    assert +found == membership.renewals(both.lake)


def test_what_every_outcome_is_credited_to(both: Both) -> None:
    rows = both.ask("select record_id, attributed_channel, touch_days from people.outcomes where record_id is not null")
    found = {record: (channel, days) for record, channel, days in rows}
    assert found == outcomes.channels(both.lake, Settings().outcomes.attribution_days)


def test_every_introduction_and_its_steps(both: Both) -> None:
    rows = both.ask("select left_person_id, right_person_id, requested_on, made_on, met_on from people.introductions")
    found = [outcomes.Introduction((left, right), *days) for left, right, *days in rows]
    assert len(found) == len(set(found))
    assert set(found) == outcomes.introductions(both.lake)


def test_which_industries_met(both: Both) -> None:
    rows = both.ask(
        "select period_after_on, period_ends_on, least(industry_id, other_industry_id),"
        " greatest(industry_id, other_industry_id), max(opportunity_count) from insights.industry_mixing"
        " group by 1, 2, 3, 4"
    )
    found: dict[tuple[date, date], Counter[tuple[str, str]]] = {}
    for after, until, one, other, count in rows:
        found.setdefault((after, until), Counter())[one, other] = int(count or 0)
    assert found
    for (after, until), pairs in found.items():
        assert +pairs == mixing.opportunities(both.lake, after + timedelta(days=1), until)
