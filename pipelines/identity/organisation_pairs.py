"""Pairs of organisation names that may be one organisation, and how likely each is.

Names are vectors of letter triples, each weighed by the words it stands in and by
how rare it is: word order and slips of the pen cost little, a common word counts
little. Only names that share rare triples are compared, so that a word that
thousands share costs nothing. Whether a pair joins is decided in `organisation_groups`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.identity.organisation_words import SHORTEST, Words

if TYPE_CHECKING:
    import numpy as np

RAREST = 10
"""Triples of a name by which others are looked for: its rarest that another name has."""

LARGEST_BLOCK = 500
"""Names with a triple, beyond which it is not looked for; below, they make some 125,000 pairs."""

LEAST_SHARED = 2
"""Looked-for triples that a pair has in common."""

ROWS_AT_ONCE = 1024
"""Names compared with all later ones at a time: fewer cost more passes, more hold what is then thrown away."""

LEAST_COSINE = 0.5
"""Below, no pair is probable enough even to be asked about."""

MOST_CLASH = 0.4
"""Share of the shorter name that is said otherwise, beyond which a pair is two organisations."""

SAME_SPELLING, LONG = 1, 10
"""Edits in a word that still are a slip of the pen; one more from `LONG` letters on."""

INTERCEPT, COSINE, CLASH, EXTRA = -5.3, 8.0, -2.7, -1.0
"""A logistic regression over pairs of company spellings, so placed that a half is where joining pays."""

SCHEMA = {
    "left": pl.Int64, "right": pl.Int64, "probability": pl.Float64, "cosine": pl.Float64, "clash": pl.Float64,
    "extra": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """The pairs, most probable first, in the columns of `SCHEMA`, and the vectors of all names.

    `left` < `right` are positions of names; `vectors` is a sparse matrix with a row of
    length 1 for each name.
    """

    pairs: pl.DataFrame
    vectors: Any


def compared(names: Sequence[Words]) -> Compared:
    """Compares names by their words, no two of them alike, in a total order."""
    vectors = _vectors(names)
    left, right, cosine = _alike(vectors)
    measured = [_differences(names[one], names[other]) for one, other in zip(left, right, strict=True)]
    frame = pl.DataFrame(
        {
            "left": left,
            "right": right,
            "cosine": cosine,
            "clash": [clash for clash, _ in measured],
            "extra": [extra for _, extra in measured],
        },
        schema_overrides=SCHEMA,
    )
    near = frame.filter(pl.col("clash") <= MOST_CLASH)
    odds = INTERCEPT + COSINE * pl.col("cosine") + CLASH * pl.col("clash") + EXTRA * pl.col("extra")
    told = near.with_columns((1 / (1 + (-odds).exp())).round(6).alias("probability")).select(list(SCHEMA))
    return Compared(told.sort(["probability", "left", "right"], descending=[True, False, False]), vectors)


def triples(words: Words) -> dict[str, float]:
    """The letter triples of a name's words, run together, each with the mean standing of its letters.

    >>> from pipelines.identity.organisation_words import Word
    >>> triples({"ab": Word(1.0, 0.5), "c": Word(0.4, 0.5)})
    {' ab': 1.0, 'abc': 0.8, 'bc ': 0.6}
    """
    letters = "".join(words)
    standing = [told.standing for word, told in words.items() for _ in word]
    text, padded = f" {letters} ", [standing[0], *standing, standing[-1]]
    if len(set(standing)) == 1:  # as in most names
        return dict.fromkeys((text[place : place + 3] for place in range(len(text) - 2)), round(standing[0], 6))
    found: dict[str, float] = {}
    for place in range(len(text) - 2):
        triple = text[place : place + 3]
        found[triple] = max(found.get(triple, 0.0), round(sum(padded[place : place + 3]) / 3, 6))
    return found


def _vectors(words: Sequence[Words]) -> Any:
    import numpy as np
    from scipy import sparse

    numbers: dict[str, int] = {}
    rows, columns, values = [], [], []
    for row, told in enumerate(words):
        for triple, standing in triples(told).items():
            rows.append(row)
            columns.append(numbers.setdefault(triple, len(numbers)))
            values.append(standing)
    counts = sparse.csr_matrix((values, (rows, columns)), shape=(len(words), max(1, len(numbers))))
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    rare = counts @ sparse.diags(np.log(max(2, len(words)) / np.maximum(held, 1)) + 0.5)
    lengths = np.sqrt(np.asarray(rare.multiply(rare).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-12)) @ rare).tocsr()


def _alike(vectors: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions `left` < `right` of names that share rare triples, and the cosine of their vectors."""
    import numpy as np

    looked_for = _looked_for(vectors)
    nothing = np.zeros(0, dtype=np.int64)
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = [(nothing, nothing, np.zeros(0))]
    for start in range(0, vectors.shape[0], ROWS_AT_ONCE):
        shared = (looked_for[start : start + ROWS_AT_ONCE] @ looked_for[start:].T).tocoo()
        left, right = shared.row + start, shared.col + start
        kept = (shared.data >= LEAST_SHARED) & (left < right)
        left, right = left[kept], right[kept]
        cosine = np.asarray(vectors[left].multiply(vectors[right]).sum(axis=1)).ravel()
        near = cosine >= LEAST_COSINE
        found.append((left[near], right[near], cosine[near].round(6)))
    left, right, cosine = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return left, right, cosine


def _looked_for(vectors: Any) -> Any:
    """For each name its `RAREST` triples among those that another name has and that are not too common."""
    import numpy as np
    from scipy import sparse

    held = np.bincount(vectors.indices, minlength=vectors.shape[1])
    telling = (held[vectors.indices] > 1) & (held[vectors.indices] <= LARGEST_BLOCK)
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))[telling]
    columns = vectors.indices[telling]
    order = np.lexsort((columns, held[columns], rows))
    rows, columns = rows[order], columns[order]
    starts = np.searchsorted(rows, rows)
    first = np.arange(len(rows)) - starts < RAREST
    return sparse.csr_matrix(
        (np.ones(int(first.sum()), dtype=np.int32), (rows[first], columns[first])), shape=vectors.shape
    )


def _differences(one: Words, other: Words) -> tuple[float, float]:
    """How much of the shorter name each side says instead (`clash`), and how much one says beyond the other (`extra`).

    Both are shares of weight: 0 where all words are the same.
    """
    only_one = {word: told.weight for word, told in one.items() if word not in other}
    only_other = {word: told.weight for word, told in other.items() if word not in one}
    left, right = (sum(told.weight for told in words.values()) for words in (one, other))
    if "".join(one) == "".join(other):
        only_one, only_other = {}, {}
    elif only_one and only_other:
        _pair_off(only_one, only_other)
    rest, other_rest = sum(only_one.values()), sum(only_other.values())
    clash = min(rest, other_rest) / max(min(left, right), 1e-9)
    return round(clash, 6), round(abs(rest - other_rest) / max(left, right, 1e-9), 6)


def _pair_off(only_one: dict[str, float], only_other: dict[str, float]) -> None:
    """Takes away from both what is one word misspelled."""
    for word in list(only_one):
        slip = next((written for written in only_other if _is_slip(word, written)), None)
        if slip is not None:
            del only_one[word], only_other[slip]


def _is_slip(word: str, written: str) -> bool:
    from rapidfuzz.distance import OSA

    shorter = min(len(word), len(written))
    if word[0] != written[0] or shorter < SHORTEST or word.isdigit() or written.isdigit():
        return False
    return OSA.distance(word, written) <= SAME_SPELLING + (shorter >= LONG)
