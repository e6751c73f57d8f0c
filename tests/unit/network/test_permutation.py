"""Mixing of industries: the measures agree with networkx, and chance is what shuffling gives."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.network.permutation import ALL, Network, mixing, permuted

PEOPLE = 12
EDGES = st.sets(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(lambda pair: pair[0] < pair[1]), min_size=1
)
INDUSTRY = st.lists(st.sampled_from(["creative", "healthcare", "technology"]), min_size=PEOPLE, max_size=PEOPLE)


def ties(edges: set[tuple[int, int]], industry: list[str], period: int = 0) -> pl.DataFrame:
    """Ties as rows, as the warehouse gives them."""
    rows = [(period, f"p_{left:02}", f"p_{right:02}", industry[left], industry[right]) for left, right in sorted(edges)]
    sides = ["left_person_id", "right_person_id", "left_industry_id", "right_industry_id"]
    schema = {"period_number": pl.Int32, **dict.fromkeys(sides, pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def observed(frame: pl.DataFrame) -> tuple[dict[str, float], float]:
    network = Network.of(frame)
    *ei, assortativity = mixing(network, network.industry).tolist()
    return dict(zip([*network.industries, ALL], ei, strict=True)), assortativity


@given(EDGES, INDUSTRY)
def test_assortativity_is_that_of_networkx(edges: set[tuple[int, int]], industry: list[str]) -> None:
    graph = nx.Graph(sorted(edges))
    assume(len({industry[person] for person in graph}) > 1)
    nx.set_node_attributes(graph, dict(enumerate(industry)), "industry")
    expected = nx.attribute_assortativity_coefficient(graph, "industry")
    assert observed(ties(edges, industry))[1] == pytest.approx(expected, abs=1e-12)


@given(EDGES, INDUSTRY)
def test_e_i_is_what_counting_the_ties_of_an_industry_gives(edges: set[tuple[int, int]], industry: list[str]) -> None:
    for name, value in observed(ties(edges, industry))[0].items():
        ends = [
            (industry[left], industry[right]) for left, right in edges if name in (ALL, industry[left], industry[right])
        ]
        internal = sum(left == right for left, right in ends)
        assert value == pytest.approx((len(ends) - 2 * internal) / len(ends))


def test_one_industry_has_no_assortativity() -> None:
    assert math.isnan(observed(ties({(0, 1), (1, 2)}, ["technology"] * 3))[1])
    chance = permuted(ties({(0, 1), (1, 2)}, ["technology"] * 3), 99, 1)
    assert chance.filter(industry_id=ALL)["assortativity_p_value"].to_list() == [None]


def random_ties(industry: list[str], within: float, between: float, period: int = 0) -> pl.DataFrame:
    dice = np.random.default_rng(5)
    edges = {
        (left, right)
        for right in range(len(industry))
        for left in range(right)
        if dice.random() < (within if industry[left] == industry[right] else between)
    }
    return ties(edges, industry, period)


SIZES = ["a"] * 60 + ["b"] * 30 + ["c"] * 10


def test_shuffles_give_the_chance_level_that_sizes_set() -> None:
    chance = permuted(random_ties(SIZES, 0.2, 0.2), 999, 1).filter(industry_id=ALL)
    assert chance["ei_chance_mean"][0] == pytest.approx(0.0909, abs=0.01)
    assert chance["ei_p_value"][0] > 0.05
    assert chance["assortativity_p_value"][0] > 0.05


def test_ties_that_keep_to_their_industry_are_no_chance() -> None:
    chance = permuted(random_ties(SIZES, 0.3, 0.1), 999, 1).filter(industry_id=ALL)
    assert chance["ei_p_value"][0] == chance["assortativity_p_value"][0] == 0.002


def test_every_period_is_shuffled_by_itself() -> None:
    first, second = random_ties(SIZES, 0.3, 0.1, period=0), random_ties(SIZES, 0.1, 0.3, period=1)
    both = permuted(pl.concat([second, first]), 199, 1)
    assert both.equals(pl.concat([permuted(first, 199, 1), permuted(second, 199, 1)]))


def test_the_order_of_rows_changes_nothing_and_the_seed_does() -> None:
    frame = random_ties(SIZES, 0.3, 0.1)
    expected = permuted(frame, 199, 1)
    assert permuted(frame.reverse(), 199, 1).equals(expected)
    assert not permuted(frame, 199, 2).equals(expected)


def test_somebody_who_changed_industries_stands_in_both() -> None:
    frame = ties({(0, 1), (0, 2)}, ["a", "a", "b"]).with_columns(left_industry_id=pl.Series(["a", "b"]))
    assert len(Network.of(frame).industry) == 4
    assert observed(frame)[0] == {"a": -1, "b": -1, ALL: -1}


def test_without_ties_there_is_nothing_to_shuffle() -> None:
    nothing = ties(set(), [])
    assert permuted(nothing, 99, 1).is_empty()
