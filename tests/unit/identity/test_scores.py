"""Scores are kept while they hold, and scored again when anything that they depend on changed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines import kept
from pipelines.identity import scores

VALUES = pl.Schema({"weight": pl.Float64})


class Scorer:
    """Scores pairs by the lengths of two names, tells the even ones, and remembers which it was asked for."""

    def __init__(self, names: list[str]) -> None:
        self.lengths = pl.Series([len(name) for name in names], dtype=pl.Int64)
        self.asked: list[tuple[int, int]] = []

    def __call__(self, pairs: pl.DataFrame) -> pl.DataFrame:
        self.asked = pairs.rows()
        both = self.lengths.gather(pairs["l"]) + self.lengths.gather(pairs["r"])
        return pairs.with_columns(both.cast(pl.Float64).alias("weight")).filter(pl.col("weight") % 2 == 0)


def scored(path: Path, names: list[str], *made_of: object) -> tuple[list[tuple[object, ...]], list[tuple[int, int]]]:
    """The scores of every pair of names, and the pairs that had to be scored for them."""
    every = [(one, other) for one in range(len(names)) for other in range(one + 1, len(names))]
    pairs = pl.DataFrame(every, schema={"l": pl.UInt32, "r": pl.UInt32}, orient="row")
    scorer = Scorer(names)
    signature = kept.signatures(pl.DataFrame({"name": names}), "identity", *made_of)
    found = scores.told(path, pairs, signature, VALUES, scorer)
    return found.rows(), scorer.asked


def test_nothing_is_scored_twice(tmp_path: Path) -> None:
    first, asked = scored(tmp_path / "scores", ["ada", "max", "kimberley"])
    assert asked == [(0, 1), (0, 2), (1, 2)]
    assert scored(tmp_path / "scores", ["ada", "max", "kimberley"]) == (first, [])


def test_a_new_profile_is_scored_with_all_and_the_others_keep_their_scores_wherever_they_stand(tmp_path: Path) -> None:
    scored(tmp_path / "scores", ["ada", "kim", "max"])
    found, asked = scored(tmp_path / "scores", ["ada", "jo", "kim", "max"])
    assert asked == [(0, 1), (1, 2), (1, 3)]
    assert found == scored(tmp_path / "others", ["ada", "jo", "kim", "max"])[0]


def test_who_went_is_forgotten(tmp_path: Path) -> None:
    scored(tmp_path / "scores", ["ada", "max", "kim"])
    scored(tmp_path / "scores", ["ada", "max"])
    assert pl.read_parquet(tmp_path / "scores").height == 1
    assert scored(tmp_path / "scores", ["ada", "max", "kim"])[1] == [(0, 2), (1, 2)]


@pytest.mark.parametrize("changed", [("model", 4), ("other", 3)])
def test_other_weights_or_another_number_of_profiles_score_everything_anew(
    tmp_path: Path, changed: tuple[object, ...]
) -> None:
    scored(tmp_path / "scores", ["ada", "max", "kim"], "model", 3)
    assert len(scored(tmp_path / "scores", ["ada", "max", "kim"], *changed)[1]) == 3


def test_a_file_of_other_columns_is_not_read(tmp_path: Path) -> None:
    first, _ = scored(tmp_path / "scores", ["ada", "max"])
    pl.read_parquet(tmp_path / "scores").rename({"weight": "score"}).write_parquet(tmp_path / "scores")
    assert scored(tmp_path / "scores", ["ada", "max"]) == (first, [(0, 1)])


def test_what_is_kept_says_nothing_of_anybody(tmp_path: Path) -> None:
    scored(tmp_path / "scores", ["ada", "max"])
    assert all(dtype.is_numeric() for dtype in pl.read_parquet_schema(tmp_path / "scores").values())
    assert (tmp_path / "scores").stat().st_mode & 0o077 == 0
