"""Chance, from a seed: one stream per named purpose, so that one purpose never disturbs another.

Only the generator's raw doubles are used: they are the part of numpy's random
numbers that stays the same from version to version.
"""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Dice:
    """Draws for one purpose.

    >>> Dice(7, "names").below(10, 3).tolist() == Dice(7, "names").below(10, 3).tolist()
    True
    """

    def __init__(self, seed: int, *purpose: str) -> None:
        key = zlib.crc32("/".join(purpose).encode())
        self._stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, key])))

    def share(self, count: int) -> Floats:
        """`count` numbers, evenly spread over 0 ≤ x < 1."""
        return self._stream.random(count)

    def below(self, limit: int | Ints, count: int) -> Ints:
        """`count` whole numbers, each 0 ≤ x < its limit."""
        return (self.share(count) * limit).astype(np.int64)

    def between(self, low: int, high: int, count: int) -> Ints:
        """`count` whole numbers, low ≤ x < high."""
        return low + self.below(high - low, count)

    def chance(self, probability: float | Floats, count: int) -> Bools:
        """`count` answers, true with the probability given."""
        return self.share(count) < probability

    def pick(self, weights: Floats | list[float], count: int) -> Ints:
        """`count` positions in `weights`, each as likely as its weight says."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.minimum(np.searchsorted(edges, self.share(count) * edges[-1], side="right"), len(edges) - 1)

    def sample(self, weights: Floats, count: int) -> Ints:
        """Up to `count` different positions in `weights`, in ascending order; weight 0 is never drawn."""
        able = np.flatnonzero(weights > 0)
        waits = -np.log1p(-self.share(len(able))) / weights[able]
        chosen: Ints = np.sort(able[np.argsort(waits, kind="stable")[:count]])
        return chosen

    def shuffled(self, count: int) -> Ints:
        """The numbers below `count` in an order of chance."""
        return np.argsort(self.share(count), kind="stable")
