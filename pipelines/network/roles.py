"""Roles of brokers: whom somebody stands between, told by the groups of the three.

Gould, R. V. and Fernandez, R. M. (1989), Structures of mediation, *Sociological Methodology* 19, for ties without
direction: there a representative is a gatekeeper, and both are `boundary`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipelines.network.graph import Array, Graph, triangles

ROLES = ("coordinator", "itinerant", "boundary", "liaison")


class Around(NamedTuple):
    """How many contacts a person has in a group, one entry for each person and group with any."""

    people: Array
    groups: Array
    counts: Array


def roles(graph: Graph, groups: Array) -> dict[str, Array]:
    """How often each person stands in each role: the pairs of their contacts who have no tie with each other.

    `groups` is each person's group as a number from 0. With a broker of group g, the pair is of g both (coordinator),
    of one other group both (itinerant), of g and another (boundary), or of two others (liaison). Open pairs are not
    listed: of all pairs of each kind, which the sizes of groups give, those that a tie closes are taken off. Takes as
    long as `triangles`.

    >>> path = Graph(3, np.array([0, 1]), np.array([1, 2]), np.ones(2))
    >>> {role: counts.tolist() for role, counts in roles(path, np.array([0, 0, 1])).items()}
    {'coordinator': [0, 0, 0], 'itinerant': [0, 0, 0], 'boundary': [0, 1, 0], 'liaison': [0, 0, 0]}
    """
    pairs = _pairs(graph, groups)
    for found in triangles(graph):
        for turn in range(3):
            broker, one, other = (found.people[(turn + step) % 3] for step in range(3))
            role = _role(groups[broker], groups[one], groups[other])
            closed = np.bincount(broker * len(ROLES) + role, minlength=pairs.size)
            pairs -= closed.reshape(pairs.shape)
    return dict(zip(ROLES, pairs.T, strict=True))


def around(graph: Graph, groups: Array) -> Around:
    """How many contacts each person has in each group."""
    most = int(groups.max(initial=0)) + 1
    sides = (graph.left * most + groups[graph.right], graph.right * most + groups[graph.left])
    found, counts = np.unique(np.concatenate(sides), return_counts=True)
    return Around(found // most, found % most, counts)


def _pairs(graph: Graph, groups: Array) -> Array:
    """Of each person, all pairs of contacts by the role they give, a column each."""
    people, of, counts = around(graph, groups)
    is_own = groups[people] == of
    own = np.bincount(people[is_own], counts[is_own], graph.size).astype(np.int64)
    others = graph.at_ends() - own
    alike = np.bincount(people, np.where(is_own, 0, counts * (counts - 1) // 2), graph.size).astype(np.int64)
    return np.stack([own * (own - 1) // 2, alike, own * others, others * (others - 1) // 2 - alike], axis=1)


def _role(own: Array, one: Array, other: Array) -> Array:
    """The place in `ROLES` of a broker of group `own` between two of groups `one` and `other`."""
    between_two = np.where((one == own) | (other == own), 2, 3)
    return np.where(one == other, np.where(one == own, 0, 1), between_two)
