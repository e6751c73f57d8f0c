"""The organisations people work for: invented names, domains under .example, an industry each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.world.dice import Bools, Dice, Floats, Ints
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.plan import Plan
from benchmarks.world.words import CITIES, ORGANISATION_HEADS, slug

ASSOCIATION = 0
"""The association itself: its people are its staff."""

ASSOCIATION_NAME = "Lanternfold Network"
PEOPLE_PER_ORGANISATION = 3.6
QUIET_SHARE = 0.2


@dataclass(frozen=True)
class Organisations:
    """Organisations in columns; a position is an organisation's number everywhere.

    `weight` says how many people it employs, against the others. A `quiet` one never
    states its industry in any export.
    """

    name: list[str]
    domain: list[str]
    industry: Ints
    weight: Floats
    city: Ints
    quiet: Bools

    def key(self, number: int) -> str:
        """The organisation's name in the ground truth ('' for none)."""
        return f"o{number:05d}" if number >= 0 else ""

    def label(self, number: int) -> str:
        """The industry as its people state it ('' where they do not)."""
        if number < 0 or self.quiet[number]:
            return ""
        return INDUSTRIES[self.industry[number]].label


def found(plan: Plan) -> Organisations:
    """The organisations of a population: one of each industry, the rest by the industries' weights."""
    dice = Dice(plan.seed, "organisations")
    weights = np.array([industry.weight for industry in INDUSTRIES])
    count = max(len(INDUSTRIES) + 1, round(plan.people / PEOPLE_PER_ORGANISATION))
    industry = np.concatenate([np.arange(len(INDUSTRIES)), dice.pick(weights, count - len(INDUSTRIES) - 1)])
    industry = np.concatenate([[_nonprofit()], industry])
    names = _names(industry, dice.shuffled(len(ORGANISATION_HEADS)))
    rank = dice.shuffled(count)
    weight = 1.0 / (rank + 4.0) ** 0.7 * np.minimum(1.0, weights[industry])
    weight[ASSOCIATION] = 0.0
    quiet = dice.chance(QUIET_SHARE, count)
    quiet[: len(INDUSTRIES) + 1] = False
    return Organisations(
        name=names,
        domain=[domain_of(name) for name in names],
        industry=industry,
        weight=weight,
        city=dice.below(len(CITIES), count),
        quiet=quiet,
    )


def domain_of(name: str) -> str:
    """The domain of an organisation by its name.

    >>> domain_of(ASSOCIATION_NAME)
    'lanternfoldnetwork.example'
    """
    return f"{slug(name)}.example"


def _nonprofit() -> int:
    return next(place for place, industry in enumerate(INDUSTRIES) if industry.industry_id == "nonprofit")


def _names(industry: Ints, heads: Ints) -> list[str]:
    """A name for each organisation, none twice: heads in turn, with an ending of the industry."""
    taken: dict[int, int] = {}
    names = [ASSOCIATION_NAME]
    for number, kind in enumerate(industry[1:].tolist(), start=1):
        turn = taken[kind] = taken.get(kind, -1) + 1
        names.append(_name(turn, int(heads[(number * 7) % len(heads)]), kind))
    return _told_apart(names)


def _name(turn: int, head: int, kind: int) -> str:
    endings = INDUSTRIES[kind].endings
    return f"{ORGANISATION_HEADS[head]} {endings[turn % len(endings)]}"


def _told_apart(names: list[str]) -> list[str]:
    """Adds a city, then a number, to names that are already taken."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        turn = seen[name] = seen.get(name, -1) + 1
        city = f" {CITIES[(turn - 1) % len(CITIES)]}" if turn else ""
        lap = (turn - 1) // len(CITIES) + 1 if turn > len(CITIES) else ""
        apart.append(f"{name}{city}{' ' if lap else ''}{lap}")
    return apart
