"""What a consultant makes of the people met at events: badges scanned, meetings held, clients won."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.world.dice import Dice, Ints
from benchmarks.world.events import Event
from benchmarks.world.plan import Plan
from benchmarks.world.ties import Circle
from benchmarks.world.turnout import NOT, Turnout

CONSULTANT = 3
"""Whose circle, of those of `ties.connect`, is the consultant's."""

SCANNED, MET, OFFERED, WON = 0.35, 0.45, 0.5, 0.6
"""Shares: of those who came to an event, the scanned; of these, the met; of these, the offered; of these, the won."""

DAY = 86_400


@dataclass(frozen=True)
class Pursuits:
    """Everybody scanned, in columns, by the event's number; days since 1970, `NOT` for what did not come about."""

    consultant: int
    event: Ints
    person: Ints
    scanned_at: Ints
    met_on: Ints
    offered_on: Ints
    decided_on: Ints
    is_won: Ints
    worth: Ints


def pursue(plan: Plan, events: list[Event], turnouts: list[Turnout], circles: list[Circle]) -> Pursuits:
    """The consultant's pursuits at all events in person that they came to; nobody is scanned twice."""
    consultant = circles[CONSULTANT].owner
    dice = Dice(plan.seed, "pursuits")
    seen: set[int] = {consultant}
    rows: list[tuple[int, int, int]] = []
    for event, turnout in zip(events, turnouts, strict=True):
        there = turnout.attended & (turnout.role == 0)
        scanned = there & dice.chance(SCANNED, len(there))
        if event.form != "in_person" or consultant not in turnout.person[turnout.attended]:
            continue
        for person, came in zip(turnout.person[scanned].tolist(), turnout.came_at[scanned].tolist(), strict=True):
            if person not in seen:
                seen.add(person)
                rows.append((event.number, person, max(came, event.start_second) + 600))
    return _followed(plan, dice, consultant, np.array(sorted(rows), dtype=np.int64).reshape(-1, 3))


def _followed(plan: Plan, dice: Dice, consultant: int, rows: Ints) -> Pursuits:
    count = len(rows)
    scanned_on = rows[:, 2] // DAY
    met = _after(plan, scanned_on, dice.between(4, 30, count), dice.chance(MET, count))
    offered = _after(plan, met, dice.between(3, 40, count), dice.chance(OFFERED, count))
    decided = _after(plan, offered, dice.between(10, 75, count), dice.chance(0.9, count))
    won = (decided != NOT) & dice.chance(WON, count)
    worth = 500 * (2 + dice.below(40, count))
    return Pursuits(consultant, *rows.T, met, offered, decided, won.astype(np.int64), worth)


def _after(plan: Plan, before: Ints, days: Ints, happens: np.ndarray) -> Ints:
    """So many days after `before`, where that was, where it happens, and where it is over by now."""
    day = before + days
    return np.where((before != NOT) & happens & (day <= plan.last_day), day, NOT)
