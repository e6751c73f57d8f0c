"""Deals: what came of it, for some of the people, with the stage each has reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.world.dice import Dice, Floats, Ints
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.people import People
from benchmarks.world.plan import Plan

STAGES = (
    "appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "decisionmakerboughtin", "contractsent",
    "closedwon", "closedlost",
)  # fmt: skip
WON, LOST = 5, 6
SOURCES = ("Event", "Referral", "Introduction", "Website", "Member directory")
PRODUCTS = ("Sponsorship", "Workshop", "Exhibition stand", "Partner programme")


@dataclass(frozen=True)
class Deals:
    """Deals in columns, in the order of their creation; `closed_on` is -1 while open."""

    person: Ints
    stage: Ints
    opened_on: Ints
    closed_on: Ints
    amount: Floats
    source: Ints
    product: Ints


def strike(plan: Plan, people: People, share: float = 0.1) -> Deals:
    """The deals of a population: about one for every ten people."""
    dice = Dice(plan.seed, "deals")
    count = round(plan.people * share)
    person = dice.pick(0.3 + people.activity[: plan.people], count)
    opened = np.sort(dice.between(plan.first_day, plan.last_day - 5, count))
    ripe = opened + dice.between(20, 200, count)
    kinds = people.industries_on(person, plan.first_day)
    luck = 0.2 + 0.2 * np.array([industry.sociability for industry in INDUSTRIES])[kinds]
    won = dice.chance(luck, count)
    closed = ripe <= plan.last_day
    stage = np.where(closed, np.where(won, WON, LOST), dice.below(WON, count))
    amount = 250.0 * (1 + dice.below(160, count))
    return Deals(
        person=person,
        stage=stage,
        opened_on=opened,
        closed_on=np.where(closed, ripe, -1),
        amount=amount,
        source=dice.below(len(SOURCES), count),
        product=dice.below(len(PRODUCTS), count),
    )
