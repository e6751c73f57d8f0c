"""Burt's constraint: worked values, and the same as another implementation's."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from pipelines.network import graph
from pipelines.network.constraint import constraint
from tests.unit.network.graphs import Ties, numbered, random, tied, weighted


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (nx.path_graph(2), [1.0, 1.0]),
        (nx.star_graph(4), [0.25, 1.0, 1.0, 1.0, 1.0]),
        (nx.complete_graph(3), [1.125, 1.125, 1.125]),
    ],
    ids=["a dyad", "a star of four leaves", "a triangle"],
)
def test_worked_values(made: nx.Graph[str], expected: list[float]) -> None:
    assert constraint(numbered(made)) == pytest.approx(expected)


@pytest.mark.parametrize("between", [1.0, 13.0, 1e9])
def test_however_much_stronger_the_tie_between_two_contacts_constraint_stays_under_two(between: float) -> None:
    made: nx.Graph[str] = nx.Graph()
    made.add_weighted_edges_from([(0, 1, 1.0), (0, 2, 1.0), (1, 2, between)])
    measured = constraint(numbered(made))[0]
    assert 1.125 - 1e-9 <= measured < 2


def test_who_has_no_contact_has_no_constraint() -> None:
    made: nx.Graph[str] = nx.path_graph(2)
    made.add_node(2)
    assert np.isnan(constraint(numbered(made))).tolist() == [False, False, True]


@given(tied())
def test_agrees_with_networkx(ties: Ties) -> None:
    made = weighted(ties)
    peers = nx.constraint(made, weight="weight")
    assert constraint(numbered(made)) == pytest.approx([peers[person] for person in sorted(made)])


@pytest.mark.parametrize("most", [1, 50, 10_000])
def test_the_size_of_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    made = numbered(weighted(random(people=60, ties=300, seed=3)))
    whole = constraint(made)
    monkeypatch.setattr(graph, "MOST_WAYS", most)
    assert constraint(made) == pytest.approx(whole)
