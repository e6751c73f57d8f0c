"""The whole invented world of one plan, put together."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.world import (
    deals,
    events,
    introductions,
    memberships,
    organisations,
    people,
    pursuits,
    ties,
    turnout,
)
from benchmarks.world.dice import Dice
from benchmarks.world.plan import Plan

SUPPORTER_SHARE = 0.08


@dataclass(frozen=True)
class World:
    """Everything that is true; the exports are what tools would have written of it."""

    plan: Plan
    people: people.People
    events: list[events.Event]
    turnouts: list[turnout.Turnout]
    upcoming: events.Event
    bookings: turnout.Turnout
    terms: memberships.Terms
    supporters: memberships.Terms
    circles: list[ties.Circle]
    deals: deals.Deals
    pursuits: pursuits.Pursuits
    introductions: introductions.Introductions

    def dice(self, *purpose: str) -> Dice:
        """The draws for one purpose of an export."""
        return Dice(self.plan.seed, *purpose)


def make(plan: Plan) -> World:
    """The world of a plan."""
    everyone = people.invite(plan, organisations.found(plan))
    held = events.hold(plan)
    turnouts = [turnout.gather(plan, everyone, event) for event in held]
    circles = ties.connect(plan, everyone, held, turnouts)
    struck = deals.strike(plan, everyone)
    upcoming = events.announce(plan)
    return World(
        plan=plan,
        people=everyone,
        events=held,
        turnouts=turnouts,
        upcoming=upcoming,
        bookings=turnout.book(plan, everyone, upcoming, turnouts),
        terms=memberships.enrol(plan, everyone),
        supporters=memberships.enrol(plan, everyone, "supporters", SUPPORTER_SHARE),
        circles=circles,
        deals=struck,
        pursuits=pursuits.pursue(plan, held, turnouts, circles),
        introductions=introductions.introduce(plan, everyone, struck),
    )
