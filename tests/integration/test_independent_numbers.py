"""The warehouse's numbers against the same ones computed once more in plain Python, for everybody and every event."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date

import pytest

from tests.integration.both import Both
from tests.integration.conftest import PROJECT
from tests.naive import attendance, engagement, headcount, lake, outcomes, renewal

pytestmark = pytest.mark.integration

NAME = "trim(regexp_replace(lower(replace(event_name, '&', ' and ')), '[^\\p{L}\\p{N}]+', ' ', 'g'))"
SLIP = 2e-5
"""How far decimals of six digits, one for each activity type, may lie from an exact score."""


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
        "select month_on, level, sum(renewed_count), sum(lapsed_count), sum(undetermined_count), sum(shown_late_count)"
        " from insights.membership_retention where industry_id <> 'all' and level <> 'all' group by month_on, level"
    )
    found: Counter[tuple[date, str, str]] = Counter()
    for month, level, *counts in rows:
        for became, count in zip(("renewed", "lapsed", "undetermined", "shown_late"), counts, strict=True):
            found[month, level, became] = int(count)
    assert +found == renewal.renewals(both.lake)
    assert bool(found) == both.has_every_kind


def test_who_stayed_a_member_from_year_to_year(both: Both) -> None:
    rows = both.ask(
        "select month_on, member_kind, level, headcount_retention_rate, member_count, member_year_before_count,"
        " member_count - new_member_count, member_year_before_count - left_member_count"
        " from insights.membership_retention where member_count + member_year_before_count > 0"
        " and industry_id <> 'all' and level <> 'all'"
    )
    found: dict[date, dict[tuple[str, str], headcount.Kept]] = defaultdict(dict)
    for month, kind, level, rate, *counts, not_left in rows:
        kept = headcount.Kept(*counts)
        assert kept.kept_count == not_left
        assert rate == (None if kept.retention is None else pytest.approx(kept.retention, abs=1e-6))
        found[month][kind, level] = kept + found[month].get((kind, level), headcount.Kept(0, 0, 0))
    assert {month: headcount.headcount(both.lake, month) for month in found} == found
    assert any(rate and rate < 1 for _, _, _, rate, *_ in rows) == both.has_every_kind


def test_what_every_outcome_is_credited_to(both: Both) -> None:
    rows = both.ask("select record_id, attributed_channel, touch_days from people.outcomes where record_id is not null")
    found = {record: (channel, days) for record, channel, days in rows}
    assert found == outcomes.channels(both.lake)
    assert (len({channel for channel, _ in found.values()}) > 2) == both.has_every_kind


def test_every_introduction_and_its_steps(both: Both) -> None:
    rows = both.ask("select left_person_id, right_person_id, requested_on, made_on, met_on from people.introductions")
    found = [outcomes.Introduction((left, right), *days) for left, right, *days in rows]
    assert len(found) == len(set(found))
    assert set(found) == outcomes.introductions(both.lake)
    assert any(introduction.met_on for introduction in found) == both.has_every_kind
