"""Introductions: who asked to meet whom, who was introduced, and who then met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.world.deals import Deals
from benchmarks.world.dice import Dice, Ints
from benchmarks.world.people import People
from benchmarks.world.plan import Plan
from benchmarks.world.turnout import NOT

ASKED, GRANTED, MET = 0.6, 0.75, 0.6
"""Shares: of all, those asked for; of these, the made; of the made, those who then met."""

BUYERS = 0.25
"""The share of deals that somebody was introduced before; of such introductions all were made."""


@dataclass(frozen=True)
class Introductions:
    """Pairs of people in columns; a row of `days` says when it was asked for, made, and they met: `NOT` for never."""

    person: Ints
    other: Ints
    days: Ints


def introduce(plan: Plan, people: People, deals: Deals, share: float = 0.08) -> Introductions:
    """The introductions of a population: eight for every hundred people, and those before deals."""
    dice = Dice(plan.seed, "introductions")
    count, keen = round(plan.people * share), 0.3 + people.activity[: plan.people]
    bought = np.flatnonzero(dice.chance(BUYERS, len(deals.person)))
    person = np.append(dice.pick(keen, count), deals.person[bought])
    before_deals = deals.opened_on[bought] - dice.between(3, 90, len(bought))
    made = np.append(dice.between(plan.first_day, plan.last_day, count), before_deals)
    other = dice.pick(keen, len(person))
    is_asked = dice.chance(ASKED, len(person))
    is_made = ~is_asked | (np.arange(len(person)) >= count) | dice.chance(GRANTED, len(person))
    is_met = is_made & dice.chance(MET, len(person))
    asked, met = made - dice.below(21, len(person)), made + 1 + dice.below(40, len(person))
    days = np.column_stack([np.where(is_asked, asked, NOT), np.where(is_made, made, NOT), np.where(is_met, met, NOT)])
    days = np.where((days < plan.first_day) | (days > plan.last_day), NOT, days)
    apart = person != other
    return Introductions(person[apart], other[apart], days[apart])
