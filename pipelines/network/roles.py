"""Roles of brokers: whom somebody stands between, told by the groups of the three.

Gould, R. V. and Fernandez, R. M. (1989), Structures of mediation, *Sociological Methodology* 19, for ties without
direction: there a representative is a gatekeeper, and both are `boundary`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from pipelines.network.graph import Matrix, among

Counts = np.ndarray[Any, Any]

ROLES = ("coordinator", "itinerant", "boundary", "liaison")


def roles(ties: Matrix, groups: Counts) -> dict[str, Counts]:
    """How often each row stands in each role: the pairs of its contacts who have no tie with each other.

    `ties` is symmetric with 1 for a tie, `groups` each row's group as a number from 0. With a broker of group g, the
    pair is of g both (coordinator), of one other group both (itinerant), of g and another (boundary), or of two others
    (liaison). Pairs are not listed: of all pairs of each kind, which group sizes give, those are taken off that
    a tie closes, which four products of matrices count. Takes as many multiplications as the sum of squared degrees.

    >>> from scipy.sparse import csr_array
    >>> path = csr_array(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    >>> {role: counts.tolist() for role, counts in roles(path, np.array([0, 0, 1])).items()}
    {'coordinator': [0, 0, 0], 'itinerant': [0, 0, 0], 'boundary': [0, 1, 0], 'liaison': [0, 0, 0]}
    """
    within, across = _split(ties, groups)
    own, others = within.sum(axis=1).astype(np.int64), across.sum(axis=1).astype(np.int64)
    alike = _pairs(by_group(across, groups)).sum(axis=1)
    return {
        "coordinator": own * (own - 1) // 2 - _closed(within, within, within) // 2,
        "itinerant": alike - _closed(across, within, across) // 2,
        "boundary": own * others - _closed(within, across, across),
        "liaison": others * (others - 1) // 2 - alike - _closed(across, across, across) // 2,
    }


def by_group(ties: Matrix, groups: Counts) -> Matrix:
    """How many contacts each row has in each group."""
    from scipy.sparse import csr_array

    people = len(groups)
    size = int(groups.max(initial=-1)) + 1
    member = csr_array((np.ones(people, dtype=np.int64), groups, np.arange(people + 1)), shape=(people, size))
    return ties @ member


def _split(ties: Matrix, groups: Counts) -> tuple[Matrix, Matrix]:
    """The ties within one group, and those across two."""
    from scipy.sparse import coo_array, csr_array

    found = coo_array(ties)
    is_within = groups[found.row] == groups[found.col]
    return tuple(
        csr_array(coo_array((found.data[chosen], (found.row[chosen], found.col[chosen])), shape=ties.shape))
        for chosen in (is_within, ~is_within)
    )


def _pairs(counts: Matrix) -> Matrix:
    chosen = counts.copy()
    chosen.data = counts.data * (counts.data - 1) // 2
    return chosen


def _closed(first: Matrix, second: Matrix, third: Matrix) -> Counts:
    """Of each row, the ways to a contact's contact, by `first` and `second`, that a tie in `third` closes."""
    counted = np.zeros(first.shape[0], dtype=np.int64)
    for rows, closed in among(first, second, third):
        counted[rows] = closed.sum(axis=1)
    return counted
