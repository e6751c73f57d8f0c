"""Members: their terms, renewals in time or late, lapses and returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.world.dice import Dice, Ints
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.people import NAMESAKES, RENAMED, STAFF, People
from benchmarks.world.plan import Plan

LEVELS = ("Individual", "Corporate", "Student", "Fellow")
INDIVIDUAL, FELLOW = LEVELS.index("Individual"), LEVELS.index("Fellow")
YEAR = 365
MEMBER_SHARE = 0.3
YEARS_BEFORE = 2


@dataclass(frozen=True)
class Terms:
    """Terms in columns, ordered by member and start; days since 1970, both ends included.

    `paid_on` is the day from which the association knew of the term.
    """

    person: Ints
    level: Ints
    joined_on: Ints
    starts_on: Ints
    ends_on: Ints
    paid_on: Ints


def enrol(plan: Plan, people: People, purpose: str = "members", share: float = MEMBER_SHARE) -> Terms:
    """The terms of a share of the people, from two years before the first month on.

    Whoever renews pays from a month before the end to sixty days after it, and the new
    term follows the old one, now and then at a higher level; whoever lapses may return
    after some months.
    """
    dice = Dice(plan.seed, purpose)
    weights = 0.5 + people.activity[: plan.people]
    chosen = np.union1d(dice.sample(weights, round(plan.people * share)), [*NAMESAKES, RENAMED])
    persons = chosen[chosen < len(people) - STAFF]
    level = dice.pick([0.6, 0.25, 0.08, 0.07], len(persons))
    joined = dice.between(plan.first_day - YEARS_BEFORE * YEAR, plan.last_day - 20, len(persons))
    joined[np.isin(persons, [*NAMESAKES, RENAMED])] = plan.first_day - 100
    steadfast = np.isin(persons, [*NAMESAKES, RENAMED])
    renewal = np.array([industry.renewal for industry in INDUSTRIES])[people.industries_on(persons, plan.first_day)]
    starts, paid, rows = joined.copy(), joined.copy(), []
    alive = np.arange(len(persons))
    while len(alive):
        ends = starts + YEAR - 1
        rows.append(np.column_stack([persons[alive], level[alive], joined[alive], starts, ends, paid]))
        likely = np.where(starts == joined[alive], renewal[alive] - 0.08, renewal[alive] + 0.04)
        renews = dice.chance(likely, len(alive)) | steadfast[alive]
        returns = ~renews & dice.chance(0.15, len(alive))
        pays = ends + np.where(renews, dice.between(-30, 61, len(alive)), dice.between(110, 300, len(alive)))
        goes_on = (renews | returns) & (pays <= plan.last_day)
        rises = renews & (level[alive] == INDIVIDUAL) & dice.chance(0.04, len(alive))
        level[alive[rises]] = FELLOW
        starts, paid = np.where(renews, ends + 1, pays)[goes_on], pays[goes_on]
        alive = alive[goes_on]
    table = np.concatenate(rows)
    return Terms(*table[np.lexsort((table[:, 3], table[:, 0]))].T)
