"""What a function made of rows is kept: it is asked for new rows alone, and nothing else of anybody stays."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines import kept

LENGTH = pl.Schema({"length": pl.Int64})


def lengths(path: Path, words: list[str], package: str = "identity", *made_of: object) -> tuple[list[int], list[str]]:
    """The length of each word, and the words that had to be measured for it."""
    rows = pl.DataFrame({"word": words})
    asked: list[str] = []

    def measured(new: pl.Series) -> pl.DataFrame:
        asked.extend(rows["word"].gather(new))
        return rows[new].select(length=pl.col("word").str.len_chars())

    signed = kept.signatures(rows, package, *made_of).alias("word").to_frame()
    return kept.rows(path, signed, LENGTH, measured)["length"].to_list(), asked


def test_new_rows_alone_are_worked_out_and_all_come_back_in_order(tmp_path: Path) -> None:
    assert lengths(tmp_path / "kept", ["a", "bbb"]) == ([1, 3], ["a", "bbb"])
    assert lengths(tmp_path / "kept", ["cc", "bbb", "dddd", "a"]) == ([2, 3, 4, 1], ["cc", "dddd"])


def test_the_file_is_the_same_whichever_way_it_came_about(tmp_path: Path) -> None:
    lengths(tmp_path / "steps", ["a", "zz"])
    lengths(tmp_path / "steps", ["a", "bbb", "cc"])
    lengths(tmp_path / "once", ["a", "bbb", "cc"])
    assert (tmp_path / "steps").read_bytes() == (tmp_path / "once").read_bytes()


def test_what_went_is_forgotten_and_only_the_owner_reads_the_rest(tmp_path: Path) -> None:
    lengths(tmp_path / "kept", ["a", "bbb"])
    lengths(tmp_path / "kept", ["a"])
    assert lengths(tmp_path / "kept", ["a", "bbb"])[1] == ["bbb"]
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("changed", [("industries", "GB"), ("identity", "US")])
def test_other_code_or_settings_work_everything_out_anew(tmp_path: Path, changed: tuple[str, ...]) -> None:
    lengths(tmp_path / "kept", ["a", "bbb"], "identity", "GB")
    assert lengths(tmp_path / "kept", ["a", "bbb"], *changed)[1] == ["a", "bbb"]


def test_a_file_of_other_columns_is_not_read(tmp_path: Path) -> None:
    lengths(tmp_path / "kept", ["a"])
    pl.read_parquet(tmp_path / "kept").rename({"length": "size"}).write_parquet(tmp_path / "kept")
    assert lengths(tmp_path / "kept", ["a"]) == ([1], ["a"])
