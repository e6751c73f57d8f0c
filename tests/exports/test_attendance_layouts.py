"""Attendance exports: what came of a registration, on which day, by whose clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.exports.conftest import Read
from tests.exports.reading import SAMPLES, read_path
from tests.exports.workbooks import as_xlsx

at = datetime.fromisoformat

LUMA = "guest_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,ticket_name"


def luma(*rows: str, questions: str = "") -> str:
    return "\n".join([LUMA + questions, *rows]) + "\n"


def test_approved_is_not_attended_and_a_check_in_is(read: Read) -> None:
    found = read(
        luma(
            "g1,Ada Example,Ada,Example,ADA@example.org,,2026-05-01T08:00:00.000Z,approved,2026-05-20T17:30:00Z,Full",
            "g2,Bo Test,Bo,Test,bo@example.org,,2026-05-01T08:00:00Z,approved,,Standard",
            "g3,Cy Test,Cy,Test,cy@example.org,,2026-05-01T08:00:00Z,declined,,",
            "g4,Di Test,Di,Test,di@example.org,,2026-05-01T08:00:00Z,invited,,Speaker",
        ),
        "Open evening - Guests - 2026-05-21-09-00-00.csv",
    )
    assert [record["status"] for record in found.records("attendance")] == [
        "attended", "registered", "cancelled", "invited",
    ]  # fmt: skip
    assert [record["status_raw"] for record in found.records("attendance")][:2] == ["approved", "approved"]
    assert found.records("attendance")[0]["email"] == "ada@example.org"
    assert found.records("attendance")[0]["event_name"] == "Open evening"
    assert found.records("attendance")[3]["role"] == "speaker"


def test_the_day_of_a_luma_event_is_that_of_its_first_check_in_in_the_homes_zone(read: Read) -> None:
    row = "g1,Ada Example,,,ada@example.org,,2026-05-01T08:00:00Z,approved,2026-05-20T23:30:00Z,Standard"
    found = read(luma(row), "Late - Guests - 2026-06-01-09-00-00.csv")
    assert found.only("attendance")["event_on"] == date(2026, 5, 21)
    assert found.only("attendance")["is_timezone_assumed"] is True
    assert found.account.event_day_from == "earliest"


def test_what_people_said_of_an_event_wins_over_the_file(read: Read) -> None:
    name = "Late - Guests - 2026-06-01-09-00-00.csv"
    said = {
        "file_name": name, "event_name": "Late supper", "event_on": date(2026, 5, 19),
        "starts_at": at("2026-05-19 18:00"),
        "timezone": "America/New_York", "topic": "retail", "format": "in_person",
    }  # fmt: skip
    row = "g1,Ada Example,,,ada@example.org,,2026-05-01T08:00:00Z,approved,2026-05-20T23:30:00Z,Standard"
    record = read(luma(row), name, events=[said]).only("attendance")
    assert (record["event_name"], record["event_on"]) == ("Late supper", date(2026, 5, 19))
    assert record["event_starts_at"] == at("2026-05-19 18:00")
    assert (record["event_timezone"], record["is_timezone_assumed"]) == ("America/New_York", False)
    assert (record["event_topic"], record["is_online"]) == ("retail", False)


def test_an_event_without_any_day_waits_in_quarantine(read: Read) -> None:
    row = "g1,Ada Example,,,ada@example.org,,2026-05-01T08:00:00Z,approved,,Standard"
    found = read(luma(row), "Quiet - Guests - 2026-06-01-09-00-00.csv")
    assert found.reasons == {"event_date_missing": 1}


def test_organisers_questions_about_work_are_understood(read: Read) -> None:
    row = "g1,Ada Example,,,ada@example.org,,2026-05-01T08:00:00Z,approved,2026-05-20T17:30:00Z,Standard"
    found = read(
        luma(row + ',"Beta, Inc.",Engineer,Retail,Acme', questions=",What's your company?,Job title,Industry,Sponsor"),
        "Open - Guests - 2026-05-21-09-00-00.csv",
    )
    record = found.only("attendance")
    assert (record["organisation_name"], record["job_title"], record["industry_raw"]) == (
        "Beta, Inc.", "Engineer", "Retail",
    )  # fmt: skip


def test_the_2023_generation_of_luma_is_the_same_layout() -> None:
    found = read_path(SAMPLES / "luma" / "guests_2023_api_id.csv", "Mixer - Guests - 2026-05-20-09-00-00.csv")
    statuses = {record["ticket_id"]: record["status"] for record in found.records("attendance")}
    assert statuses == {"gst-Qlwi4e4mqdtWDvN": "cancelled", "g-2": "attended", "g-3": "attended"}
    assert found.account.encoding == "utf-8-sig"


def test_an_unknown_status_is_counted_and_never_taken_for_no(read: Read) -> None:
    rows = [
        f"g{at},Ada Example,,,a{at}@example.org,,2026-05-01T08:00:00Z,{status},,Standard"
        for at, status in enumerate(["perhaps", "perhaps", "approved"])
    ]
    found = read(
        luma(*rows),
        "Open - Guests - x.csv",
        events=[{"file_name": "Open - Guests - x.csv", "event_on": date(2026, 1, 1)}],
    )
    assert [record["status"] for record in found.records("attendance")] == ["unknown", "unknown", "registered"]
    assert found.account.parts[0].unknown_values == {"approval_status": {"perhaps": 2}}


def test_an_eventbrite_list_names_its_event_and_zone() -> None:
    found = read_path(SAMPLES / "eventbrite" / "attendee_list_2025_en.csv")
    first, second = found.records("attendance")
    assert first["event_starts_at"] == at("2025-01-02 02:00")
    assert (first["event_on"], first["event_timezone"]) == (date(2025, 1, 1), "America/Los_Angeles")
    assert (first["is_timezone_assumed"], first["captures_check_in"], first["status"]) == (False, False, "registered")
    assert second["phone"] == "+1 555 0100"


def test_attending_in_a_classic_eventbrite_report_is_a_registration() -> None:
    path = SAMPLES / "eventbrite" / "attendee_report_classic_eb2ez.csv"
    found = read_path(path, "Open evening 2024-12-03.csv")
    assert {record["status"] for record in found.records("attendance")} == {"registered"}
    assert found.records("attendance")[0]["registered_at"] == at("2024-11-29 22:28")
    assert found.records("attendance")[0]["job_title"] == "JobTitle1"


def test_an_eventbrite_summary_with_check_in_captures_it(read: Read) -> None:
    found = read(
        "Date Created,Order ID,Purchaser User ID,Attendee ID,Attendee First Name,Attendee Last Name,Status,"
        "Ticket Class,Is Guest,Checked in,Checked in Date\n"
        "2024-03-01 10:00,1,2,3,Ada,Example,Attending,General,No,Yes,2024-03-15 09:05\n"
        "2024-03-01 10:00,2,3,4,Bo,Test,Attending,General,No,No,\n",
        "Open evening 2024-03-15.csv",
    )
    assert [record["status"] for record in found.records("attendance")] == ["attended", "registered"]
    assert all(record["captures_check_in"] for record in found.records("attendance"))


def test_a_pretix_list_is_a_workbook_whose_check_ins_are_times(read: Read) -> None:
    rows = [
        ["Order code", "Attendee name", "Product", "Price", "Checked in", "E-mail", "Company"],
        ["A1", "Ada Example", "Ticket", "10.00", 46148.75, "ada@example.org", "Example Works"],
        ["A2", "Bo Test", "Ticket", "10.00", None, "bo@example.org", None],
    ]
    found = read(as_xlsx({"Check-in list": rows, "Notes": []}), "Open evening_checkinlist_2026-05-06.xlsx")
    ada, bo = found.records("attendance")
    assert (ada["status"], bo["status"]) == ("attended", "registered")
    assert ada["checked_in_at"] == at("2026-05-06 17:00")
    assert (ada["event_name"], ada["event_on"]) == ("Open evening", date(2026, 5, 6))
    assert (found.account.container, len(found.account.parts)) == ("xlsx", 2)


def test_zoom_stays_are_each_a_record_with_the_meetings_name() -> None:
    found = read_path(SAMPLES / "zoom" / "meeting_participants_with_meeting_info.csv")
    assert [part.rows_in for part in found.account.parts] == [0, 4]
    stays = [record for record in found.records("attendance") if record["full_name"] == "Ana Maria Lopez"]
    assert [stay["minutes"] for stay in stays] == [30.0, 18.0]
    assert {record["event_name"] for record in found.records("attendance")} == {"BIO 101 Evening"}
    assert found.kinds["attendance"]["row_number"].to_list() == [5, 6, 7, 8]
    assert found.records("attendance")[1]["full_name"] == "Brian Smith"


def test_zoom_participants_alone_take_the_event_from_the_files_name() -> None:
    path = SAMPLES / "zoom" / "meeting_participants_2024_lowercase.csv"
    found = read_path(path, "Open evening 2026-10-06.csv")
    assert [record["event_on"] for record in found.records("attendance")] == [date(2026, 10, 6)] * 2
    # 10/06 leaves the order open: the tool's own is taken, and both times of both rows are counted.
    assert found.records("attendance")[0]["joined_at"] == at("2026-10-06 17:01:12")
    assert found.account.parts[0].ambiguous_date_count == 4


@pytest.mark.parametrize(
    ("sample", "encoding", "joined"),
    [
        ("attendance_report_en_utf16le.csv", "utf-16-le", at("2026-07-22 18:02:11")),
        ("attendance_report_en_gb_utf16be.csv", "utf-16-be", at("2022-11-15 09:30:47")),
    ],
)
def test_teams_reports_are_utf_16_in_sections_by_their_users_locale(
    sample: str, encoding: str, joined: datetime
) -> None:
    found = read_path(SAMPLES / "teams" / sample)
    assert found.account.encoding == encoding
    assert [part.part_name for part in found.account.parts][:2] == ["1. Summary", "2. Participants"]
    assert [part.rows_loaded for part in found.account.parts] == [0, 3, 0]
    assert found.records("attendance")[0]["joined_at"] == joined
    assert {record["role"] for record in found.records("attendance")} <= {"organiser", "speaker", "attendee"}


def test_teams_names_lose_their_decorations() -> None:
    found = read_path(SAMPLES / "teams" / "attendance_report_en_utf16le.csv")
    assert [record["full_name"] for record in found.records("attendance")] == ["Asha Example", "Jane Doe", "Hari Host"]


def test_meetup_is_text_named_xls_and_knows_people_by_profile() -> None:
    found = read_path(SAMPLES / "meetup" / "event_attendees.xls", "Open evening 2020-01-08.xls")
    came, host = found.records("attendance")
    assert (came["status"], came["tool_person_id"], came["email"]) == ("attended", "10000001", None)
    assert (host["status"], host["role"], host["companion_count"]) == ("registered", "organiser", 1)
    assert host["registered_at"] == at("2020-01-06 09:00")
