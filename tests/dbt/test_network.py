"""Contacts, bridges and introductions of the association: what can be told by hand from who met whom."""

from __future__ import annotations

import pytest

from pipelines.home import Home
from tests.dbt.association import REFUSING
from tests.dbt.running import Outcome, query

Built = tuple[Home, Outcome]


def test_five_at_one_small_event_are_each_others_contacts(built: Built) -> None:
    """A full circle of five all but equal ties: c = 4 (1/4 + 3/16)², and nobody stands between two others."""
    home, _ = built
    (found,) = query(
        home,
        "select reach, structural_constraint, is_bridge, coordinator_count + boundary_count + liaison_count"
        " from people.bridges where person_id = 'p_00'",
    )
    assert found == (4, pytest.approx(0.7656, abs=0.005), False, 0)


def test_a_person_between_two_who_do_not_know_each_other_is_their_broker(built: Built) -> None:
    home, _ = built
    roles = "coordinator_count, itinerant_count, boundary_count, liaison_count"
    (found,) = query(home, f"select reach, {roles} from people.bridges where person_id = 'p_13'")
    industries = dict(query(home, "select person_id, industry_id from people.people where person_id like 'p_1_'"))
    assert [industries[person] for person in ("p_12", "p_13", "p_14")] == ["unknown", "software", "hospitals"]
    assert found == (2, 0, 0, 0, 0), "an unknown industry is neither one's own nor another"


def test_who_can_introduce_one_to_another_is_one_query(built: Built) -> None:
    home, _ = built
    (found,) = query(
        home,
        "select via_person_id, path_strength = least(first_tie_strength, second_tie_strength), hop_count"
        " from people.warm_paths where from_person_id = 'p_08' and to_person_id = 'p_10'",
    )
    assert found == ("p_09", True, 2)


def test_who_can_introduce_one_to_an_organisation_is_one_query(built: Built) -> None:
    home, _ = built
    found = query(
        home,
        "select via_person_id, to_person_id from people.warm_paths join people.people on person_id = to_person_id"
        " where from_person_id = 'p_08' and to_organisation_id = organisation_id and organisation_id = 'o_1'"
        " order by organisation_rank",
    )
    assert found == [("p_09", "p_10")]


def test_the_strength_of_a_path_is_that_of_the_published_ties(built: Built) -> None:
    home, _ = built
    apart = query(
        home,
        "select count(*), count(tie.tie_id) from people.warm_paths as path left join people.ties as tie"
        " on tie.left_person_id = least(path.from_person_id, coalesce(path.via_person_id, path.to_person_id))"
        " and tie.right_person_id = greatest(path.from_person_id, coalesce(path.via_person_id, path.to_person_id))"
        " and tie.tie_strength = path.first_tie_strength and tie.is_realised",
    )
    assert apart[0][0] == apart[0][1] > 0


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("warm_paths", ("from_person_id", "via_person_id", "to_person_id")),
        ("suggested_introductions", ("person_id", "suggested_person_id", "introducer_person_id")),
    ],
)
def test_who_refuses_is_on_no_path_and_in_no_suggestion(built: Built, table: str, columns: tuple[str, ...]) -> None:
    home, _ = built
    assert query(
        home, f"select count(*) > 0 from people.ties where is_realised and right_person_id = '{REFUSING}'"
    ) == [(True,)]
    for column in columns:
        assert query(home, f"select count(*) from people.{table} where {column} = '{REFUSING}'") == [(0,)]
    assert query(home, f"select count(*) > 0 from people.{table}") == [(True,)]


def test_nobody_is_suggested_whom_one_knows_or_works_with(built: Built) -> None:
    home, _ = built
    wrong = query(
        home,
        "select count(*) from people.suggested_introductions as suggested"
        " join people.people as one on suggested.person_id = one.person_id"
        " join people.people as other on suggested.suggested_person_id = other.person_id"
        " left join people.ties as tie on tie.is_realised"
        " and tie.left_person_id = least(one.person_id, other.person_id)"
        " and tie.right_person_id = greatest(one.person_id, other.person_id)"
        " where tie.tie_id is not null or one.organisation_id = other.organisation_id",
    )
    assert wrong == [(0,)]
    assert query(home, "select max(suggestion_rank) from people.suggested_introductions") == [(5,)]
