"""Rows of one part that are alike in every cell: the first stays, the others are duplicates.

Rows are told apart by 64-bit hashes, so that millions fit in memory; every pair
found is then compared cell by cell (`confirm`), and a hash that two different
rows share is from then on not trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import polars as pl

from pipelines.exports.rows import Batch

Hasher = Callable[[pl.DataFrame], "np.ndarray"]


class HashCollisionError(Exception):
    """Different rows share a hash; reading starts again, comparing those rows by their cells."""

    def __init__(self, hashes: frozenset[int]) -> None:
        super().__init__(f"{len(hashes)} hashes are shared by different rows")
        self.hashes = hashes


def row_hashes(cells: pl.DataFrame) -> np.ndarray:
    """A 64-bit hash of each row's cells."""
    return cells.hash_rows(seed=1).to_numpy()


class Duplicates:
    """The rows of a part seen so far, asked batch by batch."""

    def __init__(self, distrusted: frozenset[int] = frozenset(), hasher: Hasher = row_hashes) -> None:
        self._runs: list[np.ndarray] = []
        self._hasher = hasher
        self._distrusted = distrusted
        self._by_cells: set[tuple[str, ...]] = set()
        self._repeated: list[np.ndarray] = []

    def mark(self, cells: pl.DataFrame) -> np.ndarray:
        """Whether each row is like an earlier one, of this batch or one before."""
        hashes = self._hasher(cells)
        repeats = self._repeats(hashes)
        if self._distrusted:
            self._judge_by_cells(cells, hashes, repeats)
        if repeats.any():
            self._repeated.append(np.unique(hashes[repeats]))
        return repeats

    def confirm(self, batches: Iterable[Batch]) -> None:
        """Compares, cell by cell, all rows that were held to be alike.

        Raises `HashCollisionError` where two of them differ.
        """
        if not self._repeated:
            return
        repeated = np.setdiff1d(np.unique(np.concatenate(self._repeated)), np.array(list(self._distrusted), np.uint64))
        alike = pl.concat(list(self._suspects(batches, repeated)), how="vertical").unique()
        counts = alike.group_by("hash").len().filter(pl.col("len") > 1)
        if counts.height:
            raise HashCollisionError(self._distrusted | frozenset(counts["hash"].to_list()))

    def _suspects(self, batches: Iterable[Batch], repeated: np.ndarray) -> Iterator[pl.DataFrame]:
        for batch in batches:
            cells = batch.frame.drop("row_number")
            hashes = self._hasher(cells)
            kept = np.isin(hashes, repeated)
            yield cells.with_columns(hash=pl.Series(hashes, dtype=pl.UInt64)).filter(pl.Series(kept)).unique()

    def _repeats(self, hashes: np.ndarray) -> np.ndarray:
        ordered = np.sort(hashes)
        known = self._known(ordered)
        self._add(ordered[~known])
        if not known.any():
            return known
        order = np.argsort(hashes, kind="stable")  # of like rows, the first comes first
        repeats = np.empty(len(hashes), dtype=bool)
        repeats[order] = known
        return repeats

    def _known(self, ordered: np.ndarray) -> np.ndarray:
        known = np.zeros(len(ordered), dtype=bool)
        known[1:] = ordered[1:] == ordered[:-1]
        for run in self._runs:
            at = np.searchsorted(run, ordered).clip(max=len(run) - 1)
            known |= run[at] == ordered
        return known

    def _add(self, run: np.ndarray) -> None:
        """Keeps sorted runs that halve in size, so that few are searched and each is merged few times."""
        if not run.size:
            return
        self._runs.append(run)
        while len(self._runs) > 1 and self._runs[-2].size <= 2 * self._runs[-1].size:
            last, before = self._runs.pop(), self._runs.pop()
            self._runs.append(np.sort(np.concatenate([before, last]), kind="stable"))

    def _judge_by_cells(self, cells: pl.DataFrame, hashes: np.ndarray, repeats: np.ndarray) -> None:
        for at in np.flatnonzero(np.isin(hashes, np.array(list(self._distrusted), np.uint64))):
            row = cells.row(int(at))
            repeats[at] = row in self._by_cells
            self._by_cells.add(row)
