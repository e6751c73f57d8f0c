"""Constraint: how far somebody's contacts are tied to each other, so that they are bridged by others too.

Burt, R. S. (1992), *Structural Holes*, equations 2.3 to 2.5.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from pipelines.network.graph import Matrix, among, pattern


def constraint(strengths: Matrix) -> np.ndarray[Any, Any]:
    """Each row's constraint, c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over i's contacts j; NaN for who has none.

    `strengths` is symmetric; p_ij is the share of i's whole tie strength that is with j. No unit: 1 for a person with
    one contact, 1 / n for one with n equal contacts who do not know each other, up to 1.125 in a triangle. Takes as
    many multiplications as the sum of squared degrees.

    >>> from scipy.sparse import csr_array
    >>> star = np.zeros((5, 5)); star[0, 1:] = star[1:, 0] = 1
    >>> constraint(csr_array(star)).tolist()
    [0.25, 1.0, 1.0, 1.0, 1.0]
    """
    whole = strengths.sum(axis=1)
    shares = strengths.copy()
    shares.data = strengths.data / np.repeat(whole, np.diff(strengths.indptr))
    measured = np.zeros(len(whole))
    for rows, through_others in among(shares, shares, pattern(shares)):
        invested = shares[rows] + through_others
        measured[rows] = invested.multiply(invested).sum(axis=1)
    return np.where(whole > 0, measured, np.nan)
