"""Ties and mixing over the whole association: what merging does, and what counting one by one gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from pipelines import home as places
from pipelines.home import Home
from pipelines.network.permutation import ALL, Network, mixing
from tests.dbt.association import association
from tests.dbt.running import Outcome, dbt, query

Built = tuple[Home, Outcome]
KEPT, GONE = "p_08", "p_09"
"""Two who dealt with each other, and turn out to be one."""


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The association with `GONE` merged into `KEPT`, and its ties."""
    home, lake = Home.at(tmp_path_factory.mktemp("merged")), association()
    home.prepare()
    lake.identity["people"] = [row for row in lake.identity["people"] if row["person_id"] != GONE]
    lake.identity["affiliations"] = [row for row in lake.identity["affiliations"] if row["person_id"] != GONE]
    lake.identity["identity_links"] = [
        {**row, "person_id": _after(row["person_id"])} for row in lake.identity["identity_links"]
    ]
    lake.write(home)
    dbt(home, "build", "--select", "+int_tie_weighed", "--exclude-resource-type", "test", "unit_test")
    return home


def _after(person: Any) -> Any:
    return KEPT if person == GONE else person


def _pairs(home: Home, condition: str) -> set[tuple[str, ...]]:
    sql = f"select left_person_id, right_person_id from intermediate.int_tie_weighed where {condition}"
    return set(query(home, sql))


@pytest.mark.parametrize("condition", ["is_realised", "shared_event_count > 0"])
def test_merging_two_records_turns_their_ties_over_and_leaves_none_with_oneself(
    condition: str, built: Built, merged: Home
) -> None:
    before = _pairs(built[0], condition)
    assert (KEPT, GONE) in before
    turned_over = {tuple(sorted({_after(left), _after(right)})) for left, right in before}
    assert _pairs(merged, condition) == turned_over - {(KEPT,)}


def test_newmans_weights_still_add_up_to_events_after_a_merge(merged: Home) -> None:
    assert dbt(merged, "test", "--select", "newmans_weights_add_up_to_events").named("pass")


def test_opportunity_is_what_listing_every_pair_gives(built: Built) -> None:
    attended = query(built[0], "select event_id, period_number, industry_id from intermediate.int_event_gathered")
    events: dict[tuple[str, int], list[str]] = defaultdict(list)
    for event, period, industry in attended:
        events[event, period].append(industry)
    listed: Counter[tuple[int, str, str]] = Counter()
    for (_, period), industries in events.items():
        for pair in combinations(sorted(industries), 2):
            listed.update((period, *ends) for ends in {pair, pair[::-1]})
    counted = query(built[0], "select * from intermediate.int_opportunity_counted where opportunity_count > 0")
    assert {tuple(row[:3]): row[3] for row in counted} == listed


def test_what_is_published_of_the_network_is_what_the_shuffles_are_held_against(built: Built) -> None:
    with places.connect(built[0].warehouse_file, read_only=True) as connection:
        ties = connection.sql("select * from intermediate.int_tie_placed where are_both_known").pl()
        published = connection.sql(
            "select industry_id, ei_index, assortativity from insights.industry_network"
            " where period_ends_on = (select max(period_ends_on) from insights.industry_network)"
            " and ei_index is not null"
        ).fetchall()
    network = Network.of(ties.filter(period_number=0))
    *ei, assortativity = mixing(network, network.industry)
    expected = dict(zip([*network.industries, ALL], ei, strict=True))
    assert {industry: value for industry, value, _ in published} == pytest.approx(expected, abs=1e-6)
    assert [value for *_, value in published if value is not None] == pytest.approx([assortativity], abs=1e-6)


def test_every_cell_of_the_mixing_reads_the_same_from_both_sides(built: Built) -> None:
    sql = "select industry_id, other_industry_id, period_ends_on, * exclude (industry_id, other_industry_id,"
    rows = query(built[0], f"{sql} industry_name, other_industry_name, period_ends_on) from insights.industry_mixing")
    cells = {row[:3]: row[3:] for row in rows}
    assert cells
    assert all(cells[there, here, period] == numbers for (here, there, period), numbers in cells.items())


def test_a_lake_without_ties_builds(tmp_path: Path) -> None:
    home, lake = Home.at(tmp_path), association()
    home.prepare()
    lake.records["interaction"] = []
    lake.write(home)
    outcome = dbt(home, "build", "--select", "+industry_network", "--exclude-resource-type", "test", "unit_test")
    assert outcome.named("error", "skipped") == set()
    assert query(home, "select * from insights.industry_network") == []
