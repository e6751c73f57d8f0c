"""Gould and Fernandez's roles: one triad of each kind, and the same as listing every triad."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from pipelines.network import graph
from pipelines.network.roles import ROLES, roles
from tests.unit.network.graphs import INDUSTRIES, Ties, by_enumeration, numbered, placed, random, tied, weighted


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ((0, 0, 0), "coordinator"),
        ((1, 0, 1), "itinerant"),
        ((0, 0, 1), "boundary"),
        ((1, 0, 0), "boundary"),
        ((1, 0, 2), "liaison"),
    ],
)
def test_the_middle_of_three_has_one_role(groups: tuple[int, ...], role: str) -> None:
    counted = roles(numbered(nx.path_graph(3)), np.array(groups))
    assert {name: counts.tolist() for name, counts in counted.items()} == {
        name: [0, int(name == role), 0] for name in ROLES
    }


def test_nobody_brokers_between_two_who_know_each_other() -> None:
    counted = roles(numbered(nx.complete_graph(5)), np.array([0, 1, 1, 2, 0]))
    assert all(not counts.any() for counts in counted.values())


@given(tied(), placed())
def test_agrees_with_listing_every_triad(ties: Ties, industries: dict[str, str]) -> None:
    made = weighted(dict.fromkeys(ties, 1.0))
    groups = np.array([INDUSTRIES.index(industries[person]) for person in sorted(made)])
    counted = roles(numbered(made), groups)
    # Here "unknown" is a group like any other, so it must not be called so.
    listed = by_enumeration(made, {person: industry.upper() for person, industry in industries.items()})
    for place, person in enumerate(sorted(made)):
        assert {role: int(counts[place]) for role, counts in counted.items()} == {
            role: listed[person][role] for role in ROLES
        }


@given(tied(), placed())
def test_every_open_triad_has_its_broker_in_one_role(ties: Ties, industries: dict[str, str]) -> None:
    made = weighted(dict.fromkeys(ties, 1.0))
    groups = np.array([INDUSTRIES.index(industries[person]) for person in sorted(made)])
    degrees = np.array([made.degree(person) for person in sorted(made)])
    triangles = np.array([nx.triangles(made, person) for person in sorted(made)])
    assert sum(roles(numbered(made), groups).values()).tolist() == (degrees * (degrees - 1) // 2 - triangles).tolist()


@pytest.mark.parametrize("most", [1, 50, 10_000])
def test_the_size_of_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    made = numbered(weighted(random(people=60, ties=300, seed=3)))
    groups = np.arange(made.size) % 4
    whole = roles(made, groups)
    monkeypatch.setattr(graph, "MOST_WAYS", most)
    assert {role: counts.tolist() for role, counts in roles(made, groups).items()} == {
        role: counts.tolist() for role, counts in whole.items()
    }
