"""The rules by which lists without labels are judged, and what is said of errors, on people made up here."""

from __future__ import annotations

import polars as pl

from benchmarks.accuracy import confusion, datasets, public
from benchmarks.accuracy.generated import judged

EDITIONS = (
    ("officers_1", "chess", "Chair", "Max Byte", "Blue", "p1"),
    ("officers_1", "chess", "Officer", "Ada Qubit", "Blue", "p2"),
    ("officers_1", "chess", "Officer", "Lord Nibble", "Red", "p3"),
    ("officers_1", "choirs", "Chair", "Ada Qubit", "Blue", "p2"),
    ("officers_2", "chess", "Chair", "Sir Max Byte", "Blue", "p1"),
    ("officers_2", "chess", "Officer", "Ada Qubit-Word", "Blue", "p4"),
    ("officers_2", "chess", "Officer", "Max Nibble", "Red", "p3"),
    ("officers_2", "choirs", "Chair", "Max Byte", "Blue", "p1"),
)


def officers() -> pl.DataFrame:
    columns = ("file_name", "slug", "role", "name", "party", "person_id")
    return pl.DataFrame(EDITIONS, schema=columns, orient="row")


def test_one_seat_in_successive_editions_tells_spellings_of_one_person() -> None:
    assert public.seats(officers()) == {("Max Byte", "Sir Max Byte"), ("Ada Qubit", "Ada Qubit-Word")}


def test_two_spellings_in_one_list_are_two_people() -> None:
    assert ("Ada Qubit", "Max Byte") in public.listed_together(officers())
    assert ("Max Byte", "Sir Max Byte") not in public.listed_together(officers())


def test_what_the_rule_does_not_confirm_counts_as_wrong() -> None:
    told = public.officers_judged(officers())
    assert (told["spellings_same"], told["spellings_found"], told["spellings_joined"]) == (2, 1, 2)
    assert told["spellings_contradicted"] == 0
    # Joined: three pairs of p1, one of p2, and one of p3 that nothing confirms; true: three, and three of Ada.
    assert told["pairs"] == {"precision": 0.8, "recall": 0.6667, "f1": 0.7273}


def test_delegates_of_one_name_and_delegation_are_one_person() -> None:
    rows = pl.DataFrame(
        [
            ("Ada BYTE", "Utopia", "1", "p1"),
            ("Ada Byte", "Utopia", "2", "p1"),
            ("Ada Byte", "Utopia", "3", "p2"),
            ("Ada Byte", "Atlantis", "3", "p1"),
            ("A. Byte", "Utopia", "3", "p1"),
        ],
        schema=("Person_Name", "Delegation", "Meeting", "person_id"),
        orient="row",
    )
    assert public.delegates_judged(rows) == {
        "rows": 5,
        "sessions": 3,
        "pairs_by_rule": 3,
        "recall": 0.3333,
        "beyond": [
            ("another spelling, another delegation", 1),
            ("another spelling, same delegation", 2),
            ("same name, another delegation", 2),
        ],
    }


def test_errors_are_counted_by_what_the_rows_share() -> None:
    rows = pl.DataFrame(
        [("Ada", "Byte", "Testford", "1"), ("Byte", "Ada", "Testford", "1"), ("Ada", "Byte", "Sampleton", "2"),
         ("Max", "Qubit", None, "2")],
        schema=("first_name", "surname", "city", "entity"),
        orient="row",
    )  # fmt: skip
    fields: dict[str, datasets.Holds] = {"first_name": "name", "surname": "name", "city": "text"}
    made_up = datasets.Dataset("made_up", "made up", "person", rows, fields)
    assert confusion.confusion(made_up, pl.Series(["a", "b", "a", "c"])) == {
        "missed": [("no word shared; nothing else shared", 1), ("same words; same city", 1)],
        "false": [("same name; nothing else shared", 1)],
    }


def test_rare_kinds_of_error_are_counted_together() -> None:
    """Two rows an entity, of one name, that share none, one, two or all of three further columns."""
    shared = [{column for bit, column in enumerate("abc") if number >> bit & 1} for number in range(8)]
    rows = pl.DataFrame(
        {
            "surname": f"Byte {number}",
            "entity": number,
            **{c: "same" if c in same else f"{number}{side}" for c in "abc"},
        }
        for number, same in enumerate(shared)
        for side in "lr"
    )
    fields: dict[str, datasets.Holds] = {"surname": "name", "a": "text", "b": "text", "c": "text"}
    made_up = datasets.Dataset("made_up", "made up", "person", rows, fields)
    missed = confusion.confusion(made_up, pl.int_range(rows.height, eager=True))["missed"]
    assert [count for _, count in missed] == [1] * confusion.MOST_KINDS + [2]
    assert missed[-1] == ("2 rarer kinds", 2)


def test_generated_rows_are_judged_by_side() -> None:
    links = pl.DataFrame(
        [("f.csv", 1, 2, "subject", "p1", "o1"), ("f.csv", 1, 3, "from", "p1", None), ("f.csv", 1, 3, "to", "p2", "o1"),
         ("f.csv", 1, 4, "subject", "p9", None)],
        schema=("file_name", "part", "row_number", "side", "person_id", "organisation_id"),
        orient="row",
    )  # fmt: skip
    truth = pl.DataFrame(
        [("f.csv", 1, 2, "record", "ada", "one", None), ("f.csv", 1, 3, "record", "max", "one", "ada"),
         ("f.csv", 1, 4, "bad", "ada", None, None)],
        schema=("file_name", "part", "row_number", "row_kind", "person_key", "organisation_key", "from_person_key"),
        orient="row",
    )  # fmt: skip
    told = judged(links, truth)
    assert (told["person"]["rows"], told["person"]["pairs"]["f1"]) == (3, 1.0)
    assert (told["organisation"]["rows"], told["organisation"]["pairs"]["f1"]) == (2, 1.0)
