"""Pairs and B-cubed counted in cells are what counting row by row gives."""

from __future__ import annotations

from itertools import combinations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.accuracy.measures import Pairs, Score, b_cubed, numbered, pairwise

LABEL = st.one_of(st.none(), st.sampled_from("abcd"))
CLUSTERINGS = st.lists(st.tuples(LABEL, LABEL), max_size=25)
bounds = settings(suppress_health_check=[HealthCheck.too_slow])


def series(rows: list[tuple[str | None, str | None]]) -> tuple[pl.Series, pl.Series]:
    found, true = ([row[side] for row in rows] for side in (0, 1))
    return pl.Series(found, dtype=pl.String), pl.Series(true, dtype=pl.String)


def together(rows: list[tuple[str | None, str | None]], side: int) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i, j in combinations(range(len(rows)), 2)
        if rows[i][side] is not None and rows[i][side] == rows[j][side]
    }


@bounds
@given(CLUSTERINGS)
def test_pairs_are_those_that_listing_them_finds(rows: list[tuple[str | None, str | None]]) -> None:
    found, true = together(rows, 0), together(rows, 1)
    assert pairwise(*series(rows)) == Pairs(len(found & true), len(found), len(true))


@bounds
@given(CLUSTERINGS.filter(bool))
def test_b_cubed_is_the_mean_over_the_rows(rows: list[tuple[str | None, str | None]]) -> None:
    def clusters(side: int) -> list[set[int]]:
        pairs = together(rows, side)
        return [{i} | {j for j in range(len(rows)) if (min(i, j), max(i, j)) in pairs} for i in range(len(rows))]

    found, true = clusters(0), clusters(1)
    shared = [len(one & other) for one, other in zip(found, true, strict=True)]
    precision = sum(n / len(cluster) for n, cluster in zip(shared, found, strict=True)) / len(rows)
    recall = sum(n / len(cluster) for n, cluster in zip(shared, true, strict=True)) / len(rows)
    score = b_cubed(*series(rows))
    assert (score.precision, score.recall) == (pytest.approx(precision), pytest.approx(recall))
    assert score.f1 == pytest.approx(2 * precision * recall / (precision + recall))


@bounds
@given(CLUSTERINGS.filter(bool))
def test_exchanging_the_sides_exchanges_precision_and_recall(rows: list[tuple[str | None, str | None]]) -> None:
    found, true = series(rows)
    for measure in (lambda a, b: pairwise(a, b).score, b_cubed):
        ahead, back = measure(found, true), measure(true, found)
        assert (ahead.precision, ahead.recall) == (pytest.approx(back.recall), pytest.approx(back.precision))


@bounds
@given(CLUSTERINGS.filter(bool))
def test_what_is_right_scores_one(rows: list[tuple[str | None, str | None]]) -> None:
    found, _ = series(rows)
    assert b_cubed(found, numbered(found)) == Score(1.0, 1.0, 1.0)
    assert pairwise(found, numbered(found)).score.f1 in (1.0, None)


def test_nothing_to_divide_by_is_no_zero() -> None:
    empty = pl.Series([], dtype=pl.String)
    apart = pl.Series(["a", "b"])
    assert b_cubed(empty, empty) == Score(None, None, None)
    assert pairwise(apart, apart).score == Score(None, None, None)
    assert pairwise(apart, pl.Series(["a", "a"])).score == Score(None, 0.0, 0.0)
