"""How people give themselves: names in many spellings, one of two addresses, an employer more or less exactly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.world.dice import Dice, Ints
from benchmarks.world.people import NEVER, People
from benchmarks.world.words import without_accents

AS_IS, NICKNAME, INITIAL, CAPITALS, SMALL, NO_ACCENTS, SWAPPED, PADDED = range(8)
_MANNERS = [0.80, 0.045, 0.02, 0.03, 0.025, 0.04, 0.015, 0.025]
_SPELLINGS = [0.80, 0.07, 0.05, 0.03, 0.05]
DRAWS = 7
ALIASED = 1
"""The organisation that its people also call by initials that nothing but a decision ties to it."""

UNEMPLOYED_WORDS = ("Freelance", "Self-employed", "Independent", "", "n/a")


@dataclass(frozen=True, slots=True)
class Face:
    """A person as typed into one form. `employer` is '' where nothing in the row could tell it."""

    person: int
    key: str
    given: str
    family: str
    full: str
    email: str
    work_email: str
    home_email: str
    phone: str
    organisation: str
    employer: str
    employer_by_mail: str
    title: str
    industry: str
    city: str


def faces(people: People, persons: Ints, days: Iterable[int], dice: Dice, *, home_habit: float = 0.0) -> Iterator[Face]:
    """The faces of these people on these days, in their order, each typed anew.

    `home_habit` is how much likelier than at work people are to give their own address here.
    """
    draws = dice.share(len(persons) * DRAWS).reshape(-1, DRAWS)
    for person, day, drawn in zip(persons, days, draws, strict=True):
        yield _face(people, int(person), int(day), drawn.tolist(), home_habit)


def kept_faces(people: People, persons: Ints, days: Iterable[int], dice: Dice) -> Iterator[Face]:
    """The faces of these people as typed once and kept: the same whoever else is listed."""
    draws = dice.share(len(people) * DRAWS).reshape(-1, DRAWS)[persons]
    for person, day, drawn in zip(persons, days, draws, strict=True):
        yield _face(people, int(person), int(day), drawn.tolist(), 0.0)


def _face(people: People, person: int, day: int, draws: list[float], home_habit: float) -> Face:
    given, family, full = _spoken(people, person, day, draws)
    work, home = people.work_email(person, day), people.home_email(person)
    at_home = bool(people.home_first[person]) != (draws[2] < 0.06 + home_habit * 0.3)
    email = (home or work) if at_home else (work or home)
    if draws[3] < 0.02:
        email = email.upper()
    employer = people.employer_on(person, day)
    by_mail = employer if email.lower() == work and work else -1
    key = people.organisations.key
    return Face(
        person=person,
        key=people.key(person),
        given=given,
        family=family,
        full=full,
        email=email,
        work_email=work,
        home_email=home,
        phone=people.phone_number(person) if draws[4] < 0.7 else "",
        organisation=_employer_as_typed(people, employer, draws[5]),
        employer=key(employer),
        employer_by_mail=key(by_mail),
        title=people.job_title(person, day) if draws[6] < 0.9 else "",
        industry=people.industry_label(person, day),
        city=people.city_name(person),
    )


def _pick(edges: list[float], draw: float) -> int:
    for place, share in enumerate(edges):
        draw -= share
        if draw < 0:
            return place
    return 0


def _spoken(people: People, person: int, day: int, draws: list[float]) -> tuple[str, str, str]:
    """Given, family and full name as typed."""
    given, family = people.names_on(person, day)
    manner = _pick(_MANNERS, draws[0])
    if manner == NICKNAME:
        given = people.nickname(person)
    elif manner == INITIAL:
        given = given[0] + "."
    elif manner == CAPITALS:
        given, family = given.upper(), family.upper()
    elif manner == SMALL:
        given, family = given.lower(), family.lower()
    elif manner == NO_ACCENTS:
        given, family = without_accents(given), without_accents(family)
    full = f"{family}, {given}" if manner == SWAPPED else f"{given} {family}"
    return given, family, full + (" " if manner == PADDED else "")


def _employer_as_typed(people: People, employer: int, draw: float) -> str:
    if employer < 0:
        return UNEMPLOYED_WORDS[int(draw * len(UNEMPLOYED_WORDS))]
    name = people.organisations.name[employer]
    spellings = (name, f"{name} Ltd", f"{name} Limited", name.upper(), name)
    return alias(name) if employer == ALIASED and draw > 0.7 else spellings[_pick(_SPELLINGS, draw)]


def alias(name: str) -> str:
    """What insiders call an organisation.

    >>> alias("Heronsong Systems")
    'HS Group'
    """
    return "".join(word[0] for word in name.split()) + " Group"


def plain(people: People, person: int, day: int = NEVER - 1) -> Face:
    """The person's face without any dirt, with both addresses and a phone."""
    return _face(people, person, day, [0.0, 0.9, 0.9, 0.9, 0.0, 0.0, 0.0], 0.0)


def english_date(day: date) -> str:
    """`December 1, 2019`, whatever the machine's language."""
    return f"{day:%B} {day.day}, {day.year}"


def named(face: Face) -> str:
    """The key of the organisation that a row which shows the company tells of ('' for none)."""
    return face.employer if face.organisation else face.employer_by_mail


def token(*parts: object, length: int = 16) -> str:
    """An identifier as tools hand out: always the same for the same parts.

    >>> len(token("luma", 7, 1, length=12))
    12
    """
    return hashlib.blake2b("/".join(map(str, parts)).encode(), digest_size=32).hexdigest()[:length]


def number(*parts: object, digits: int = 11) -> str:
    """A decimal identifier, never starting with 0."""
    spread = 9 * 10 ** (digits - 1)
    return str(10 ** (digits - 1) + int(token(*parts), 16) % spread)
