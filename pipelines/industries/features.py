"""What the classifier reads in a name and in a text: how often each hashed word and run of letters stands there.

Hashing needs no vocabulary, so that the model is weights alone. scikit-learn reads descriptions, and is imported where
it is used: it is slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from pipelines.industries import hashing

BITS = 20
"""Each kind of feature is hashed into 2^BITS columns: enough that hardly two share one."""

WORDS = r"(?u)\b\w+\b"
LETTERS_ONLY = r"(?u)\b[^\W\d_]{2,}\b"
LEAD = re.compile(r".{40,}?[.;](?=\s|$)", re.DOTALL)

Counts = Any
"""A sparse matrix: a row per text, a column per hashed feature."""


def of_names(names: Sequence[str]) -> Counts:
    """Runs of two to six letters within words, and words and pairs of words.

    >>> of_names(["Acme Bank"]).shape
    (1, 2097152)
    """
    from scipy.sparse import hstack

    letters = hashing.counted(names, BITS, partial(hashing.letters, shortest=2, longest=6))
    words = hashing.counted(names, BITS, partial(hashing.words, token=re.compile(WORDS)))
    return hstack([letters, words]).tocsr()


def of_texts(names: Sequence[str], texts: Sequence[str]) -> Counts:
    """Words and pairs of words of a description, its first sentence and the name counting twice."""
    both = [f"{name} . {_lead(text)} . {text}" for name, text in zip(names, texts, strict=True)]
    return _hashed(both, ngram_range=(1, 2), token_pattern=LETTERS_ONLY, stop_words="english")


def of_job_titles(titles: Sequence[str]) -> Counts:
    """Words and pairs of words."""
    return hashing.counted(titles, BITS, partial(hashing.words, token=re.compile(LETTERS_ONLY)))


def _lead(text: str) -> str:
    found = LEAD.match(text)
    return found[0] if found else text


def _hashed(texts: Sequence[str], **how: Any) -> Counts:
    import numpy as np
    from sklearn.feature_extraction.text import HashingVectorizer

    hashing = HashingVectorizer(n_features=2**BITS, alternate_sign=False, norm=None, dtype=np.float32, **how)
    return hashing.transform(texts)
