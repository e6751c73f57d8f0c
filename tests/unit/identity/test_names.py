from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.folding import fold
from pipelines.identity.names import Name, compatible, parse, root


@pytest.mark.parametrize(
    "written",
    ["Ada Byte", "ADA BYTE", "Byte, Ada", "BYTE Ada", "Dr. Ada Byte, PhD", "Byte, Ada, PhD", "Ada Byte (she/her)",
     "Ada Byte | Acme", "Ada Byte - Acme Ltd", "  ada   byte ", "Ms Ada Byte OBE", "Adà Bÿte"],
)  # fmt: skip
def test_one_name_in_many_hands(written: str) -> None:
    assert parse(written) == Name("ada", "byte", "ada byte")


@pytest.mark.parametrize(
    ("written", "given_name", "family"),
    [
        ("Ada van der Byte", "ada", "van der byte"),
        ("Ada Null-Byte", "ada", "null byte"),
        ("Ada M. Byte", "ada", "byte"),
        ("de la Byte, Ada", "ada", "de la byte"),
        ("李 明", "ming", "li"),
        ("李明", "ming", "li"),
        ("欧阳小明", "xiaoming", "ouyang"),
        ("김민수", "minsu", "kim"),
        ("佐々木 一郎", "yilang", "zuo mu"),
        ("Анна Байт", "anna", "bait"),
        ("Omar Al-Null", "omar", "al null"),
        ("Omar bin Said al Null", "omar", "al null"),
        ("Jón Bætsson", "jon", "baetsson"),
        ("Guðrún Þórs Bætsdóttir", "gudrun", "baetsdottir"),
        ("The Rt Hon Lord Byte", "lord", "byte"),
        ("Lady Ada Byte", "ada", "byte"),
        ("He Ming", "he", "ming"),
        ("Dr. He Ming", "he", "ming"),
        ("H.E. Ming He", "ming", "he"),
        ("H.E. Dr. Ada Byte", "ada", "byte"),
        ("Ma, Yo-Yo", "yo", "ma"),
        ("Yo-Yo Ma", "yo", "ma"),
        ("MA Jack", "jack", "ma"),
        ("Jack MA", "jack", "ma"),
        ("Wei Li Ma", "wei", "ma"),
        ("WEI LI MA", "wei", "ma"),
        ("van der Byte, ADA", "ada", "van der byte"),
        ("Null Byte, A.B.", "ab", "null byte"),
        ("Null Byte, AB", "ab", "null byte"),
        ("NULL BYTE, ADA", "ada", "null byte"),
    ],
)
def test_halves_of_a_whole_name(written: str, given_name: str, family: str) -> None:
    assert parse(written)[:2] == (given_name, family)


def test_a_single_word_may_be_either_half() -> None:
    assert parse("Ada") == Name(None, None, "ada")


def test_an_export_that_says_which_half_a_word_is_is_believed() -> None:
    assert parse(None, given="Ada") == parse("Ada", given="Ada") == Name("ada", None, "ada")
    assert parse(None, family="Byte") == parse("Byte", family="Byte") == Name(None, "byte", "byte")
    assert parse(None, given="Ada Byte") == Name("ada", "byte", "ada byte")


@pytest.mark.parametrize(
    "written",
    ["Ada Byte, CSPO", "Ada Byte, FRSA", "Ada Byte FRSA", "Ada Byte, MA", "Ada Byte M.A.", "Ada Byte, MA, PhD, CSPO",
     "Ada BYTE, SHRM-CP", "Byte, Ada, CSPO", "BYTE Ada MBA", "ADA BYTE, MA", "H.E. Ada Byte, MA"],
)  # fmt: skip
def test_letters_after_a_name_are_no_name(written: str) -> None:
    assert parse(written) == Name("ada", "byte", "ada byte")


@pytest.mark.parametrize(
    ("given_name", "family"),
    [("Ada", "Byte, MBA"), ("Ada", "Byte MBA"), ("Ada", "Byte, MA"), ("Ada", "Byte, CSPO"), ("H.E. Ada", "Byte"),
     ("Ada, PhD", "Byte")],
)  # fmt: skip
def test_letters_and_titles_are_no_name_in_halves_either(given_name: str, family: str) -> None:
    assert parse(None, given_name, family) == Name("ada", "byte", "ada byte")


@pytest.mark.parametrize(
    ("given_name", "family"), [("Wei", "MA"), ("Wei Li", "Ma"), ("WEI LI", "MA"), ("He", "Ma"), ("MD", "Ma")]
)
def test_a_half_that_is_nothing_else_is_no_title_and_no_letters(given_name: str, family: str) -> None:
    assert parse(None, given_name, family)[:2] == (given_name.split()[0].lower(), "ma")


@pytest.mark.parametrize("written", [None, "", "  ", "ada@example.org", "...", "42"])
def test_what_is_no_name(written: str | None) -> None:
    assert parse(written).full is None


def test_halves_win_over_the_whole() -> None:
    assert parse("byte a.", "Ada", "Byte") == parse("Ada Byte")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bob Byte", "Robert Byte"), ("A. Byte", "Ada Byte"), ("Ada Null", "Ada Byte"), ("Britt Byte", "Birgitta Byte"),
     ("Byte Ada", "Ada Byte"), ("Ada", "Ada Byte"), ("Katherina Byte", "Katharina Byte"),
     ("Bob Byte", "R. Byte"), ("Bob", "Robert Byte"), ("Ada", "A. Byte"), ("田中実", "田中 実")],
)  # fmt: skip
def test_names_that_one_mailbox_may_bear(one: str, other: str) -> None:
    assert compatible(parse(one), parse(other))
    assert compatible(parse(other), parse(one))


@pytest.mark.parametrize(("one", "other"), [("Ada Byte", "Max Byte"), ("Ada Byte", "Kim Stack"), ("Ada", "Max Byte")])
def test_names_that_one_mailbox_bears_only_when_shared(one: str, other: str) -> None:
    assert not compatible(parse(one), parse(other))


def test_a_short_form_stands_for_its_name() -> None:
    assert root("liz") == root("beth") == "elizabeth"


def test_a_short_form_of_two_names_may_be_either_and_does_not_make_them_one() -> None:
    sam, samuel, samantha = (parse(f"{given_name} Byte") for given_name in ("Sam", "Samuel", "Samantha"))
    assert compatible(sam, samuel)
    assert compatible(sam, samantha)
    assert compatible(parse("Sam Null"), samantha)
    assert not compatible(parse("Samuel Null"), samantha)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_parsed(full: str, given_name: str, family: str) -> None:
    name = parse(full, given_name, family)
    assert name.full is not None or name.given is name.family is None
    assert name.full is None or name.full.strip() == name.full != ""
