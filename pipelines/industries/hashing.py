"""Hashed counts of what stands in texts, as scikit-learn's `HashingVectorizer` makes them.

Importing scikit-learn takes longer than naming the industries of some new organisations, so a run does without it; the
classifier is trained on these counts, too. A test holds them to scikit-learn's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Hashes = NDArray[np.uint32]

FIRST, SECOND = np.uint32(0xCC9E2D51), np.uint32(0x1B873593)


def counted(texts: Sequence[str], bits: int, read: Callable[[str], Iterator[str]]) -> csr_matrix:
    """How often each piece that `read` finds in a text stands there: a row per text, a column per hash of `bits`.

    >>> counted(["Bank bank"], 20, lambda text: words(text, re.compile("[a-z]+"))).nnz
    2
    """
    from scipy.sparse import csr_matrix

    pieces = [list(read(text.lower())) for text in texts]
    distinct = list(dict.fromkeys(chain.from_iterable(pieces)))
    column = dict(zip(distinct, _columns(distinct, bits).tolist(), strict=True))
    indices = np.fromiter((column[piece] for row in pieces for piece in row), dtype=np.int32)
    ends = np.cumsum([0, *map(len, pieces)])
    counts = csr_matrix((np.ones(len(indices), dtype=np.float32), indices, ends), shape=(len(texts), 2**bits))
    counts.sum_duplicates()
    return counts


def words(text: str, token: re.Pattern[str]) -> Iterator[str]:
    """The words of a text, and each two that stand together.

    >>> list(words("new york bank", re.compile("[a-z]+")))
    ['new', 'york', 'bank', 'new york', 'york bank']
    """
    found = token.findall(text)
    yield from found
    yield from (f"{one} {other}" for one, other in pairwise(found))


def letters(text: str, shortest: int, longest: int) -> Iterator[str]:
    """Runs of letters within words, each word with a blank before and after; a word that is shorter is one run.

    >>> list(letters("ab", 2, 3))
    [' a', 'ab', 'b ', ' ab', 'ab ']
    """
    for word in text.split():
        yield from _runs(word, shortest, longest)


@lru_cache(maxsize=1 << 14)
def _runs(word: str, shortest: int, longest: int) -> tuple[str, ...]:
    padded = f" {word} "
    lengths = range(shortest, max(shortest, min(longest, len(padded))) + 1)
    return tuple(padded[start : start + size] for size in lengths for start in range(max(1, len(padded) - size + 1)))


def _columns(pieces: Sequence[str], bits: int) -> NDArray[np.int64]:
    """The column of each piece: its signed hash without the sign, in the lowest `bits`."""
    columns = np.zeros(len(pieces), dtype=np.int64)
    encoded = [piece.encode() for piece in pieces]
    order = sorted(range(len(pieces)), key=lambda place: len(encoded[place]))
    for length, places in groupby(order, key=lambda place: len(encoded[place])):
        alike = list(places)
        data = np.frombuffer(b"".join(encoded[place] for place in alike), dtype=np.uint8).reshape(-1, length)
        columns[alike] = np.abs(murmur(data).view(np.int32).astype(np.int64)) % 2**bits
    return columns


def murmur(data: NDArray[np.uint8]) -> Hashes:
    """MurmurHash3 (x86, 32 bits, seed 0; Appleby) of each row of bytes."""
    count, length = data.shape
    found = np.zeros(count, dtype=np.uint32)
    whole = length // 4 * 4
    blocks = np.ascontiguousarray(data[:, :whole]).view("<u4")
    for column in range(whole // 4):
        found = _turned(found ^ _mixed(blocks[:, column]), 13) * np.uint32(5) + np.uint32(0xE6546B64)
    if whole < length:
        rest = np.zeros((count, 4), dtype=np.uint8)
        rest[:, : length - whole] = data[:, whole:]
        found ^= _mixed(rest.view("<u4")[:, 0])
    found ^= np.uint32(length)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        found = (found ^ (found >> np.uint32(shift))) * np.uint32(factor)
    return found ^ (found >> np.uint32(16))


def _mixed(block: Any) -> Hashes:
    return np.asarray(_turned(block * FIRST, 15) * SECOND)


def _turned(values: Hashes, by: int) -> Hashes:
    return (values << np.uint32(by)) | (values >> np.uint32(32 - by))
