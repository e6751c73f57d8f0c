"""Who is easily taken for somebody else: crowds behind one address, namesakes, twins, people of many spellings."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from pipelines.home import Home
from pipelines.settings import Settings
from tests.unit.identity.drops import SYLLABLES, drop, invented_names, people_of, resolved

ADA: dict[str, Any] = {"full_name": "Ada Byte", "email": "ada.byte@example.org"}


def _found(home: Home, settings: Settings, rows: list[dict[str, Any]], kind: str = "contact") -> list[str | None]:
    file = drop(home, kind, rows, "a.csv")
    resolved(home, settings)
    return people_of(home, file)


def test_five_thousand_people_behind_one_desk_are_five_thousand(home: Home, settings: Settings) -> None:
    names = invented_names(5000)
    rows = [{"full_name": name, "email": "info@example.org"} for name in [*names, *names[:50], names[0].upper()]]
    found = _found(home, settings, rows)
    assert len(set(found)) == 5000
    assert found[:50] == found[5000:5050]
    assert found[5050] == found[0]


def test_two_thousand_people_of_one_name_are_told_apart(
    home: Home, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="kith.identity")
    towns = [f"{one}{other}burg" for one in SYLLABLES[:5] for other in SYLLABLES[5:13]]
    known = [
        {
            "full_name": "Sam Common",
            "email": f"sam.common{number}@mail{number % 50}.example",
            "city": towns[number % 40],
        }
        for number in range(2000)
    ]
    again = [{**row, "full_name": "COMMON, Sam", "phone": f"020 7946 {n:04}"} for n, row in enumerate(known[:900])]
    found = _found(home, settings, [*known, *again, {"full_name": "Sam Common"}])
    assert len(set(found)) == 2001
    assert found[2000:2900] == found[:900]
    assert "too large to compare" in caplog.text
    assert "common" not in caplog.text.lower().replace("common sense", "")


def test_fifty_people_of_one_name_and_provider_are_told_apart_by_the_number_in_their_mailboxes(
    home: Home, settings: Settings
) -> None:
    rows = [{"full_name": "Sam Common", "email": f"sam.common{number}@gmail.com"} for number in range(50)]
    assert len(set(_found(home, settings, rows))) == 50


@pytest.mark.parametrize(
    ("mailboxes", "people"),
    [
        (("maria.silva85@gmail.com", "maria.silva86@gmail.com"), 2),
        (("maria.silva85@gmail.com", "maria.silva@gmail.com"), 2),
        (("mar85@gmail.com", "mar86@gmail.com"), 2),
        (("maria.silva85@gmail.com", "maria.silv85@gmail.com"), 1),
        (("maria.silva85@gmail.com", "maria.silva85@gmail.example"), 1),
    ],
)
def test_a_mailbox_differs_by_a_slip_in_its_letters_and_by_a_person_in_its_number(
    home: Home, settings: Settings, mailboxes: tuple[str, ...], people: int
) -> None:
    employers = ("Acme Works", "Halden Bank")
    rows = [
        {"full_name": "Maria Silva", "email": email, "organisation_name": employer, "city": "Leeds"}
        for email, employer in zip(mailboxes, employers, strict=True)
    ]
    assert len(set(_found(home, settings, rows))) == people


def test_nine_spellings_and_four_employers_are_one_person(home: Home, settings: Settings) -> None:
    page = "https://www.linkedin.com/in/ada-byte"
    one = [
        {"full_name": "Ada Byte", "email": "ada.byte@acme.example", "organisation_name": "Acme Ltd"},
        {"full_name": "BYTE Ada", "email": "ADA.BYTE@acme.example"},
        {"full_name": "Dr. Adá Bÿte, PhD", "email": "ada.byte@acme.example", "phone": "020 7946 0018"},
        {"full_name": "Ada M. Byte", "email": "a.byte@binary.example", "organisation_name": "Binary",
         "phone": "+442079460018"},
        {"full_name": "Ada Bytte", "email": "a.byte@binary.example", "organisation_name": "Binary"},
        {"full_name": "A. Byte", "email": "a.byte@binary.example", "profile_url": page},
        {"full_name": "Byte, Ada", "organisation_name": "Cipher", "profile_url": f"{page}/"},
        {"full_name": "ada byte", "email": "ada@delta.example", "organisation_name": "Delta", "profile_url": page},
        {"full_name": "Ада Байт", "email": "ada@delta.example", "organisation_name": "Delta"},
    ]  # fmt: skip
    others = [{"full_name": name, "organisation_name": "Acme Ltd"} for name in ("Adam Byte", "Kim Byte", "Ada Null")]
    found = _found(home, settings, [*one, *others])
    assert len(set(found[: len(one)])) == 1
    assert len(set(found)) == 1 + len(others)


AT_HOME = {"street": "7 Wallaby Place", "postal_code": "ZZ1 1ZZ", "city": "Leeds", "phone": "020 7946 0018"}


def test_twins_at_one_address_are_two(home: Home, settings: Settings) -> None:
    shared = {**AT_HOME, "born_on": "2001-04-05", "email": "bytes@example.org"}
    rows = [{**shared, "full_name": f"{given} Byte"} for given in ("Ada", "Max")]
    again = [{**row, "email": None, "street": "Wallaby Pl. 7"} for row in rows]
    found = _found(home, settings, [*rows, *again])
    assert found[0] != found[1]
    assert found[2:] == found[:2]


@pytest.mark.parametrize("place", [{"street": "7 Wallaby Place"}, {"organisation_name": "Acme Works"}])
def test_two_of_one_family_name_entered_one_after_the_other_are_two(
    home: Home, settings: Settings, place: dict[str, str]
) -> None:
    entered = (("Ada", "58104512"), ("Max", "58104513"))
    rows = [
        {**place, "phone": AT_HOME["phone"], "full_name": f"{given} Byte", "tool": "hubspot", "tool_person_id": number}
        for given, number in entered
    ]
    assert len(set(_found(home, settings, rows))) == 2


def test_a_parent_and_a_child_of_one_name_at_one_address_are_two(home: Home, settings: Settings) -> None:
    rows = [{**AT_HOME, "full_name": "Max Byte", "born_on": day} for day in ("1961-02-03", "1994-11-28")]
    assert len(set(_found(home, settings, rows))) == 2


def test_a_slip_in_a_birthday_is_the_same_person_and_a_namesake_elsewhere_is_not(
    home: Home, settings: Settings
) -> None:
    rows = [
        {**AT_HOME, "full_name": "Petra Byte", "born_on": "1961-02-03"},
        {**AT_HOME, "full_name": "Perta Byte", "born_on": "1961-03-02", "street": "Wallaby Place 7"},
        {"full_name": "Petra Byte", "born_on": "1988-07-16", "street": "1 Other Road", "postal_code": "ZZ9 9ZZ"},
    ]
    found = _found(home, settings, rows)
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(
    ("one", "other", "stranger"),
    [
        ("李明", "李 明", "李芳"),
        ("李明", "Ming Li", "Fang Li"),
        ("김민수", "Minsu Kim", "Jiho Kim"),
        ("김민수", "Kim Min-su", "Kim Ji-ho"),
        ("이지호", "Jiho Lee", "Minsu Lee"),
        ("Min-su Kim", "Minsu Kim", "Jiho Kim"),
        ("田中実", "田中 実", "田中 誠"),
        ("佐々木一郎", "佐々木 一郎", "佐々木 花子"),
        ("Omar Al-Null", "OMAR ALNULL", "Said Al-Null"),
        ("Mohammed bin Said al Null", "Muhammad Al-Null", "Yusuf bin Said al Null"),
        ("Jón Bætsson", "Jon Baetsson", "Guðrún Bætsdóttir"),
        ("Анна Байт", "Anna Bait", "Олег Байт"),
        ("José Byte Null", "Jose Byte", "Juan Byte"),
        ("Samantha Byte", "Sam Byte", "Simon Byte"),
        ("Patricia Byte", "Pat Byte", "Paul Byte"),
    ],
)
def test_names_of_many_scripts_and_customs(home: Home, settings: Settings, one: str, other: str, stranger: str) -> None:
    at_work = {"organisation_name": "Acme Ltd", "country": "IS"}
    found = _found(home, settings, [{"full_name": name, **at_work} for name in (one, other, stranger)], "attendance")
    assert found[0] == found[1] != found[2]


def test_a_short_form_makes_no_one_of_two_it_may_stand_for(home: Home, settings: Settings) -> None:
    rows = [{"full_name": f"{given} Byte", "organisation_name": "Acme Ltd"} for given in ("Samuel", "Samantha", "Sam")]
    samuel, samantha, _ = _found(home, settings, rows, "attendance")
    assert samuel != samantha


def test_one_word_is_the_same_person_only_where_more_says_so(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Zuhro", "organisation_name": "Acme Ltd"},
        {"full_name": "ZUHRO", "organisation_name": "ACME Limited"},
        {"full_name": "Zuhro", "organisation_name": "Binary"},
        {"full_name": "Zuhro", "email": "zuhro@example.org"},
        {"full_name": "Z. Byte", "email": "zuhro@example.org"},
    ]
    found = _found(home, settings, rows)
    assert found[0] == found[1]
    assert len({found[0], found[2], found[3]}) == 3


def test_a_colleague_of_one_given_name_is_another_person(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "organisation_name": "Acme Ltd", "country": "GB"},
        {"full_name": "Ada Stackwell", "organisation_name": "Acme Ltd", "country": "GB"},
    ]
    assert len(set(_found(home, settings, rows, "attendance"))) == 2
