"""Counts without scikit-learn are scikit-learn's."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import HashingVectorizer

from pipelines.industries import features, hashing

TEXTS = st.lists(st.text(max_size=40) | st.sampled_from(["Acme Bank AG", "a", "北京 银行", "İstanbul  Çelik", "x\ty"]))


def expected(texts: list[str], **how: object) -> HashingVectorizer:
    hashed = HashingVectorizer(n_features=2**features.BITS, alternate_sign=False, norm=None, dtype=np.float32, **how)
    return hashed.transform(texts)


@given(TEXTS.filter(bool))
def test_letters_are_counted_as_scikit_learn_counts_them(texts: list[str]) -> None:
    found = hashing.counted(texts, features.BITS, partial(hashing.letters, shortest=2, longest=6))
    assert (found != expected(texts, analyzer="char_wb", ngram_range=(2, 6))).nnz == 0


@given(TEXTS.filter(bool))
def test_words_are_counted_as_scikit_learn_counts_them(texts: list[str]) -> None:
    found = hashing.counted(texts, features.BITS, partial(hashing.words, token=re.compile(features.WORDS)))
    assert (found != expected(texts, ngram_range=(1, 2), token_pattern=features.WORDS)).nnz == 0
