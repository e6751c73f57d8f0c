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

LENGTHS = (1.0, 0.7)
"""How long the letters of a name are, and its words. Job titles and texts have one kind of feature: the first."""

SENTENCES = 2
LONGEST = 30
"""Of a description read as names: so many sentences, each of so many words."""

WORDS = r"(?u)\b\w+\b"
LETTERS_ONLY = r"(?u)\b[^\W\d_]{2,}\b"
LEAD = re.compile(r".{40,}?[.;](?=\s|$)", re.DOTALL)

Counts = Any
"""A sparse matrix: a row per text, a column per hashed feature."""


def of_names(names: Sequence[str]) -> Counts:
    """Runs of three to seven letters within words, and words and pairs of words.

    >>> of_names(["Acme Bank"]).shape
    (1, 2097152)
    """
    from scipy.sparse import hstack

    letters = hashing.counted(names, BITS, partial(hashing.letters, shortest=3, longest=7))
    words = hashing.counted(names, BITS, partial(hashing.words, token=re.compile(WORDS)))
    return hstack([letters, words]).tocsr()


def of_sentences(texts: Sequence[str]) -> list[Counts]:
    """The first sentence of each text, read as if it were a name; then the second. What a text has not, is empty.

    >>> [counts.shape[0] for counts in of_sentences(["Acme sells rope to sailors of all nations. It is old.", ""])]
    [2, 2]
    """
    found = []
    for _ in range(SENTENCES):
        leads = [_lead(text) for text in texts]
        texts = [text[len(lead) :] for text, lead in zip(texts, leads, strict=True)]
        found.append(of_names([" ".join(lead.split()[:LONGEST]) for lead in leads]))
    return found


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
