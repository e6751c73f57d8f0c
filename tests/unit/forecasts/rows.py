"""Artificial rows to forecast: a hundred days of registrations whose outcome one feature may or may not tell."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.forecasts.questions import Question

QUESTION = Question("artificial", "happened", "failed", "one kind", {"signal": "a signal", "noise": "no signal"})
FIRST = date(2025, 1, 1)


def rows(happened: int, failed: int, *, strength: float = 0.0, seed: int = 0, still_open: int = 0) -> pl.DataFrame:
    """So many settled rows of each outcome, in an order of chance over the days, and so many that are open.

    `strength` is how far apart the means of `signal` lie for the two outcomes, in standard deviations.
    """
    chance = np.random.default_rng(seed)
    outcome = chance.permutation([True] * happened + [False] * failed)
    count = len(outcome) + still_open
    known = [*outcome.tolist(), *([None] * still_open)]
    days = [FIRST + timedelta(days=place * 400 // count) for place in range(count)]
    shift = np.array([strength * (value is True) for value in known])
    return pl.DataFrame(
        {
            "subject_id": [f"s_{place:05}" for place in range(count)],
            "party_id": [f"p_{place % 97}" for place in range(count)],
            "group_id": [f"g_{place // 7}" for place in range(count)],
            "organisation_id": [f"o_{place % 11}" for place in range(count)],
            "prediction_on": days,
            "known_on": [day + timedelta(days=10) for day in days],
            "stratum": ["one" if place % 3 else "other" for place in range(count)],
            "outcome": known,
            "signal": chance.normal(size=count) + shift,
            "noise": chance.normal(size=count),
        },
        schema_overrides={"outcome": pl.Boolean},
    )
