"""Who is found to be who, end to end on made-up records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.errors import DecisionError
from pipelines.home import Home
from pipelines.identity.tables import TABLES
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, file_id, hashes, people_of, resolved, table

ADA: dict[str, Any] = {"full_name": "Ada Byte", "email": "ada.byte@example.org"}


def test_one_mailbox_is_one_person_however_it_is_written(home: Home, settings: Settings) -> None:
    file = drop(home, "attendance", [ADA, {"full_name": "BYTE, Ada", "email": " ADA.Byte+list@Example.org "}], "a.csv")
    resolved(home, settings)
    assert len(set(people_of(home, file))) == 1
    assert table(home, "people")["email"].to_list() == ["ada.byte@example.org"]


def test_a_mailbox_that_two_people_share_is_no_proof(home: Home, settings: Settings) -> None:
    rows = [ADA, {"full_name": "Max Null", "email": "ada.byte@example.org"}]
    resolved_people = _resolve_attendance(home, settings, rows)
    assert len(set(resolved_people)) == 2


@pytest.mark.parametrize("either", ["J. Byte", "Byte"])
def test_a_vague_record_makes_no_one_of_two_who_share_a_mailbox(home: Home, settings: Settings, either: str) -> None:
    rows = [{"full_name": name, "email": "byte@example.org"} for name in ("John Byte", "Jane Byte", either)]
    john, jane, _ = _resolve_attendance(home, settings, rows)
    assert john != jane


def test_a_vague_record_is_the_one_whose_phone_it_has(home: Home, settings: Settings) -> None:
    shared = [{"full_name": name, "email": "byte@example.org"} for name in ("John Byte", "Jane Byte", "J. Byte")]
    phones = ("+442079460011", "+442079460018", "+442079460011")
    john, jane, either = _resolve_attendance(
        home, settings, [{**row, "phone": phone} for row, phone in zip(shared, phones, strict=True)]
    )
    assert john == either != jane


def test_a_desk_is_nobody_in_particular(home: Home, settings: Settings) -> None:
    rows = [{"full_name": name, "email": "info@example.org"} for name in ("Ada Byte", "Max Null", "Kim Stack")]
    assert len(set(_resolve_attendance(home, settings, rows))) == 3


def test_two_hundred_people_of_one_name_stay_two_hundred(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Sam Common", "email": f"sam{number}@firm{number}.example", "organisation_name": f"Firm {number}"}
        for number in range(200)
    ]
    found = _resolve_attendance(home, settings, [*rows, {"full_name": "Sam Common"}])
    assert len(set(found)) == 201


def test_a_bare_name_is_the_only_person_who_bears_it(home: Home, settings: Settings) -> None:
    found = _resolve_attendance(home, settings, [ADA, {"full_name": "Ada Byte"}])
    assert found[0] == found[1]
    links = table(home, "identity_links").sort("row_number")
    assert links["match_rule"].to_list() == ["splink", "splink"]
    assert links["match_probability"].max() < 1.0  # type: ignore[operator]


def test_a_common_name_alone_in_two_files_is_less_surely_one_person_than_a_rare_one(
    home: Home, settings: Settings
) -> None:
    names = ({"full_name": "Sam Common"}, {"full_name": "Ada Byte"})
    crowd = [{**names[0], "email": f"sam{number}@firm{number}.example"} for number in range(40)]
    drop(home, "contact", [*names, {"full_name": "Max Null"}, {"full_name": "MAX NULL"}, *crowd], "first.csv")
    second = drop(home, "contact", names, "second.csv")
    resolved(home, settings)
    assert people_of(home, second) == people_of(home, file_id("first.csv"))[:2]
    links = table(home, "identity_links").filter(pl.col("file_id") == second).sort("row_number")
    common, rare = links["match_probability"]
    assert set(links["match_rule"]) == {"same_name"}
    assert common < 0.5 < 0.95 < rare < 1
    alone = table(home, "identity_links").filter(pl.col("row_number").is_in([4, 5]))
    assert alone.select("match_rule", "match_probability").unique().rows() == [("single", 1.0)]


def test_a_bare_name_of_two_people_is_neither(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "email": "ada.byte@acme.example", "organisation_name": "Acme", "city": "Leeds"},
        {"full_name": "Ada Byte", "email": "ada.byte@binary.example", "organisation_name": "Binary", "city": "York"},
        {"full_name": "Ada Byte"},
    ]
    assert len(set(_resolve_attendance(home, settings, rows))) == 3
    assert table(home, "identity_candidates").height >= 1


def test_a_name_and_an_employer_across_events_are_one_person(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": f"{given} {family}", "organisation_name": f"Ministry {number % 7}"}
        for number, (given, family) in enumerate(
            (g, f) for g in ("Ada", "Max", "Kim") for f in ("Byte", "Null", "Stack")
        )
    ]
    first = drop(home, "attendance", rows, "first.csv")
    second = drop(home, "attendance", rows[::-1], "second.csv", "2026-02-01T00:00:00")
    resolved(home, settings)
    assert people_of(home, first) == people_of(home, second)[::-1]
    assert len(set(people_of(home, first))) == 9


def test_a_first_name_alone_says_nothing_outside_its_file(home: Home, settings: Settings) -> None:
    first = drop(home, "attendance", [{"full_name": "Ada"}, {"full_name": "ada"}], "first.csv")
    second = drop(home, "attendance", [{"full_name": "Ada"}], "second.csv")
    resolved(home, settings)
    assert len(set(people_of(home, first))) == 1
    assert not set(people_of(home, first)) & set(people_of(home, second))


def test_the_first_landed_record_names_the_person(home: Home, settings: Settings) -> None:
    first = drop(home, "contact", [ADA], "first.csv", "2026-01-01T00:00:00")
    resolved(home, settings)
    before = people_of(home, first)
    drop(home, "contact", [{**ADA, "phone": "020 7946 0018"}], "second.csv", "2026-02-01T00:00:00")
    resolved(home, settings)
    assert people_of(home, first) == before


def test_an_id_of_a_tool_is_a_key_within_that_tool(home: Home, settings: Settings) -> None:
    rows = [
        {"tool": "meetup", "tool_person_id": "7", "full_name": "Ada Byte"},
        {"tool": "meetup", "tool_person_id": "7", "full_name": "Ada B"},
        {"tool": "hubspot", "tool_person_id": "7", "full_name": "Max Null"},
    ]
    found = _resolve_attendance(home, settings, rows)
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize("weak_count", range(4))
def test_more_records_of_a_person_do_not_split_the_person(home: Home, settings: Settings, weak_count: int) -> None:
    ada = {"full_name": "Ada Byte", "organisation_name": "Acme Works"}
    at_work = {**ada, "tool": "meetup", "tool_person_id": "7"}
    by_id_alone = [{**at_work, "city": city} for city in ("Leeds", "York", "Hull")[:weak_count]]
    drop(home, "contact", [{**ada, "email": "ada.byte@gmail.com"}], "contacts.csv")
    found = _resolve_attendance(home, settings, [{**at_work, "email": "a.byte@acme.org"}, *by_id_alone])
    assert set(found) == set(people_of(home, file_id("contacts.csv")))


def test_a_name_and_an_employer_tie_no_two_people_together(home: Home, settings: Settings) -> None:
    ada = {"full_name": "Ada Byte", "organisation_name": "Acme Works"}
    born = [{**ada, "street": "1 High Street", "born_on": "1961-02-03"},
            {**ada, "street": "9 Low Road", "born_on": "1994-11-28"}]  # fmt: skip
    drop(home, "contact", born, "contacts.csv")
    weak = _resolve_attendance(home, settings, [ada])
    assert len({*people_of(home, file_id("contacts.csv")), *weak}) == 3


def test_a_second_run_does_nothing_and_a_rebuild_gives_the_same_bytes(home: Home, settings: Settings) -> None:
    employed = {"full_name": "Max Null", "organisation_name": "Acme Ltd"}
    drop(home, "attendance", [ADA, employed, {"full_name": "Ada Byte"}], "a.csv")
    assert not resolved(home, settings).is_fresh
    first = hashes(home)
    assert resolved(home, settings).is_fresh
    for path in [*home.identity.iterdir(), *home.stamps.iterdir()]:
        path.unlink()
    assert not resolved(home, settings).is_fresh
    assert hashes(home) == first


def test_one_file_after_another_ends_where_both_at_once_do(tmp_path: Path, settings: Settings) -> None:
    whole, stepwise = Home.at(tmp_path / "whole"), Home.at(tmp_path / "steps")
    for home in (whole, stepwise):
        home.prepare()
        drop(home, "contact", [ADA, {"full_name": "Max Null"}], "a.csv", "2026-01-01T00:00:00")
        if home is stepwise:
            resolved(home, settings)
        drop(home, "contact", [{"full_name": "Max Null", "email": "max@example.org"}], "b.csv", "2026-02-01T00:00:00")
        resolved(home, settings)
    assert hashes(whole) == hashes(stepwise)


def test_a_home_without_records_has_every_table(home: Home, settings: Settings) -> None:
    drop(home, "contact", [], "empty.csv")
    resolved(home, settings)
    for name, contract in TABLES.items():
        assert contract.is_valid(table(home, name))


def test_every_record_and_side_is_linked(home: Home, settings: Settings) -> None:
    drop(home, "interaction", [{"from_full_name": "Ada Byte", "to_full_name": "Max Null"}], "connections.csv")
    drop(home, "outcome", [{"outcome_name": "A deal with nobody named"}], "deals.csv")
    drop(home, "organisation", [{"name": "Acme Ltd", "domain": "acme.example"}], "companies.csv")
    resolved(home, settings)
    links = table(home, "identity_links").select("record_kind", "side", pl.col("person_id").is_not_null().alias("who"))
    assert links.rows() == [
        ("interaction", "from", True), ("interaction", "to", True), ("organisation", "subject", False),
        ("outcome", "subject", False),
    ]  # fmt: skip


def test_an_outcome_finds_contact_and_company_by_the_ids_of_its_tool(home: Home, settings: Settings) -> None:
    contacts = drop(home, "contact", [{**ADA, "tool": "hubspot", "tool_person_id": "11"}], "contacts.csv")
    companies = [{"name": "Acme Ltd", "tool": "hubspot", "tool_organisation_id": "22"}]
    drop(home, "organisation", companies, "companies.csv")
    deal = {"outcome_name": "Deal", "tool": "hubspot", "tool_contact_ids": "99; 11", "tool_organisation_ids": "22"}
    deals = drop(home, "outcome", [deal], "deals.csv")
    resolved(home, settings)
    assert people_of(home, deals) == people_of(home, contacts)
    link = table(home, "identity_links").filter(pl.col("record_kind") == "outcome").row(0, named=True)
    acme = table(home, "organisations").filter(pl.col("organisation_name") == "Acme Ltd")["organisation_id"].item()
    assert (link["match_rule"], link["organisation_id"]) == ("exact_tool_id", acme)


def test_same_joins_whom_nothing_else_would(home: Home, settings: Settings) -> None:
    file = drop(home, "contact", [ADA, {"full_name": "Augusta King", "email": "king@binary.example"}], "a.csv")
    decide(home, "people", "same,email:ada.byte@example.org,email:king@binary.example,married")
    resolved(home, settings)
    assert len(set(people_of(home, file))) == 1
    assert set(table(home, "identity_links")["match_rule"]) == {"decision"}


def test_different_keeps_apart_what_reads_the_same_and_deleting_it_undoes_it(home: Home, settings: Settings) -> None:
    file = drop(home, "attendance", [ADA, ADA, ADA], "a.csv")
    resolved(home, settings)
    before = hashes(home)
    decide(home, "people", f"different,{file}/1/2,{file}/1/4,")
    resolved(home, settings)
    first, second, third = people_of(home, file)
    assert first != third
    assert second in (first, third)
    (home.decisions / "people.csv").unlink()
    resolved(home, settings)
    assert hashes(home) == before


def test_a_chain_is_cut_where_people_said_so(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "email": "ada.byte@example.org"},
        {"full_name": "Ada Byte", "email": "ada.byte@example.org", "profile_url": "https://linkedin.com/in/ada-byte"},
        {"full_name": "Ada Byte", "profile_url": "https://linkedin.com/in/ada-byte/"},
    ]
    file = drop(home, "contact", rows, "a.csv")
    decide(home, "people", f"different,{file}/1/2,{file}/1/4,")
    resolved(home, settings)
    first, second, third = people_of(home, file)
    assert first == second != third


def test_decisions_that_contradict_each_other_are_refused(home: Home, settings: Settings) -> None:
    file = drop(home, "contact", [ADA, {"full_name": "Max Null"}, {"full_name": "Kim Stack"}], "a.csv")
    a, b, c = (f"{file}/1/{row}" for row in (2, 3, 4))
    decide(home, "people", f"same,{a},{b},", f"same,{b},{c},", f"different,{a},{c},")
    with pytest.raises(DecisionError, match=r"people\.csv, line 4: keeps apart what lines 2, 3 join"):
        resolved(home, settings)


def test_one_profile_is_kept_apart_from_itself_by_nobody(home: Home, settings: Settings) -> None:
    drop(home, "contact", [{**ADA, "additional_emails": ["ada@home.example"]}], "a.csv")
    decide(home, "people", "different,email:ada.byte@example.org,email:ada@home.example,")
    with pytest.raises(DecisionError, match=r"line 2: keeps apart what reads as one and the same"):
        resolved(home, settings)


def test_exclusions_mark_people_and_say_why(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "email": "ada@mail.staff.example.org"},
        {"full_name": "Max Null", "email": "max@example.org"},
        {"full_name": "Note Taker"},
    ]
    file = drop(home, "contact", rows, "a.csv")
    decide(home, "exclusions", "domain:Staff.example.org,staff,", f"{file}/1/4,bot,")
    resolved(home, settings)
    reasons = dict(table(home, "people").select("full_name", "exclusion_reason").iter_rows())
    assert reasons == {"Ada Byte": "staff", "Max Null": None, "Note Taker": "bot"}


def test_who_says_no_to_introductions_is_marked_whatever_else_is_said(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "email": "ada@acme.example"},
        {"full_name": "Max Null", "email": "max@example.org"},
        {"full_name": "Kim Stack"},
    ]
    file = drop(home, "contact", rows, "a.csv")
    decide(home, "consents", "email:ada@acme.example,no", f"{file}/1/2,yes", "email:max@example.org,yes")
    resolved(home, settings)
    refusing = dict(table(home, "people").select("full_name", "refuses_introductions").iter_rows())
    assert refusing == {"Ada Byte": True, "Max Null": False, "Kim Stack": False}


def test_what_is_decided_of_a_second_address_is_decided_of_its_person(home: Home, settings: Settings) -> None:
    rows = [
        {
            "full_name": "Ada Byte",
            "email": "ada@example.org",
            "additional_emails": ["max@office.example", "a@home.example"],
        },
        {"full_name": "Max Null", "email": "max@office.example"},
        {"full_name": "Kim Stack", "email": "kim@example.org", "additional_emails": ["kim@mail.staff.example"]},
    ]
    drop(home, "contact", rows, "a.csv")
    decide(home, "consents", "email:a@home.example,no", "email:max@office.example,no")
    decide(home, "exclusions", "domain:staff.example,staff", "email:a@home.example,test")
    resolved(home, settings)
    people = table(home, "people").select("full_name", "refuses_introductions", "exclusion_reason").sort("full_name")
    assert people.rows() == [("Ada Byte", True, "test"), ("Kim Stack", False, "staff"), ("Max Null", True, None)]
    assert table(home, "stale_decisions").is_empty()


def test_an_address_is_its_owners_before_it_is_anybody_elses(home: Home, settings: Settings) -> None:
    rows = [
        {"full_name": "Ada Byte", "email": "ada@example.org", "additional_emails": ["max@example.org"]},
        {"full_name": "Max Null", "email": "max@example.org"},
    ]
    drop(home, "contact", rows, "a.csv")
    decide(home, "consents", "email:max@example.org,no")
    resolved(home, settings)
    refusing = dict(table(home, "people").select("full_name", "refuses_introductions").iter_rows())
    assert refusing == {"Ada Byte": False, "Max Null": True}


def test_files_that_do_not_count_name_nobody(home: Home, settings: Settings) -> None:
    drop(home, "contact", [ADA], "a.csv")
    files = pl.read_parquet(home.source_files)
    files.with_columns(is_counted=pl.lit(False)).write_parquet(home.source_files)
    assert resolved(home, settings).people == 0


def _resolve_attendance(home: Home, settings: Settings, rows: list[dict[str, Any]]) -> list[str | None]:
    file = drop(home, "attendance", rows, "a.csv")
    resolved(home, settings)
    return people_of(home, file)
