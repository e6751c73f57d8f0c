"""Rates: their intervals are Wilson's, as metrics.md works them and as statsmodels computes them."""

from __future__ import annotations

from functools import cache

import duckdb
import pytest
from jinja2 import Environment
from statsmodels.stats.proportion import proportion_confint

from pipelines.warehouse import PROJECT

LARGEST = 80


@cache
def intervals() -> dict[tuple[int, int], tuple[float, float]]:
    """The bounds that the macros give for every count of successes in up to `LARGEST` trials, and in very many."""
    macros = Environment().from_string((PROJECT / "macros/rates.sql").read_text(encoding="utf-8")).module
    low, high = (getattr(macros, name)("successes", "trials") for name in ("wilson_low", "wilson_high"))
    trials = f"select range as trials from range(1, {LARGEST + 1}) union all select 20000000"
    rows = duckdb.sql(f"""
        select successes, trials, {low}, {high}
        from ({trials}), lateral (select unnest(range(0, trials + 1, greatest(1, trials // {LARGEST}))) as successes)
    """).fetchall()
    return {(successes, count): (lower, upper) for successes, count, lower, upper in rows}


@pytest.mark.parametrize(("successes", "trials", "low", "high"), [(3, 4, 0.30, 0.95), (8, 10, 0.49, 0.94)])
def test_the_worked_intervals_hold(successes: int, trials: int, low: float, high: float) -> None:
    assert intervals()[successes, trials] == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


def test_every_interval_is_that_of_statsmodels() -> None:
    assert len(intervals()) > LARGEST * LARGEST / 2
    for (successes, trials), bounds in intervals().items():
        assert bounds == pytest.approx(proportion_confint(successes, trials, method="wilson"), abs=1e-6)


def test_no_trials_have_no_interval() -> None:
    macros = Environment().from_string((PROJECT / "macros/rates.sql").read_text(encoding="utf-8")).module
    columns = macros.rate_columns("rate", "successes", "trials")
    row = duckdb.sql(f"select {columns} from (select 0 as successes, 0 as trials)").fetchall()
    assert row == [(None, 0, None, None)]
