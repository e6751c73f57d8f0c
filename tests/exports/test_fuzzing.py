"""Broken exports, of which `make fuzz` reads many more."""

from __future__ import annotations

import pytest

from tests.exports import fuzzing

EACH = 60


@pytest.mark.parametrize("first", range(0, 5 * EACH, EACH))
def test_nothing_escapes_and_every_row_is_accounted_for(first: int) -> None:
    outcome = fuzzing.read_broken(range(first, first + EACH))
    assert outcome.failures == []
    assert sum(outcome.statuses.values()) == EACH


def test_a_seed_breaks_an_export_the_same_way_each_time() -> None:
    assert fuzzing.broken(7) == fuzzing.broken(7)
    assert fuzzing.broken(7) != fuzzing.broken(8)
