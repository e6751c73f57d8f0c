from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.folding import fold
from pipelines.identity.likeness import compatible, root
from pipelines.identity.names import Name, parse
from pipelines.identity.words import listed

LISTS = (
    "honorifics", "honorifics_or_names", "ranks", "name_particles", "letters_after_names", "between_two_people",
    "no_person", "legal_forms", "vietnamese_family_names", "two_letter_family_names",
)  # fmt: skip
LISTED = sorted({word for name in LISTS for line in listed(name) for word in line.split()})
WORDS = st.builds(
    lambda word, case: case(word),
    st.one_of(st.sampled_from(["ada", "byte", "jr", "iii", "anne-marie", "j", "md", "zoë"]), st.sampled_from(LISTED)),
    st.sampled_from([str.lower, str.title, str.upper]),
)


@pytest.mark.parametrize(
    "written",
    ["Ada Byte", "ADA BYTE", "Byte, Ada", "BYTE Ada", "Dr. Ada Byte, PhD", "Byte, Ada, PhD", "Ada Byte (she/her)",
     "Ada Byte | Acme", "Ada Byte - Acme Ltd", "  ada   byte ", "Ms Ada Byte OBE", "Adà Bÿte", "Ada Byte's iPhone",
     "Ada Byte she/her", "Ada Byte, Acme Ltd", "Ada Byte, Acme Works GmbH"],
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
        ("Null Byte, A.B.", "a", "null byte"),
        ("Null Byte, AB", "a", "null byte"),
        ("AJ Byte", "a", "byte"),
        ("J.R.R. Byte", "j", "byte"),
        ("JRR Byte", "j", "byte"),
        ("LI Na", "na", "li"),
        ("AN Bo", "bo", "an"),
        ("EL BYTE Omar", "omar", "el byte"),
        ("Ada B.", "ada", "b"),
        ("Nguyễn Văn Bai", "bai", "nguyen"),
        ("Bai Van Nguyen", "bai", "van nguyen"),
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
    ("given_name", "family"), [("Wei", "MA"), ("Wei Li", "Ma"), ("WEI LI", "MA"), ("He", "Ma"), ("MA", "Ma")]
)
def test_a_half_that_is_nothing_else_is_no_title_and_no_letters(given_name: str, family: str) -> None:
    assert parse(None, given_name, family)[:2] == (given_name.split()[0].lower(), "ma")


@pytest.mark.parametrize(
    "title",
    ["Dipl.-Ing.", "Prof. Dr. med.", "Dr. rer. nat.", "Dr Dr h.c.", "Univ.-Prof.", "Priv.-Doz. Dr.", "PD Dr.", "RA",
     "Ing.", "Mag.", "Dott.", "Dott.ssa", "Avv.", "Drs.", "Ir.", "Hr.", "Fru", "Sr.", "Dña.", "Engr.", "Cllr",
     "Lt. Col.", "Major", "Gen.", "Judge", "Fr.", "Father", "Sister", "Rabbi", "Imam", "Sheikh", "Shri", "Smt.",
     "Pak", "Bapak", "Ibu", "Khun", "Datuk Seri", "Dato'", "Tan Sri", "Tun", "Alhaji", "HRH Prince"],
)  # fmt: skip
def test_a_title_of_any_language_is_no_name(title: str) -> None:
    assert parse(f"{title} Ada Byte") == parse(f"{title.upper()} Ada Byte") == Name("ada", "byte", "ada byte")
    assert parse(f"Byte, {title} Ada") == parse(None, f"{title} Ada", "Byte") == Name("ada", "byte", "ada byte")


@pytest.mark.parametrize("written", ["Major Byte", "Judge Byte", "Ibu Byte", "Tun Byte", "Gen Byte", "Fr Byte"])
def test_a_title_that_is_a_name_too_is_one_before_a_single_word(written: str) -> None:
    assert parse(written)[:2] == (written.split()[0].lower(), "byte")


@pytest.mark.parametrize(
    ("written", "words"),
    [("Ada & Max Byte", "ada max byte"), ("Ada and Max Byte", "ada max byte"), ("Ada und Max Byte", "ada max byte"),
     ("Ada et Max Byte", "ada max byte"), ("Ada y Max Byte", "ada max byte"), ("Mr & Mrs Ada Byte", "ada byte"),
     ("Ada&Max Byte", "ada max byte"), ("Byte, Ada & Max", "byte ada max")],
)  # fmt: skip
def test_a_name_of_two_people_has_no_halves(written: str, words: str) -> None:
    assert parse(written) == Name(None, None, words)
    assert parse(None, "Ada & Max", "Byte") == Name(None, None, "ada max byte")


@pytest.mark.parametrize(
    "written", ["Ada Null y Byte", "Ada Null e Byte", "Ada E Byte", "Byte, Ada E Null", "ada en byte"]
)
def test_what_joins_two_family_names_joins_no_two_people(written: str) -> None:
    assert parse(written).given == "ada"


@pytest.mark.parametrize("written", ["Max Byte Jr.", "Byte Jr., Max", "Byte, Max, Jr", "Max Byte II"])
def test_a_generation_is_kept_beside_the_name(written: str) -> None:
    assert parse(written) == parse("Max Byte")._replace(generation="2")


@pytest.mark.parametrize(
    "written", ["Unknown Unknown", "Test User", "guest", "Zoom user", "N/A", "Anonymous Attendee", "iPhone"]
)
def test_what_stands_for_a_name_is_nobodys(written: str) -> None:
    assert parse(written).full is None


@pytest.mark.parametrize("written", [None, "", "  ", "ada@example.org", "...", "42"])
def test_what_is_no_name(written: str | None) -> None:
    assert parse(written).full is None


def test_halves_win_over_the_whole() -> None:
    assert parse("byte a.", "Ada", "Byte") == parse("Ada Byte")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bob Byte", "Robert Byte"), ("A. Byte", "Ada Byte"), ("Ada Null", "Ada Byte"), ("Britt Byte", "Birgitta Byte"),
     ("Byte Ada", "Ada Byte"), ("Ada", "Ada Byte"), ("Katherina Byte", "Katharina Byte"),
     ("Bob Byte", "R. Byte"), ("Bob", "Robert Byte"), ("Ada", "A. Byte"), ("田中実", "田中 実"),
     ("AJ Byte", "Andrew Byte"), ("JP Byte", "Jan-Peter Byte"), ("Jon Byte", "John Byte"), ("Ann Byte", "Anne Byte"),
     ("Micheal Byte", "Michael Byte"), ("Байт Иван Петрович", "Иван Байт"), ("Kim Minjun", "Min Jun Kim"),
     ("Max Kim Byte", "Kim Byte"), ("Hans-Jürgen Byte", "Jürgen Byte"), ("Ekaterina Byte", "Katya Byte"),
     ("Aleksandr Byte", "Alexander Byte"), ("Yuliya Byte", "Julia Byte"), ("José Byte", "Pepe Byte"),
     ("Giorgos Byte", "George Byte"), ("Francisco Byte", "Paco Byte"), ("Dmitri Byte", "Dima Byte"),
     ("Max Byte Jr.", "Max Byte"), ("Ada Ernesto Byte", "Ada Emesto Byte"), ("Ada M. Byte", "Ada Kim Byte"),
     ("Ada Maria Byte", "Maria Ada Byte"), ("Ada & Max Byte", "Max Byte")],
)  # fmt: skip
def test_names_that_one_mailbox_may_bear(one: str, other: str) -> None:
    assert compatible(parse(one), parse(other))
    assert compatible(parse(other), parse(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Byte", "Max Byte"), ("Ada Byte", "Kim Stack"), ("Ada", "Max Byte"), ("Ada Byte", "Adam Byte"),
     ("Daniel Byte", "Daniela Byte"), ("Andreas Byte", "Andrea Byte"), ("Paul Byte", "Paula Byte"),
     ("Christian Byte", "Christina Byte"), ("Jan Byte", "Jane Byte"), ("Stefan Byte", "Stefanie Byte"),
     ("Jean-Pierre Byte", "Jean-Paul Byte"), ("Ada Maria Byte", "Ada Luisa Byte"), ("AJ Byte", "TJ Byte"),
     ("Max Byte Jr.", "Max Byte Sr."), ("Max Byte II", "Max Byte III"), ("Cllr Ada Byte", "Cllr Max Byte")],
)  # fmt: skip
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


@pytest.mark.parametrize("written", ["Zoom User", "User, Zoom", "Zoom, User", "Guest, User"])
def test_nobody_is_no_person_whatever_the_order(written: str) -> None:
    assert parse(written) == parse(written.replace(" ", "  "))
    assert (parse(written).full is None) is (fold(written) in listed("no_person"))


@given(WORDS, WORDS, st.sampled_from(["", ","]))
def test_two_words_read_as_they_do_with_more_blanks_between(one: str, other: str, comma: str) -> None:
    # A name of two plain words, one blank between, is read without the rules that any other goes through.
    assert parse(f"{one}{comma} {other}") == parse(f"{one}{comma}  {other}")
    assert parse(None, one, other) == parse(None, f"{one} ", other)
