"""Evidence: how two things agree, field by field, in words that hold no value of either.

Written by those who find candidates, read back by whoever shows them to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Agreement(NamedTuple):
    """How one field agrees: the comparison, its level, and what that weighs for the two being one, in bits."""

    comparison: str
    level: str
    weight: float


def written(agreements: Iterable[Agreement]) -> str:
    """Agreements as one text.

    >>> written([Agreement("given", "exact", 6.67), Agreement("city", "different", -1.2)])
    'given exact +6.7, city different -1.2'
    """
    return ", ".join(f"{one.comparison} {one.level} {one.weight:+.1f}" for one in agreements)


def read(text: str) -> list[Agreement]:
    """The agreements in a text that `written` wrote.

    >>> read("given exact +6.7, city different -1.2")[1]
    Agreement(comparison='city', level='different', weight=-1.2)
    """
    words = (one.split(" ") for one in text.split(", ") if one)
    return [Agreement(comparison, level, float(weight)) for comparison, level, weight in words]
