"""What the cells of a column look like, whatever stands above them."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from pipelines.exports.values.dates import read_moments
from pipelines.exports.values.evidence import Evidence, evidence_of
from pipelines.exports.values.text import tidy

MOST = 0.8
"""The share of filled cells that must look alike."""

FEWEST_REPEATS = 2
MOST_WORDS = 12
LONGEST_WORD = 40
_MAIL = r"^\S+@\S+\.\S+$"
_PHONE = r"^[+(]?[\d][\d\s()./-]{6,}$"
_ADDRESS = r"^https?://|^www\."


@dataclass(frozen=True)
class Shape:
    """What a column holds: how much is filled, what most of it looks like, and its few distinct words.

    `words` are filled only where a handful of short ones come again and again: statuses, never people.
    """

    filled: int
    kind: str | None
    words: tuple[str, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)


def shape_of(cells: pl.Series) -> Shape:
    """The shape of a column of text.

    >>> shape_of(pl.Series(["a@example.org", "b@example.org"])).kind
    'email'
    """
    text = tidy(cells).drop_nulls()
    if text.is_empty():
        return Shape(0, None)
    for kind, pattern in (("email", _MAIL), ("url", _ADDRESS)):
        if _share(text.str.contains(pattern)) >= MOST:
            return Shape(len(text), kind)
    if _share(read_moments(text, "dmy").local.is_not_null() & ~text.str.contains(r"^\d+$")) >= MOST:
        return Shape(len(text), "date", evidence=evidence_of(text))
    if _share(text.str.contains(_PHONE)) >= MOST:
        return Shape(len(text), "phone")
    return Shape(len(text), None, _words(text))


def _words(text: pl.Series) -> tuple[str, ...]:
    counts = text.value_counts()
    distinct = counts[text.name].to_list()
    comes_again = len(text) >= FEWEST_REPEATS * len(distinct) or len(distinct) <= 2
    if len(distinct) > MOST_WORDS or not comes_again or max(map(len, distinct)) > LONGEST_WORD:
        return ()
    return tuple(sorted(distinct))


def _share(mask: pl.Series) -> float:
    return float(mask.fill_null(False).mean() or 0.0)  # type: ignore[arg-type]
