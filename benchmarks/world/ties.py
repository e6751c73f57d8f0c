"""Connections: a few people's address books, made of those they met, their trade, and chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.world.dice import Dice, Ints
from benchmarks.world.events import Event
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.people import People
from benchmarks.world.plan import Plan
from benchmarks.world.turnout import Turnout

OWNERS = 6


@dataclass(frozen=True)
class Circle:
    """One owner's connections, each with its day, the latest first as the tool lists them."""

    owner: int
    person: Ints
    connected_on: Ints


def connect(plan: Plan, people: People, events: list[Event], turnouts: list[Turnout]) -> list[Circle]:
    """The circles of the `OWNERS`: the most often seen person of each of several industries."""
    seen = np.zeros(len(people))
    for turnout in turnouts:
        seen[turnout.person[turnout.attended]] += 1
    seen[plan.people :] = 0
    kinds = people.industries_on(np.arange(len(people)), plan.first_day)
    circles = []
    for kind in _owners_industries():
        owner = int(np.argmax(np.where(kinds == kind, seen, -1)))
        circles.append(_circle(plan, people, events, turnouts, owner))
    return circles


def _owners_industries() -> list[int]:
    wanted = ("software", "healthcare", "design", "consulting", "financial_services", "higher_education")
    return [place for place, industry in enumerate(INDUSTRIES) if industry.industry_id in wanted][:OWNERS]


def _circle(plan: Plan, people: People, events: list[Event], turnouts: list[Turnout], owner: int) -> Circle:
    dice = Dice(plan.seed, "circle", str(owner))
    kind = int(people.industries_on(np.array([owner]), plan.first_day)[0])
    met = _met(dice, events, turnouts, owner, 0.09 * INDUSTRIES[kind].sociability)
    others = dice.sample(np.ones(len(people)), 70)
    fellows = dice.sample((people.industries_on(np.arange(len(people)), plan.last_day) == kind) * 1.0, 40)
    met = met[met[:, 1] <= plan.last_day]
    loose = np.setdiff1d(np.union1d(others, fellows), np.append(met[:, 0], owner))
    days = dice.between(plan.first_day - 900, plan.last_day, len(loose))
    table = np.concatenate([met, np.column_stack([loose, days])])
    table = table[np.lexsort((table[:, 0], -table[:, 1]))]
    return Circle(owner, table[:, 0], table[:, 1])


def _met(dice: Dice, events: list[Event], turnouts: list[Turnout], owner: int, share: float) -> Ints:
    """Person and day of connections made within three weeks of an event that both attended."""
    first: dict[int, int] = {}
    for event, turnout in zip(events, turnouts, strict=True):
        there = turnout.person[turnout.attended]
        liked = dice.chance(share, len(there))
        days = event.day + dice.below(21, len(there))
        if owner in there:
            for person, day in zip(there[liked].tolist(), days[liked].tolist(), strict=True):
                first.setdefault(person, day)
    first.pop(owner, None)
    return np.array(sorted(first.items()), dtype=np.int64).reshape(-1, 2)
