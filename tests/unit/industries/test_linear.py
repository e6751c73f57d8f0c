"""Rows are weighed kind by kind, and all classes are regressed at once as scikit-learn does one by one."""

from __future__ import annotations

import numpy as np
from scipy.sparse import random as random_rows
from sklearn.linear_model import Ridge
from sklearn.preprocessing import normalize

from pipelines.industries import features, linear

NAMES = ["Acme Bank", "", "Binary Works Ltd", "Acme Works"]


def test_each_kind_of_feature_has_its_length_and_an_empty_row_stays_empty() -> None:
    counts = features.of_names(NAMES)
    columns = np.unique(counts.indices)
    rarity = np.linspace(1, 9, len(columns)).astype(np.float16)
    rows = linear.weighed(counts, columns, rarity)
    damped = counts[:, columns].copy()
    damped.data = (1 + np.log(damped.data)) * rarity.astype(np.float32)[damped.indices]
    for kind, length in enumerate(features.LENGTHS):
        of_kind = columns >> features.BITS == kind
        assert np.allclose(rows[:, of_kind].toarray(), length * normalize(damped[:, of_kind]).toarray())
    assert rows[1].nnz == 0


def test_ridge_finds_the_weights_that_scikit_learn_finds() -> None:
    dice = np.random.default_rng(0)
    rows = random_rows(200, 40, density=0.2, format="csr", dtype=np.float32, random_state=0)
    targets, worth = dice.random((200, 3)).astype(np.float32), dice.choice([0.2, 1.0], 200).astype(np.float32)
    expected = Ridge(alpha=1.5, fit_intercept=False).fit(rows.toarray(), targets, sample_weight=worth).coef_.T
    assert np.allclose(linear.ridge(rows, targets, worth, 1.5), expected, atol=1e-4)


def test_what_counts_less_moves_the_answer_less_and_is_read_only_where_it_is_common() -> None:
    counts = features.of_names(["Torvand Bank", "Delfin Bank", "Torvand Mine", "Jun Mine", "Torvand Works"])
    shares = np.eye(2, dtype=np.float32)[[0, 0, 1, 1, 1]]
    asked = features.of_names(["Torvand"])
    equal, faint = (
        linear.regressed(counts, shares, np.array([1, 1, 1, 1, worth], np.float32), 1.0, 1) for worth in (1.0, 0.1)
    )
    lean = [float(np.diff(model.scores(asked) - model.bias).item()) for model in (equal, faint)]
    assert lean[0] > lean[1]
    alone = np.setdiff1d(features.of_names(["Works"]).indices, counts[:4].indices)
    assert set(alone) <= set(equal.columns)
    assert not set(alone) & set(faint.columns)
