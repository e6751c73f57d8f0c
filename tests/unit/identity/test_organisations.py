"""Which names and domains are one organisation."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.errors import DecisionError
from pipelines.home import Home
from pipelines.identity.organisation_names import normalise
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, resolved, table


def organisations_of(home: Home, identifier: str) -> list[str | None]:
    links = table(home, "identity_links").filter(pl.col("file_id") == identifier)
    return links.sort("row_number")["organisation_id"].to_list()


def _resolve(home: Home, settings: Settings, rows: list[dict[str, Any]]) -> list[str | None]:
    people = [{"full_name": f"Ada Byte{number}", **row} for number, row in enumerate(rows)]
    file = drop(home, "attendance", people, "a.csv")
    resolved(home, settings)
    return organisations_of(home, file)


@pytest.mark.parametrize("written", ["Freelance", "self-employed", "N/A", "None", "Independent", "-", "retired"])
def test_who_works_for_nobody(home: Home, settings: Settings, written: str) -> None:
    assert normalise(written) is None
    assert _resolve(home, settings, [{"organisation_name": written, "email": "ada@byte.example"}]) == [None]


@pytest.mark.parametrize(
    ("written", "employment"),
    [
        ("Freelance", "independent"),
        ("Self-Employed", "independent"),
        ("Freiberufler", "independent"),
        ("N/A", "none"),
        ("Retired", "none"),
        ("Étudiante", "none"),
        ("-", "unknown"),
        ("TBC", "unknown"),
        ("Independent Ltd", "employed"),
    ],
)
def test_what_people_say_of_their_employment(home: Home, settings: Settings, written: str, employment: str) -> None:
    _resolve(home, settings, [{"organisation_name": written}])
    assert table(home, "affiliations")["employment"].to_list() == [employment]


@pytest.mark.parametrize("domain", ["gmail.com", "proton.me", "mailinator.com"])
def test_a_mailbox_that_anybody_may_have_names_no_employer(home: Home, settings: Settings, domain: str) -> None:
    rows = [{"email": f"{who}@{domain}"} for who in ("ada", "bo", "cy")]
    assert _resolve(home, settings, rows) == [None, None, None]


def test_a_domain_belongs_to_the_name_that_it_spells(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": "Acme Ltd", "email": "a@acme.example"}, {"email": "b@mail.acme.example"}]
    found = _resolve(home, settings, rows)
    assert found[0] == found[1] is not None
    assert table(home, "organisations")["domain"].to_list() == ["acme.example"]


def test_a_domain_belongs_to_the_name_that_most_of_its_people_write(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": "Widgets of the North", "email": f"{who}@wotn.example"} for who in "abc"]
    strays = [{"organisation_name": "Former Employer", "email": "d@wotn.example"}, {"email": "e@wotn.example"}]
    found = _resolve(home, settings, [*rows, *strays])
    assert len({*found[:3], found[4]}) == 1
    assert found[3] != found[0]


@pytest.mark.parametrize(
    ("domains", "is_one"),
    [
        (("tlw.example", "tlw.example"), True),  # the domain spells both
        (("lanterns.example", "lanterns.example"), True),  # the domain spells neither, and its people write both
        (("lanterns.example", "weavers.example"), False),
        ((None, None), False),  # initials alone say nothing
    ],
)
def test_initials_are_the_name_where_a_domain_says_so(
    home: Home, settings: Settings, domains: tuple[str | None, str | None], is_one: bool
) -> None:
    names = ("TLW", "Tidal Lantern Works Ltd")
    rows = [
        {"organisation_name": name, "email": domain and f"{who}@{domain}"}
        for who, (name, domain) in zip("ab", zip(names, domains, strict=True), strict=True)
    ]
    found = _resolve(home, settings, rows)
    assert (found[0] == found[1]) == is_one


def test_initials_that_two_names_of_a_domain_have_are_neither(home: Home, settings: Settings) -> None:
    names = ("TLW", "Tidal Lantern Works", "Thistle Loom Weavers")
    rows = [
        {"organisation_name": name, "email": f"{who}@group.example"} for who, name in zip("abc", names, strict=True)
    ]
    assert len(set(_resolve(home, settings, rows))) == 3


def test_a_mail_provider_employs_nobody(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": f"Firm {n}", "email": f"a{n}@new-mail.example"} for n in range(6)]
    found = _resolve(home, settings, [*rows, {"email": "z@new-mail.example"}, {"email": "ada@gmail.com"}])
    assert len(set(found[:6])) == 6
    assert found[6:] == [None, None]


def test_a_domain_of_one_mailbox_and_no_name_is_somebodys_own(home: Home, settings: Settings) -> None:
    assert _resolve(home, settings, [{"email": "ada@ada-byte.example"}]) == [None]


def test_a_list_of_organisations_ties_name_and_domain(home: Home, settings: Settings) -> None:
    listed = [{"name": "Widgets of the North", "website": "https://www.wotn.example/", "industry_raw": "Software"}]
    companies = drop(home, "organisation", listed, "companies.csv")
    found = _resolve(home, settings, [{"organisation_name": "Widgets of the North Ltd"}, {"email": "a@wotn.example"}])
    assert {*found, *organisations_of(home, companies)} == {found[0]}
    row = table(home, "organisations").row(0, named=True)
    assert (row["organisation_name"], row["domain"]) == ("Widgets of the North", "wotn.example")
    assert (row["industry_id"], row["industry_source"]) == ("software", "explicit")


@pytest.mark.parametrize(
    "page",
    ["linkedin.com/company/{}", "https://www.instagram.com/{}", "https://x.com/{}", "twitter.com/{}", "linktr.ee/{}",
     "https://github.com/{}", "https://www.eventbrite.co.uk/o/{}", "https://sites.google.com/view/{}",
     "https://{}.wordpress.com", "https://{}.wixsite.com/home", "{}.github.io", "{}.blogspot.com",
     "https://{}.squarespace.com", "{}.myshopify.com"],
)  # fmt: skip
def test_pages_on_one_platform_make_no_one_of_two(home: Home, settings: Settings, page: str) -> None:
    names = ("Quillmere Mills", "Halden Bank")
    listed = [{"name": name, "website": page.format(name.split()[0].lower())} for name in names]
    companies = drop(home, "organisation", listed, "companies.csv")
    resolved(home, settings)
    assert len(set(organisations_of(home, companies))) == 2
    domains = table(home, "organisations")["domain"].drop_nulls()
    assert all(domain.startswith(("quillmere.", "halden.")) for domain in domains)


def test_a_platform_has_its_own_domain(home: Home, settings: Settings) -> None:
    listed = [{"name": "LinkedIn Ltd", "domain": "linkedin.com"}, {"name": "Halden Bank", "domain": "linkedin.com"}]
    drop(home, "organisation", listed, "companies.csv")
    _resolve(home, settings, [{"email": "ada@linkedin.com"}])
    told = table(home, "organisations").select("organisation_name", "domain", "record_count").sort("organisation_name")
    assert told.rows() == [("Halden Bank", None, 1), ("LinkedIn Ltd", "linkedin.com", 2)]


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        (("Zephyr Group", "Acme UK Ltd", "Binary Germany GmbH"), "Acme UK Ltd"),  # the one that it spells
        (("Acme Group", "Acme Foods", "Acme Bank"), "Acme Group"),  # of those, the one that they belong to
        (("Zephyr Group", "Acme Foods", "Acme Bank"), None),
        (("Zephyr Group", "Binary House", "Cobalt Works"), None),
    ],
)
def test_companies_of_one_group_share_a_domain(
    home: Home, settings: Settings, names: tuple[str, ...], owner: str | None
) -> None:
    listed = [{"name": name, "parent_name": names[0], "domain": "acme.example"} for name in names]
    drop(home, "organisation", listed, "companies.csv")
    resolved(home, settings)
    told = dict(table(home, "organisations").select("organisation_name", "domain").iter_rows())
    assert told == {name: "acme.example" if name == owner else None for name in names}
    assert table(home, "organisation_parents").height == 2


def test_a_list_may_spell_the_owner_of_a_domain_in_several_ways(home: Home, settings: Settings) -> None:
    names = ("TLW", "Tidal Lantern Works", "Tidal Lantern Works Ltd")
    companies = drop(home, "organisation", [{"name": name, "domain": "tlw.example"} for name in names], "companies.csv")
    resolved(home, settings)
    assert len(set(organisations_of(home, companies))) == 1


def test_decisions_join_name_and_keep_apart(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": name} for name in ("Acme", "Binary", "Binary House")]
    decide(home, "organisations", "same,Binary,Binary House,")
    found = _resolve(home, settings, rows)
    assert (found[1] == found[2], found[0] == found[1]) == (True, False)


def test_different_keeps_a_name_from_a_domain(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": "Acme", "email": "a@acme.example"}, {"email": "b@acme.example"}]
    decide(home, "organisations", "different,Acme,acme.example,")
    found = _resolve(home, settings, rows)
    assert found[0] != found[1]


def test_decisions_that_contradict_each_other_are_refused(home: Home, settings: Settings) -> None:
    decide(home, "organisations", "same,Acme,Binary,", "different,Acme,Binary,")
    with pytest.raises(DecisionError, match=r"organisations\.csv, line 3"):
        _resolve(home, settings, [{"organisation_name": "Acme"}, {"organisation_name": "Binary"}])


def test_names_that_differ_in_their_legal_form_alone_cannot_be_kept_apart(home: Home, settings: Settings) -> None:
    decide(home, "organisations", "different,Acme Ltd,Acme GmbH,")
    with pytest.raises(DecisionError, match=r"organisations\.csv, line 2: keeps apart what reads as one and the same"):
        _resolve(home, settings, [{"organisation_name": "Acme Ltd"}])


def test_decisions_tell_apart_what_brackets_tell_apart(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": name} for name in ("Ministry of Tides (Kenya)", "Ministry of Tides (Ghana)")]
    assert len(set(_resolve(home, settings, rows))) == 2
    decide(home, "organisations", "different,Ministry of Tides (Kenya),Ministry of Tides (Ghana),")
    assert len(set(_resolve(home, settings, rows))) == 2


@pytest.mark.parametrize("written", ["zenqua.example", "www.zenqua.example", "https://www.zenqua.example/"])
def test_a_cell_that_reads_as_a_domain_of_somebody_is_that_domain(home: Home, settings: Settings, written: str) -> None:
    rows = [{"organisation_name": written}, {"organisation_name": "Zenqua", "email": "bo@zenqua.example"}]
    found = _resolve(home, settings, rows)
    assert found[0] == found[1] is not None
    strangers = [{"organisation_name": written}, {"organisation_name": "Zenqua", "email": "bo@quillmere.example"}]
    assert len(set(_resolve(home, settings, strangers))) == 2


def test_decisions_hold_for_a_name_spelled_like_a_domain_at_which_nobody_is(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": name} for name in ("Ostrava.com", "Zephyr Travel")]
    decide(home, "organisations", "same,Ostrava.com,Zephyr Travel,")
    decide(home, "industries", "Ostrava.com,insurance,")
    found = _resolve(home, settings, rows)
    assert found[0] == found[1]
    assert table(home, "organisations")["industry_source"].to_list() == ["decision"]
    decide(home, "organisations", "different,Ostrava.com,Zephyr Travel,")
    found = _resolve(home, settings, rows)
    assert found[0] != found[1]


def test_a_decided_industry_goes_before_every_other(home: Home, settings: Settings) -> None:
    drop(home, "organisation", [{"name": "Acme", "industry_raw": "Software"}], "companies.csv")
    decide(home, "industries", "ACME Ltd,insurance,we know them")
    _resolve(home, settings, [{"organisation_name": "Acme", "industry_raw": "Design"}])
    row = table(home, "organisations").row(0, named=True)
    assert (row["industry_id"], row["industry_source"], row["industry_confidence"]) == ("insurance", "decision", 1.0)


def test_two_decided_industries_of_one_organisation_are_refused(home: Home, settings: Settings) -> None:
    decide(home, "industries", "Acme,insurance,", "Binary,software,", "ACME Ltd,insurance,", "acme.example,software,")
    with pytest.raises(DecisionError, match=r"industries\.csv, line 5: another industry than line 2"):
        _resolve(home, settings, [{"organisation_name": "Acme", "email": "a@acme.example"}])


def test_what_nobody_says_is_unknown(home: Home, settings: Settings) -> None:
    _resolve(home, settings, [{"organisation_name": "Acme", "industry_raw": "Widget-adjacent"}])
    row = table(home, "organisations").row(0, named=True)
    assert (row["industry_id"], row["industry_source"], row["industry_confidence"]) == ("unknown", "unknown", 0.0)


def test_an_organisation_called_like_somebody_known_is_told(home: Home, settings: Settings) -> None:
    rows = [{"organisation_name": name, "full_name": who} for name, who in (
        ("Bóbby Tables & Sons", "Ada Byte"), ("Acme", "Bobby Tables"), ("Byte Works", "Kim Stack"))]  # fmt: skip
    rows.append({"organisation_name": "Stack Inc", "full_name": "Max Null", "email": "max@kim-stack.example"})
    _resolve(home, settings, rows)
    told = table(home, "organisations").sort("organisation_name").select("organisation_name", "is_named_after_person")
    assert dict(told.iter_rows()) == {
        "Acme": False, "Byte Works": False, "Bóbby Tables & Sons": True, "Stack Inc": False,
    }  # fmt: skip
