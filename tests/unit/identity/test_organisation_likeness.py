"""Which names are one organisation by their spelling, and which only look alike."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity import organisations, readings
from pipelines.identity.mentions import RAW
from pipelines.identity.organisation_names import normalise
from pipelines.identity.organisations import Organisations

COMMON = ["Gloria Works", "Halden Institute", "Ostrava Mills", "Tamarind Press", "Wexford Foods"]
"""Other names, so that the ones in question stand in some company."""

DECIDED = {"line": pl.Int64, "decision": pl.String, "left": pl.String, "right": pl.String, "note": pl.String}


def resolved(
    names: list[str], emails: list[str | None] | None = None, decided: list[tuple[str, str, str]] | None = None,
    cities: list[str | None] | None = None,
) -> Organisations:  # fmt: skip
    nothing: list[str | None] = [None] * len(names)
    raw = pl.DataFrame(
        {
            "organisation_name": names,
            "email": emails or nothing,
            "city": cities or nothing,
            "mention_count": [1] * len(names),
            "seen": list(range(len(names))),
            "alias_on": nothing,
        },
        schema_overrides={"email": pl.String, "city": pl.String, "alias_on": pl.String},
    )
    texts = ("name", "domain", "website", "parent_name", "city")
    records = pl.DataFrame(schema={**dict.fromkeys(texts, pl.String), "seen": pl.Int64})
    rows = [(line, *row, "") for line, row in enumerate(decided or [], start=2)]
    whole = raw.with_columns(pl.lit(None, pl.String).alias(name) for name in RAW if name not in raw.columns)
    read = readings.of(whole, "GB")
    return organisations.resolved(raw, read, records, pl.DataFrame(rows, schema=DECIDED, orient="row"))


def are_one(*names: str) -> bool:
    found = resolved([*names, *COMMON]).of_raw[: len(names)]
    return found.n_unique() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brackwater Mfg. Corp.", "Brackwater Manufacturing Corporation"),
        ("Natl. Inst. of Tidal Research", "National Institute of Tidal Research"),
        ("Univ. of Quillmere", "University of Quillmere"),
        ("Quillmere University", "The University of Quillmere"),
        ("Brackwater Electronics GmbH", "Brackwater Eletronics"),
        ("Sandhopper Technologies, Inc.", "Sandhopper Technology"),
        ("Sandhopper Enterprise", "Sandhopper Enterprises Ltd"),
        ("U. S. Tidal Authority", "United States Tidal Authority"),
        ("Sandhopper Zeppelin Yards", "SandhopperZeppelin Yards"),
        ("Novo Lantern A/S", "Novo Lantern"),
        ("株式会社灯台電機", "灯台電機"),
        ("Quillmere City Council", "Quillmere Council"),
        ("Quillmere University Hospitals NHS Trust", "Quillmere University Hospitals"),
        ("North Quillmere Council", "The Council of North Quillmere"),
    ],
)
def test_spellings_of_one_organisation(one: str, other: str) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apple", "Apple Rubber Products"),
        ("Brackwater Consulting Group", "Sandhopper Consulting Group"),
        ("Brackwater Software", "Brackwater Hospital"),
        ("Tallowwick Digital", "Mallowwick Digital"),
        ("University of Quillmere", "University of Brackwater"),
        ("Institute 17 of Quillmere", "Institute 18 of Quillmere"),
        ("Consulting Group", "Consulting"),
        ("灯台電機", "灯台化学"),
        ("East Quillmere County Council", "West Quillmere County Council"),
        ("North Brackwater NHS Foundation Trust", "Brackwater NHS Foundation Trust"),
        ("South Eastern Tideways", "South Western Tideways"),
        ("Inner Quillmere Housing", "Outer Quillmere Housing"),
        ("City of Quillmere", "City University of Quillmere"),
        ("City of Quillmere", "University of Quillmere"),
        ("Quillmere University", "Quillmere University Press"),
        ("Quillmere City Council", "Quillmere County Council"),
        ("Sandhopper Brackwater", "Sandhopper Brackwater Enterprise"),
        ("Sandhopper Health", "Sandhopper Wealth"),
        ("Ministry of Tides (Kenya)", "Ministry of Tides (Ghana)"),
        ("Sandhopper Spa", "Sandhopper S.p.A."),
        ("شركة المنارة", "شركة الساحل"),
        ("Ministry of Trade, on behalf of Quillmere Museum", "Ministry of Trade, on behalf of Halden Bank"),
    ],
)
def test_organisations_that_only_look_alike(one: str, other: str) -> None:
    assert not are_one(one, other)


def test_who_acts_for_another_is_the_other() -> None:
    assert are_one(
        "State of Quillmere acting on behalf of Brackwater Forestry University", "Brackwater Forestry University"
    )


def test_a_town_in_the_name_tells_branches_apart() -> None:
    names = ["Brackwater Software Services", "Brackwater Software Services Leeds"]
    assert resolved([*names, *COMMON]).of_raw[:2].n_unique() == 1
    towns: list[str | None] = ["Leeds", None, None, None, None, None, None]
    assert resolved([*names, *COMMON], cities=towns).of_raw[:2].n_unique() == 2


def test_names_with_a_domain_each_stay_apart_and_are_asked_about() -> None:
    names = ["Sandhopper Technologies", "Sandhopper Technology"]
    own = ["a@sandhoppertechnologies.example", "b@sandhoppertechnology.example"]
    found = resolved([*names, *COMMON], [*own, *[None] * len(COMMON)])
    assert found.of_raw[:2].n_unique() == 2
    assert set(found.unsure.row(0)[:2]) == {"sandhopper technologies", "sandhopper technology"}


def test_a_decision_keeps_names_apart_that_a_third_would_join() -> None:
    names = ["Sandhopper Technologies", "Sandhopper Technology", "Sandhoper Technology"]
    found = resolved([*names, *COMMON], decided=[("different", names[0], names[1])])
    assert found.of_raw[0] != found.of_raw[1]
    assert found.of_raw[2] in (found.of_raw[0], found.of_raw[1])
    assert found.unsure.height == 0


def test_thousands_that_share_a_word_stay_apart() -> None:
    dice = random.Random(5)
    letters = "bcdfghjklmnprstvz"
    heads = sorted({"".join(dice.choice(letters) + dice.choice("aeiou") for _ in range(4)) for _ in range(5200)})[:5000]
    found = resolved([f"{head} consulting group" for head in heads])
    assert found.of_raw.n_unique() > 0.97 * len(heads)


def test_one_domain_of_a_university_with_hundreds_of_names_is_no_mail_provider() -> None:
    parts = ["Physics", "Law", "Botany", "Music", "History", "Surgery", "Geology", "Drama", "Ethics", "Optics"]
    names = [f"{part} {number} at Quillmere" for part in parts for number in range(30)]
    own = ["Quillmere University"] * 40
    emails: list[str | None] = [f"p{number}@quillmere.example" for number in range(len(names) + len(own))]
    found = resolved([*names, *own], emails)
    assert "quillmere.example" not in found.providers
    assert found.find("quillmere.example") == found.find("Quillmere University") is not None


def test_a_name_that_joins_later_leaves_the_id_as_it_was() -> None:
    first = resolved(["Sandhopper Technology", *COMMON])
    later = resolved(["Sandhopper Technology", *COMMON, "Sandhopper Technologies", "A Sandhopper Tech."])
    assert first.of_raw[0] == later.of_raw[0] == later.of_raw[6]


@given(st.permutations(["Sandhopper Technology", "Sandhopper Techn.", "Sandhoper Technology", "Quillmere", *COMMON]))
def test_the_order_of_rows_changes_no_group(names: list[str]) -> None:
    groups: dict[str | None, set[str]] = {}
    for name, found in zip(names, resolved(names).of_raw, strict=True):
        groups.setdefault(found, set()).add(name)
    spellings = {"Sandhopper Technology", "Sandhopper Techn.", "Sandhoper Technology"}
    assert sorted(map(sorted, groups.values())) == sorted(
        [sorted(spellings), ["Quillmere"], *([name] for name in COMMON)]
    )


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert once is None or normalise(once) == once


def test_every_name_that_says_something_has_an_organisation() -> None:
    found = resolved(["灯台", "Ä", "3M", "&", "شركة"])
    assert found.of_raw.null_count() == 0
