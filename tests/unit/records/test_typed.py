"""Long columns that repeat themselves are read word by distinct word, with the same values."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.exports.values.dates import MANY
from pipelines.records.kinds import columns_of
from pipelines.records.typed import Clock, typed

TIMES = ["03/29/2026 01:30:00 AM", None, "2026-10-25 01:30:00", "soon", "2026-07-01T18:00:00Z"]
WORDS = ["yes", None, "1h 30m", "12", "soon", "1,5"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("joined_at", TIMES), ("event_on", TIMES), ("minutes", WORDS), ("companion_count", WORDS), ("is_online", WORDS)],
)
def test_a_repeated_word_has_the_value_it_has_alone(name: str, words: list[str | None]) -> None:
    def read(cells: list[str | None]) -> pl.Series:
        dtype = columns_of("attendance")[name].dtype
        return typed(name, dtype, pl.Series(cells, dtype=pl.String), "mdy", Clock("Europe/London", naive_is_utc=False))

    alone = read(words)
    assert alone.null_count() < len(words)
    assert read(words * MANY).to_list() == alone.to_list() * MANY
