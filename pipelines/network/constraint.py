"""Constraint: how far somebody's contacts are tied to each other, so that they are bridged by others too.

Burt, R. S. (1992), *Structural Holes*, equations 2.3 to 2.5.
"""

from __future__ import annotations

import numpy as np

from pipelines.network.graph import Array, Graph, triangles


def constraint(graph: Graph) -> Array:
    """Each person's constraint, c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over i's contacts j; NaN for who has none.

    p_ij is the share of i's whole tie strength that is with j. No unit: 1 for a person with one contact, 1 / n for one
    with n equal contacts who do not know each other, 1.125 in a triangle of equal ties. It stays under 2: no contact's
    term is over 1, and the terms before squaring sum to under 2. Since strength has no direction, what j gets of i
    through others is Σ_q w_iq w_qj / w_q over w_i, with w_q all of q's strength: one number per tie, gathered from the
    triangles it is in.

    >>> star = Graph(5, np.zeros(4, dtype=int), np.arange(1, 5), np.ones(4))
    >>> constraint(star).tolist()
    [0.25, 1.0, 1.0, 1.0, 1.0]
    """
    whole = graph.at_ends(graph.strength)
    through_others = np.zeros(len(graph.strength))
    for found in triangles(graph):
        one, two, three = (graph.strength[ties] for ties in found.ties)
        for ties, sides, between in zip(found.ties, (two * three, one * three, one * two), found.people, strict=True):
            np.add.at(through_others, ties, sides / whole[between])
    invested = graph.strength + through_others
    measured = sum(
        np.bincount(side, (invested / whole[side]) ** 2, graph.size) for side in (graph.left, graph.right)
    )  # fmt: skip
    return np.where(whole > 0, measured, np.nan)
