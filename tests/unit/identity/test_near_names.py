"""Colleagues and couples whose names are near: who stays two, and whose slips of the pen stay one."""

from __future__ import annotations

import pytest

from pipelines.home import Home
from pipelines.identity.folding import fold
from pipelines.settings import Settings
from tests.unit.identity.drops import drop, invented_names, people_of, resolved

COLLEAGUES = (
    ("Daniel Byte", "Daniela Byte"), ("Andreas Null", "Andrea Null"), ("Christian Stack", "Christina Stack"),
    ("Lorin Heap", "Loran Heap"), ("Tan Wei Ling", "Tan Wei Ming"), ("Jean-Pierre Queue", "Jean-Paul Queue"),
    ("Maria Elena Loop", "Maria Luisa Loop"), ("Muhammad Ali Node", "Muhammad Usman Node"),
    ("Ing. Max Cache", "Ing. Ada Cache"), ("Dipl.-Ing. Max Octet", "Dipl.-Ing. Kim Octet"),
)  # fmt: skip
AT_ONE_MAILBOX = (
    ("Paul Byte", "Paula Byte"), ("Jan Null", "Jane Null"), ("Ada Stack", "Adam Stack"),
    ("Harpreet Heap", "Gurpreet Heap"),
    ("Cllr Ada Queue", "Cllr Max Queue"), ("Max Loop Jr.", "Max Loop Sr."), ("Max Node", "Ada Node"),
)  # fmt: skip
TWO_MAILBOXES = (("Kate Byte", "Katherine Byte"), ("Andy Null", "Andrea Null"))
ONE_PERSON = (
    ("AJ Byte", "Andrew Byte"), ("Нолев Иван Петрович", "Иван Нолев"), ("Ing. Max Null", "Max Null"),
    ("Ekaterina Stack", "Katya Stack"), ("Micheal Heap", "Michael Heap"), ("Max Queue Jr.", "Max Queue"),
    ("Nguyễn Văn Bai", "Bai Nguyen"), ("Max Kim Loop", "Kim Loop"),
)  # fmt: skip
STRANGERS = tuple(
    {"full_name": name, "email": f"s{number}@firm{number}.example", "organisation_name": f"Firm {number} Works"}
    for number, name in enumerate(invented_names(60))
)


@pytest.fixture
def people(home: Home, settings: Settings) -> dict[str, list[str | None]]:
    """The people of each pair of names; one address book with all of them, among strangers."""
    rows = [
        {"full_name": name, "email": _own(name, number), "organisation_name": f"Works of {pair[0]}"}
        for number, pair in enumerate(COLLEAGUES + TWO_MAILBOXES)
        for name in pair
    ]
    shared = [
        {"full_name": name, "email": f"box{number}@home{number}.example"}
        for number, pair in enumerate(AT_ONE_MAILBOX + ONE_PERSON)
        for name in pair
    ]
    file = drop(home, "attendance", [*rows, *shared, *STRANGERS], "a.csv")
    resolved(home, settings)
    found = people_of(home, file)
    pairs = COLLEAGUES + TWO_MAILBOXES + AT_ONE_MAILBOX + ONE_PERSON
    return {" / ".join(pair): found[2 * place : 2 * place + 2] for place, pair in enumerate(pairs)}


def test_near_names_are_one_persons_or_two(people: dict[str, list[str | None]]) -> None:
    two = {" / ".join(pair) for pair in COLLEAGUES + AT_ONE_MAILBOX}
    assert {pair for pair, who in people.items() if len(set(who)) == 2} == two


@pytest.mark.parametrize("couple", ["Max & Ada Byte", "Max and Ada Byte", "Mr & Mrs Max Byte"])
def test_a_couples_record_makes_no_one_of_two(home: Home, settings: Settings, couple: str) -> None:
    rows = [{"full_name": name, "email": "bytes@home.example"} for name in ("Max Byte", "Ada Byte", couple)]
    file = drop(home, "attendance", rows, "a.csv")
    resolved(home, settings)
    assert len(set(people_of(home, file))) == 3


def test_generations_share_a_phone(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Max Byte Jr.", "email": "max.byte@mail.example", "phone": "+442079460011"},
        {"full_name": "Max Byte Sr.", "email": "mbyte1950@post.example", "phone": "+442079460011"},
    ]
    file = drop(home, "attendance", rows, "a.csv")
    resolved(home, settings)
    assert len(set(people_of(home, file))) == 2


def _own(name: str, number: int) -> str:
    """The mailbox that an employer makes of a name."""
    *given, family = fold(name).removeprefix("dipl ").removeprefix("ing ").split()
    return f"{''.join(given)}.{family}@works{number}.example"
