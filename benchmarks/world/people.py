"""The people: names, where they worked when, and how they can be reached.

Names and addresses are put together on demand from numbers in columns, so that
millions of people fit in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.world.dice import Bools, Dice, Floats, Ints
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.organisations import ASSOCIATION, Organisations
from benchmarks.world.plan import Plan
from benchmarks.world.words import CITIES, family_names, given_names, slug

NEVER = 1 << 30
STAFF = 6
NAMESAKES = (0, 1)
"""Two people of one name in one organisation."""

RENAMED = 2
"""Somebody who took another family name and another employer on one day, and has no address of their own."""

MAIL_PROVIDERS = ("mail.example", "post.example", "inbox.example")

_PHONE_BLOCKS = (
    "07700 900", "020 7946 0", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0",
    "0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "01632 960",
)  # fmt: skip
"""Blocks of a thousand numbers each that Ofcom keeps free for drama."""


@dataclass(frozen=True)
class People:
    """People in columns; a position is a person's number everywhere.

    The last `STAFF` of them work for the association. Each has up to three employers:
    `employer[i, k]`, -1 for independent work, the k-th from day `moved[i, k - 1]` on.
    """

    organisations: Organisations
    given: Ints
    family: Ints
    second_family: Ints
    later_family: Ints
    renamed_on: Ints
    employer: Ints
    moved: Ints
    title: Ints
    own_industry: Ints
    activity: Floats
    work_number: Ints
    home_number: Ints
    provider: Ints
    home_first: Bools
    phone: Ints
    city: Ints

    def __len__(self) -> int:
        return len(self.given)

    def key(self, person: int) -> str:
        """The person's name in the ground truth ('' for nobody)."""
        return f"p{person:06d}" if person >= 0 else ""

    def slot(self, person: int, day: int) -> int:
        """Which of the person's employers it is on that day."""
        return int(day >= self.moved[person, 0]) + int(day >= self.moved[person, 1])

    def employer_on(self, person: int, day: int) -> int:
        """The organisation the person works for on that day; -1 for independent work."""
        return int(self.employer[person, self.slot(person, day)])

    def employers_on(self, persons: Ints, day: int) -> Ints:
        """`employer_on` for many people."""
        slots = (self.moved[persons] <= day).sum(axis=1)
        chosen: Ints = self.employer[persons, slots]
        return chosen

    def industries_on(self, persons: Ints, day: int) -> Ints:
        """The industry of the employer on that day, or the person's own for independent work."""
        employers = self.employers_on(persons, day)
        return np.where(employers >= 0, self.organisations.industry[employers], self.own_industry[persons])

    def names_on(self, person: int, day: int) -> tuple[str, str]:
        """Given and family name on that day."""
        families = family_names()
        if day >= self.renamed_on[person]:
            return given_names()[self.given[person]][0], families[self.later_family[person]]
        second = self.second_family[person]
        family = families[self.family[person]] + (f"-{families[second]}" if second >= 0 else "")
        return given_names()[self.given[person]][0], family

    def nickname(self, person: int) -> str:
        """The short form of the given name; the given name itself where there is none."""
        given, short = given_names()[self.given[person]]
        return short or given

    def work_email(self, person: int, day: int) -> str:
        """The address at the employer of that day ('' for independent work)."""
        slot = self.slot(person, day)
        employer = int(self.employer[person, slot])
        if employer < 0:
            return ""
        given, family = self.names_on(person, day)
        number = self.work_number[person, slot]
        return f"{slug(given)}.{slug(family)}{number or ''}@{self.organisations.domain[employer]}"

    def home_email(self, person: int) -> str:
        """The person's own address ('' for somebody who has none)."""
        provider = int(self.provider[person])
        if provider < 0:
            return ""
        given, family = self.names_on(person, -NEVER)
        number = self.home_number[person]
        return f"{slug(given)}.{slug(family)}{number or ''}@{MAIL_PROVIDERS[provider]}"

    def phone_number(self, person: int) -> str:
        """A number reserved for fiction ('' for somebody whose number is not known)."""
        number = int(self.phone[person])
        return f"{_PHONE_BLOCKS[number // 1000]}{number % 1000:03d}" if number >= 0 else ""

    def profile_url(self, person: int) -> str:
        """The address of the person's LinkedIn profile; its ending shows that nobody has it."""
        given, family = self.names_on(person, -NEVER)
        return f"https://www.linkedin.com/in/{slug(given)}-{slug(family)}-invented-{person:06d}"

    def job_title(self, person: int, day: int) -> str:
        """The title on that day."""
        slot = self.slot(person, day)
        employer = int(self.employer[person, slot])
        kind = int(self.organisations.industry[employer] if employer >= 0 else self.own_industry[person])
        titles = INDUSTRIES[kind].titles
        return titles[int(self.title[person, slot]) % len(titles)]

    def industry_label(self, person: int, day: int) -> str:
        """The industry as the person states it on that day ('' where they do not)."""
        employer = self.employer_on(person, day)
        return self.organisations.label(employer) if employer >= 0 else INDUSTRIES[self.own_industry[person]].label

    def city_name(self, person: int) -> str:
        """Where the person lives."""
        return CITIES[self.city[person]]


def invite(plan: Plan, organisations: Organisations) -> People:
    """The people of a population, and outsiders (a tenth as many) whom only others' contacts know."""
    dice = Dice(plan.seed, "people")
    count = plan.people + plan.people // 10
    given, family = dice.below(len(given_names()), count), dice.below(len(family_names()), count)
    second = np.where(dice.chance(0.12, count), dice.below(len(family_names()), count), -1)
    later, renamed_on = dice.below(len(family_names()), count), np.full(count, NEVER)
    employer, moved = _careers(plan, organisations, dice, count)
    activity = 0.15 + dice.share(count) ** 3 * 4.0
    activity[plan.people - STAFF : count - STAFF] = 0.0
    provider = np.where(dice.chance(0.7, count), dice.below(len(MAIL_PROVIDERS), count), -1)
    _pin(plan, given, family, second, employer, moved, activity, provider)
    renamed_on[RENAMED] = moved[RENAMED, 0]
    provider = np.where((employer < 0).any(axis=1) & (provider < 0), 0, provider)
    phone = np.where(dice.chance(0.4, count), dice.shuffled(count), NEVER)
    return People(
        organisations=organisations,
        given=given,
        family=family,
        second_family=second,
        later_family=later,
        renamed_on=renamed_on,
        employer=employer,
        moved=moved,
        title=dice.below(60, count * 3).reshape(count, 3),
        own_industry=dice.pick([industry.weight for industry in INDUSTRIES], count),
        activity=activity,
        work_number=_numbers_at_work(given, family, second, employer),
        home_number=_numbers_at_home(given, family, second, provider),
        provider=provider,
        home_first=dice.chance(0.35, count) & (provider >= 0),
        phone=np.where(phone < len(_PHONE_BLOCKS) * 1000, phone, -1),
        city=dice.below(len(CITIES), count),
    )


def _careers(plan: Plan, organisations: Organisations, dice: Dice, count: int) -> tuple[Ints, Ints]:
    """Three employers each and the days of the moves between them; most people never move."""
    employer = dice.pick(organisations.weight, count * 3).reshape(count, 3)
    independent = dice.chance(0.06, count * 3).reshape(count, 3)
    employer = np.where(independent, -1, employer)
    span = plan.last_day - plan.first_day
    day = plan.first_day + np.sort(dice.below(span, count * 2).reshape(count, 2), axis=1)
    moves = dice.pick([0.76, 0.20, 0.04], count)
    moved = np.where(np.arange(1, 3) <= moves[:, None], day, NEVER)
    employer[-STAFF:], moved[-STAFF:] = ASSOCIATION, NEVER
    return employer, moved


def _pin(
    plan: Plan, given: Ints, family: Ints, second: Ints, employer: Ints, moved: Ints,
    activity: Floats, provider: Ints,
) -> None:  # fmt: skip
    """Sets the few people whom the demo's decisions are about."""
    one, other = NAMESAKES
    given[other], family[other], second[[one, other]] = given[one], family[one], -1
    employer[one] = employer[other] = len(INDUSTRIES)
    moved[[one, other]] = NEVER
    provider[[one, other, RENAMED]] = -1
    second[RENAMED], employer[RENAMED] = -1, np.array([1, 2, 2])
    moved[RENAMED] = [(plan.first_day + plan.last_day) // 2, NEVER]
    activity[[one, other, RENAMED]] = 8.0


def _numbers_at_work(given: Ints, family: Ints, second: Ints, employer: Ints) -> Ints:
    """Numbers that keep addresses apart where people of one name work for one employer."""
    flat = employer.ravel()
    person = np.repeat(np.arange(len(given)), employer.shape[1])
    frame = pl.DataFrame(
        {"given": given[person], "family": family[person], "second": second[person], "at": flat, "person": person}
    )
    ranks = frame.select(pl.col("person").rank("dense").over("given", "family", "second", "at").cast(pl.Int64))
    return _as_suffix(ranks.to_series().to_numpy()).reshape(employer.shape)


def _numbers_at_home(given: Ints, family: Ints, second: Ints, provider: Ints) -> Ints:
    """The same for people's own addresses."""
    frame = pl.DataFrame({"given": given, "family": family, "second": second, "at": provider})
    ranks = frame.select(pl.int_range(1, pl.len() + 1).over("given", "family", "second", "at"))
    return _as_suffix(ranks.to_series().to_numpy())


def _as_suffix(ranks: Ints) -> Ints:
    return np.where(ranks > 1, ranks, 0)
