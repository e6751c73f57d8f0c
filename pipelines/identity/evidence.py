"""Evidence: how two things agree, field by field, in words that hold no value of either.

Written by those who find candidates, read back by whoever shows them to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Agreement(NamedTuple):
    """How one field agrees: the comparison, its level, and what that weighs for the two being one.

    The weight is in bits; None where nothing is known of it.
    """

    comparison: str
    level: str
    weight: float | None = None


def written(agreements: Iterable[Agreement]) -> str:
    """Agreements as one text.

    >>> written([Agreement("given", "exact", 6.67), Agreement("city", "different", -1.2), Agreement("name", "close")])
    'given exact +6.7, city different -1.2, name close'
    """
    return ", ".join(" ".join([one.comparison, one.level, *_weight(one)]) for one in agreements)


def read(text: str) -> list[Agreement]:
    """The agreements in a text that `written` wrote.

    >>> read("given exact +6.7, city different -1.2")[1]
    Agreement(comparison='city', level='different', weight=-1.2)
    """
    words = (one.split(" ") for one in text.split(", ") if one)
    return [Agreement(comparison, level, *map(float, weight)) for comparison, level, *weight in words]


def _weight(one: Agreement) -> list[str]:
    return [] if one.weight is None else [f"{one.weight:+.1f}"]
