"""Cells that name several organisations, and names that only look as if they did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.home import Home
from pipelines.identity.parties import alone, split
from pipelines.settings import Settings
from tests.unit.identity.drops import drop, resolved, table

KNOWN = {
    "quillmere mills": 5, "halden bank": 4, "ostrava press": 3, "tamarind institute": 2, "wexford": 6,
    "wexford and sons": 8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Cobalt Works; Thistle Ltd", ["Cobalt Works", "Thistle Ltd"]),
        ("Cobalt Works / Thistle Ltd", ["Cobalt Works", "Thistle Ltd"]),
        ("Cobalt Works | Thistle; Plover", ["Cobalt Works", "Thistle", "Plover"]),
        ("Quillmere Mills, Halden Bank and Ostrava Press", ["Quillmere Mills", "Halden Bank", "Ostrava Press"]),
        ("Quillmere Mills and Halden Bank (joint)", ["Quillmere Mills", "Halden Bank"]),
        ("Halden Bank on behalf of Quillmere Mills", ["Halden Bank", "Quillmere Mills"]),
        ("Quillmere Mills, Unheard Of, Halden Bank", ["Quillmere Mills", "Unheard Of", "Halden Bank"]),
        ("Quillmere Mills, 123456789012-34, Halden Bank", ["Quillmere Mills", "Halden Bank"]),
        ("Wexford and Sons, Halden Bank", ["Wexford and Sons", "Halden Bank"]),
        ("Self-employed; Cobalt Works", ["Cobalt Works"]),
        ("Cobalt Works / N/A", ["Cobalt Works"]),
        ("TBC | Quillmere Mills and Halden Bank | none", ["Quillmere Mills", "Halden Bank"]),
        ("Freelance / n/a", ["Freelance"]),
        ("Founder | Cobalt Works", ["Cobalt Works"]),
        ("Cobalt Works | Head of Sales", ["Cobalt Works"]),
        ("Designer | Self-employed", ["Self-employed"]),
        ("Freelance; Tarnmoor", ["Freelance"]),
        ("Quillmere Mills + Halden Bank", ["Quillmere Mills", "Halden Bank"]),
        ("Cobalt Works; Tarnmoor", ["Cobalt Works"]),
        ("Tarnmoor; Ulverholm", ["Tarnmoor", "Ulverholm"]),
    ],
)
def test_parties_of_a_cell(text: str, parties: list[str]) -> None:
    assert split(text, KNOWN, {"tarnmoor", "ulverholm"}) == parties


@pytest.mark.parametrize(
    "text",
    [
        "Cobalt, Thistle & Wren LLP",
        "Cobalt Works, Inc.",
        "Cobalt; Inc.",
        "Quillmere Mills, Jo Byte",
        "Wexford and Sons",
        "Quillmere Mills; quillmere mills ltd",
        "Cobalt Works of Leeds / CWL",
        "AC/DC Engineering",
        "A + E Networks",
        "Research + Development Ltd",
        "Founder",
        "; ;",
        "",
    ],
)
def test_one_name_is_one_party(text: str) -> None:
    assert split(text, KNOWN) == [text]


def test_names_stand_alone_where_nothing_certain_parts_them() -> None:
    assert alone({"Halden Bank": 3, "HALDEN BANK": 1, "Ostrava; Wexford": 9, "n/a": 2}) == {"halden bank": 4}


def test_one_name_by_other_signs_speaks_for_no_whole() -> None:
    known = alone({"Halden": 1, "Ostrava": 1, "Halden/Ostrava": 1, "Halden, Ostrava": 1})
    assert split("Halden, Ostrava", known) == split("Halden/Ostrava", known) == ["Halden", "Ostrava"]


@given(st.text(alphabet="Aab,;/& -and", max_size=60))
def test_no_party_is_made_up(text: str) -> None:
    parties = split(text, {"a": 2, "b": 2, "ab": 1})
    assert parties == [text] or all(party.strip() and party in text for party in parties)


def test_neither_a_town_nor_nobody_is_an_organisation(home: Home, settings: Settings) -> None:
    cells = ("Cobalt Works; Tarnmoor", "Self-employed; Cobalt Works", "Freelance / n/a")
    rows = [{"full_name": f"Ada {who}", "organisation_name": cell, "city": "Tarnmoor"}
            for who, cell in zip(("Byte", "Null", "Stack"), cells, strict=True)]  # fmt: skip
    drop(home, "contact", rows, "a.csv")
    resolved(home, settings)
    assert table(home, "organisations")["organisation_name"].to_list() == ["Cobalt Works"]
    assert sorted(table(home, "affiliations")["employment"]) == ["employed", "employed", "independent"]
    assert table(home, "organisation_parties").is_empty()


def test_a_record_of_several_is_linked_to_each(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "organisation_name": "Quillmere Mills; Halden Bank", "email": "ada@halden.example"},
        {"full_name": "Bo Byte", "organisation_name": "Halden Bank", "email": "bo@halden.example"},
    ]
    drop(home, "contact", rows, "a.csv")
    resolved(home, settings)
    name = dict(table(home, "organisations").select("organisation_id", "organisation_name").iter_rows())
    parties = table(home, "organisation_parties").sort("row_number", "party_number")
    assert [(row["row_number"], name[row["organisation_id"]]) for row in parties.iter_rows(named=True)] == [
        (2, "Quillmere Mills"),
        (2, "Halden Bank"),
    ]
    links = table(home, "identity_links").sort("row_number")["organisation_id"].to_list()
    assert [name[found] for found in links] == ["Quillmere Mills", "Halden Bank"]
