"""Who registers for an event, who cancels, and who comes; and who has registered for one still to come."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from benchmarks.world.dice import Bools, Dice, Floats, Ints
from benchmarks.world.events import Event
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.people import NAMESAKES, RENAMED, STAFF, People
from benchmarks.world.plan import Plan

REGISTERED, WAITLISTED, CANCELLED, INVITED = range(4)
ATTENDEE, SPEAKER, ORGANISER = range(3)
NOT = -1

TOPIC_PULL = 5.0
FORM_TURNOUT = {"in_person": 1.0, "online": 0.85, "hybrid": 0.9}
WALK_IN_SHARE = 0.05


@dataclass(frozen=True)
class Turnout:
    """One event's people in columns, in the order in which they registered.

    Instants are seconds since 1970, `NOT` where there is none. A walk-in has none for
    `registered_at`. `left_at` matters online only; `away_at` is when somebody dropped
    out of an online event to come back ten minutes later, `NOT` for most.
    """

    person: Ints
    status: Ints
    role: Ints
    attended: Bools
    registered_at: Ints
    came_at: Ints
    left_at: Ints
    away_at: Ints
    companions: Ints


def gather(plan: Plan, people: People, event: Event) -> Turnout:
    """The people of one event."""
    dice = Dice(plan.seed, "turnout", str(event.number))
    persons = _invited(plan, people, event, dice)
    count = len(persons)
    kinds = people.industries_on(persons, event.day)
    walk_in = dice.chance(WALK_IN_SHARE, count) & (event.form == "hybrid")
    status = np.where(walk_in, REGISTERED, dice.pick([0.88, 0.035, 0.055, 0.03], count))
    role = np.where(dice.chance(0.03, count), SPEAKER, ATTENDEE)
    staff = persons >= len(people) - STAFF
    role, status = np.where(staff, ORGANISER, role), np.where(staff, REGISTERED, status)
    likely = np.array([industry.turnout for industry in INDUSTRIES])[kinds] * FORM_TURNOUT[event.form]
    attended = (status == REGISTERED) & (dice.chance(likely, count) | (role != ATTENDEE) | walk_in)
    start, length = event.start_second, event.minutes * 60
    registered = start - 3600 - (dice.share(count) ** 2 * 40 * 86400).astype(np.int64)
    came = start + dice.between(-1500, 2400 if event.form == "in_person" else 900, count)
    stay = (length * (0.15 + 0.9 * dice.share(count) ** 0.3)).astype(np.int64)
    left = np.minimum(came + stay, start + length + 300)
    away = np.where(dice.chance(0.12, count) & (left - came > 2400), came + (left - came) // 3, NOT)
    order = np.argsort(np.where(walk_in, came, registered), kind="stable")
    columns = (
        persons,
        status,
        role,
        attended,
        np.where(walk_in, NOT, registered),
        np.where(attended, came, NOT),
        np.where(attended, left, NOT),
        np.where(attended, away, NOT),
        np.where(dice.chance(0.06, count), 1 + dice.below(2, count), 0),
    )
    return Turnout(*(column[order] for column in columns))


def book(plan: Plan, people: People, event: Event, held: list[Turnout]) -> Turnout:
    """The people of an event still to come as of the last day: who of those known from before has registered."""
    expected = gather(plan, people, event)
    known = np.unique(np.concatenate([turnout.person[turnout.registered_at >= 0] for turnout in held]))
    by_now = (expected.registered_at >= 0) & (expected.registered_at < (plan.last_day + 1) * 86_400)
    booked = by_now & np.isin(expected.person, known)
    kept = {field.name: getattr(expected, field.name)[booked] for field in fields(Turnout)}
    nobody = np.zeros(int(booked.sum()), dtype=np.bool_)
    never = np.full(len(nobody), NOT)
    return Turnout(**{**kept, "attended": nobody, "came_at": never, "left_at": never, "away_at": never})


def _invited(plan: Plan, people: People, event: Event, dice: Dice) -> Ints:
    """The people who register: by how active they are and how near the topic is to their work.

    Two of the staff are always there, and so are, now and then, the people whom the
    decisions are about.
    """
    everyone = np.arange(plan.people)
    pull: Floats = np.where(people.industries_on(everyone, event.day) == event.topic, TOPIC_PULL, 1.0)
    chosen = dice.sample(people.activity[: plan.people] * pull, event.size)
    staff = len(people) - STAFF + np.array([event.number % STAFF, (event.number + 1) % STAFF])
    regulars = np.array([*NAMESAKES, RENAMED]) if event.number % 4 == 1 else np.array([], dtype=np.int64)
    return np.unique(np.concatenate([chosen, staff, regulars]))
