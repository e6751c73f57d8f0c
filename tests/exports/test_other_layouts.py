"""Membership, contacts and outcomes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exports.conftest import Read
from tests.exports.reading import SAMPLES, as_zip, read_path

APRICOT = (
    "User ID,First name,Last name,Email,Organization,Job title,Industry,Membership level,"
    "Membership status,Member since,Renewal due\n"
)


def test_wild_apricot_is_a_full_snapshot_of_the_day_in_its_name(read: Read) -> None:
    found = read(
        APRICOT + "1,Ada,Example,ada@example.org,Example Works,Engineer,Retail,Gold,Active,2024-02-01,2027-02-01\n"
        "2,Bo,Test,bo@example.org,,,,,,,\n"
        "3,Cy,Test,cy@example.org,,,,Gold,On hold,2024-02-01,2027-02-01\n",
        "wildapricot_contacts_2026-06-30.csv",
    )
    member, contact, held = found.records("membership")
    assert (member["status"], contact["status"], held["status"]) == ("active", "none", "unknown")
    assert (member["ends_on"], member["snapshot_on"]) == (date(2027, 2, 1), date(2026, 6, 30))
    assert (found.account.is_full_snapshot, found.account.snapshot_on) == (True, date(2026, 6, 30))
    assert found.account.parts[0].unknown_values == {"membership status": {"On hold": 1}}


def test_a_list_of_no_day_adds_members_and_ends_nobodys_term(read: Read) -> None:
    found = read(APRICOT + "1,Ada,Example,ada@example.org,,,,Gold,Active,2024-02-01,2027-02-01\n", "contacts.csv")
    member = found.only("membership")
    assert (member["status"], member["is_full_snapshot"], member["snapshot_on"]) == ("active", False, None)
    assert found.account.is_full_snapshot is False


def test_two_date_formats_in_one_column_are_both_read(read: Read) -> None:
    found = read(
        APRICOT + "1,Ada,Example,a@example.org,,,,Gold,Active,13/02/2024,2027-02-01\n"
        "2,Bo,Test,b@example.org,,,,Gold,Active,01/03/2024,1 Feb 2027\n",
        "wildapricot_contacts_2026-06-30.csv",
        settings={"locale": {"date_order": "mdy"}},
    )
    assert [record["joined_on"] for record in found.records("membership")] == [date(2024, 2, 13), date(2024, 3, 1)]
    assert [record["ends_on"] for record in found.records("membership")] == [date(2027, 2, 1)] * 2


def test_memberful_has_a_row_per_member_and_plan() -> None:
    found = read_path(SAMPLES / "memberful" / "members.csv")
    assert [(one["level"], one["status"]) for one in found.records("membership")] == [
        ("Yearly", "active"), ("Monthly", "lapsed"),
    ]  # fmt: skip


def test_a_member_created_is_no_start_of_the_term_that_runs() -> None:
    for member in read_path(SAMPLES / "memberful" / "members.csv").records("membership"):
        assert (member["joined_on"], member["starts_on"]) == (date(2024, 1, 15), None)


def test_a_term_that_ends_before_it_starts_is_held(read: Read) -> None:
    found = read(
        "display_name,email,membership_type,join_date,membership_status,membership_start_date,membership_end_date\n"
        "Ada Example,ada@example.org,Yearly,2026-01-15,Current,2026-01-15,2025-01-15\n",
        "memberships.csv",
    )
    assert found.reasons == {"term_ends_before_it_starts": 1}


def linkedin_archive(**others: bytes) -> bytes:
    members = {
        name: (SAMPLES / "linkedin" / "archive_synthetic" / name).read_bytes()
        for name in ("Connections.csv", "Profile.csv")
    }
    members["Email Addresses.csv"] = (SAMPLES / "linkedin" / "archive_synthetic" / "Email Addresses.csv").read_bytes()
    return as_zip(members | others)


def test_a_linkedin_archive_ties_its_owner_to_each_connection(read: Read) -> None:
    found = read(linkedin_archive(), "Basic_LinkedInDataExport.zip")
    assert len(found.records("contact")) == len(found.records("interaction")) == 396
    tie = found.records("interaction")[0]
    assert (tie["from_email"], tie["from_full_name"]) == ("ada.example@example.com", "Ada Byron-Lovelace")
    assert (tie["to_full_name"], tie["occurred_on"]) == ("Charles Babbage", date(1833, 6, 5))
    assert [part.part_name for part in found.account.parts] == ["Connections.csv", "Email Addresses.csv", "Profile.csv"]
    assert found.reconciles()


def test_a_linkedin_profiles_industry_is_that_of_posts_still_held(read: Read) -> None:
    profile = b"First Name,Last Name,Headline,Industry\nAda,Byte,Engineer,Software Development\n"
    posts = (
        b"Company Name,Title,Description,Location,Started On,Finished On\n"
        b"Cobalt Works,Engineer,,,Mar 2024,\nStarling Infirmary,Nurse,,,Jan 2018,Feb 2024\n"
    )
    found = read(as_zip({"Profile.csv": profile, "Positions.csv": posts}), "Basic_LinkedInDataExport.zip")
    told = {record["organisation_name"]: record["industry_raw"] for record in found.records("contact")}
    assert told == {"Cobalt Works": "Software Development", "Starling Infirmary": None}


def test_a_post_holds_to_the_end_of_its_last_month(read: Read) -> None:
    posts = (
        b"Company Name,Title,Description,Location,Started On,Finished On\n"
        b"Cobalt Works,Engineer,,,Jan 2020,Mar 2022\n"
        b"Starling Infirmary,Nurse,,,Mar 2022,Mar 2022\n"
        b"Fern Software,Clerk,,,Apr 2022,\n"
    )
    profile = b"First Name,Last Name,Headline,Industry\nAda,Byte,Engineer,\n"
    found = read(as_zip({"Profile.csv": profile, "Positions.csv": posts}), "Basic_LinkedInDataExport.zip")
    stays = [(record["employed_from_on"], record["employed_until_on"]) for record in found.records("contact")]
    assert stays == [
        (date(2020, 1, 1), date(2022, 4, 1)), (date(2022, 3, 1), date(2022, 4, 1)), (date(2022, 4, 1), None),
    ]  # fmt: skip


def test_other_members_of_a_linkedin_archive_are_not_read(read: Read) -> None:
    private = b"FROM,TO,CONTENT\nAda,Bo,private words\n"
    found = read(linkedin_archive(**{"messages.csv": private}), "Basic_LinkedInDataExport.zip")
    passed_over = found.account.parts[3]
    assert (passed_over.part_name, passed_over.rows_in) == ("messages.csv", 0)
    assert "passes over" in passed_over.layout_reason
    assert found.quarantine.is_empty()


def test_connections_alone_are_contacts_without_an_owner() -> None:
    found = read_path(SAMPLES / "linkedin" / "archive_synthetic" / "Connections.csv")
    assert len(found.records("contact")) == 396
    assert found.records("interaction") == []
    assert found.account.parts[0].header_row == 4
    assert found.kinds["contact"]["row_number"][0] == 5


@pytest.mark.parametrize("preamble", ["", "Notes:\n", 'Notes:\r\n"a, long\r\nnote"\r\n\r\n', "\ufeff"])
@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
            "Ada,Example,u,,Works,Boss,05 Sep 2026",
        ),
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "Ada,Example,,Works,Boss,7-Feb-22"),
        ("First Name,Last Name,Email Address,Current Company,Current Position", "Ada,Example,,Works,Boss"),
    ],
)
def test_every_generation_of_connections_below_any_preamble(read: Read, preamble: str, header: str, row: str) -> None:
    contact = read(f"{preamble}{header}\n{row}\n", "Connections.csv").only("contact")
    assert (contact["full_name"], contact["organisation_name"], contact["job_title"]) == (
        "Ada Example", "Works", "Boss",
    )  # fmt: skip


def test_google_contacts_of_2024_hold_several_values_in_a_cell(read: Read) -> None:
    found = read(
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value\n"
        "Ada,,Example,Example Works,Engineer,* myContacts,* Home,ada@example.org ::: a2@example.org,A3@example.org,"
        "+44 7700 900123 ::: 1\n",
        "contacts.csv",
    )
    contact = found.only("contact")
    assert contact["email"] == "ada@example.org"
    assert contact["additional_emails"] == ["ada@example.org", "a2@example.org", "a3@example.org"]
    assert contact["phone"] == "+44 7700 900123"
    assert contact["seen_on"] == date(2026, 7, 1)


def test_legacy_google_contacts_are_known_too() -> None:
    contact = read_path(SAMPLES / "google_contacts" / "contacts_legacy.csv").only("contact")
    assert (contact["full_name"], contact["organisation_name"], contact["job_title"]) == (
        "Work First", "Rivera Roofing", "Owner",
    )  # fmt: skip


@pytest.mark.parametrize("sample", sorted((SAMPLES / "vcard").glob("*.vcf")), ids=lambda path: path.stem)
def test_every_vcard_dialect_gives_its_cards(sample) -> None:
    found = read_path(sample)
    cards = sample.read_bytes().upper().count(b"BEGIN:VCARD")
    assert found.account.total("rows_in") == cards
    assert found.account.total("rows_loaded") == cards
    assert all("@" in (one["email"] or "@") for one in found.records("contact"))


def test_a_group_card_is_no_person(read: Read) -> None:
    found = read("BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:The team\nEND:VCARD\n", "team.vcf")
    assert found.reasons == {"not_a_person": 1}


def test_quoted_printable_over_several_lines_is_joined(read: Read) -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=89xample;Zo=C3=AB;;;\r\n"
        "EMAIL;PREF:zoe@example.org\r\nEND:VCARD\r\n"
    )
    contact = read(card, "one.vcf").only("contact")
    assert (contact["family_name"], contact["given_name"]) == ("Éxample", "Zoë")


def test_hubspot_contacts_companies_and_deals(read: Read) -> None:
    contact = read(
        "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated Company,Country/Region\n"
        "70,Ada,Example,ada@example.org,,Open,2026-01-01 10:00,Example Works,United Kingdom\n",
        "contacts.csv",
    ).only("contact")
    assert (contact["tool_person_id"], contact["organisation_name"]) == ("70", "Example Works")
    company = read(
        "Record ID,Company name,Website URL,Company owner,Create Date,Industry\n"
        "90,Example Works,https://www.Works.example/about,Bo Test,2026-01-01 10:00,Retail\n",
        "companies.csv",
    ).only("organisation")
    assert (company["domain"], company["industry_raw"]) == ("works.example", "Retail")
    won, lost = read_path(SAMPLES / "hubspot" / "deals_stage_history_headers.csv").records("outcome")
    assert (won["stage"], won["value"], won["currency"], won["occurred_on"]) == (
        "won", 45000.0, "USD", date(2025, 12, 1),
    )  # fmt: skip
    assert (lost["stage"], lost["value"], lost["currency"], lost["occurred_on"]) == ("lost", 45000.0, "GBP", None)


def test_the_day_of_winning_is_that_of_its_stage_where_no_close_date_stands(read: Read) -> None:
    header = "Record ID,Deal Name,Deal Stage,Amount,Associated Contact IDs,Date entered current stage\n"
    rows = "1,A,closedwon,£100,70;71,2026-03-04 10:00\n2,B,contractsent,50,,2026-03-05 10:00\n"
    won, open_ = read(header + rows, "deals.csv").records("outcome")
    assert (won["occurred_on"], won["currency"], won["tool_contact_ids"]) == (date(2026, 3, 4), "GBP", "70;71")
    assert (open_["stage"], open_["occurred_on"]) == ("opportunity", None)


def test_a_sheet_of_introductions_tells_asking_from_introducing(read: Read) -> None:
    found = read(
        "Step,Step date,Person,Person e-mail,Introduced to,Introduced to e-mail\n"
        "Requested,2026-05-02,Ada Example,ada@example.org,Bo Test,bo@example.org\n"
        "introduced,2026-05-04,Ada Example,ada@example.org,Bo Test,bo@example.org\n"
        "Met,2026-05-20,Ada Example,ada@example.org,Bo Test,bo@example.org\n"
        "Postponed,2026-05-20,Ada Example,ada@example.org,Bo Test,bo@example.org\n",
        "introductions.csv",
    )
    assert [record["interaction_kind"] for record in found.records("interaction")] == [
        "introduction_request", "introduction", "meeting",
    ]  # fmt: skip
    assert sum(found.reasons.values()) == 1
