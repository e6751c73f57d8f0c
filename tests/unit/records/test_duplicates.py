from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exports.rows import Batch
from pipelines.records.duplicates import Duplicates, HashCollisionError, row_hashes

batches_of_words = st.lists(st.lists(st.text("ab", max_size=3), min_size=1, max_size=6), min_size=1, max_size=8)


def frames(batches: Iterable[list[str]]) -> list[pl.DataFrame]:
    return [pl.DataFrame({"c0": words, "c1": [word[:1] for word in words]}) for words in batches]


def as_batches(cells: Iterable[pl.DataFrame]) -> list[Batch]:
    return [Batch(frame.with_row_index("row_number")) for frame in cells]


def weak_hashes(cells: pl.DataFrame) -> np.ndarray:
    """A hash that different rows often share."""
    return row_hashes(cells) % np.uint64(3)


def repeats_by_hand(batches: Iterable[list[str]]) -> list[bool]:
    seen: set[str] = set()
    return [word in seen or bool(seen.add(word)) for words in batches for word in words]


@given(batches_of_words)
def test_the_first_of_like_rows_stays(batches: list[list[str]]) -> None:
    duplicates = Duplicates()
    marked = [repeat for frame in frames(batches) for repeat in duplicates.mark(frame).tolist()]
    assert marked == repeats_by_hand(batches)
    duplicates.confirm(as_batches(frames(batches)))


@given(batches_of_words)
def test_rows_that_share_a_hash_are_compared_by_their_cells(batches: list[list[str]]) -> None:
    distrusted: frozenset[int] = frozenset()
    for _ in range(4):
        duplicates = Duplicates(distrusted, weak_hashes)
        marked = [repeat for frame in frames(batches) for repeat in duplicates.mark(frame).tolist()]
        try:
            duplicates.confirm(as_batches(frames(batches)))
        except HashCollisionError as collision:
            assert distrusted < collision.hashes
            distrusted = collision.hashes
        else:
            break
    assert marked == repeats_by_hand(batches)


def test_a_shared_hash_is_noticed() -> None:
    cells = pl.DataFrame({"c0": [str(number) for number in range(9)]})
    duplicates = Duplicates(hasher=weak_hashes)
    duplicates.mark(cells)
    with pytest.raises(HashCollisionError):
        duplicates.confirm(as_batches([cells]))
