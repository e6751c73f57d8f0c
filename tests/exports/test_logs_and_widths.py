"""Tables that lack their header, have rows wider than it, or tell of a person in several rows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exports.conftest import Read

NAME = "Town hall - meetingAttendanceList.csv"
ROWS = [
    "Ada Example\tJoined before\t5/20/2021, 6:00:10 PM",
    "Bo Test\tJoined\t5/20/2021, 6:01:00 PM",
    "Ada Example\tLeft\t5/20/2021, 6:20:00 PM",
    "Ada Example\tJoined\t5/20/2021, 6:30:00 PM",
    "Bo Test\tJoined\t5/20/2021, 6:40:00 PM",
    "Ada Example\tLeft\t5/20/2021, 7:00:00 PM",
]


@pytest.mark.parametrize("header", [[], ["Full Name\tUser Action\tTimestamp"]])
def test_a_log_of_joining_and_leaving_gives_stays(read: Read, header: list[str]) -> None:
    found = read("\n".join([*header, *ROWS]).encode("utf-16"), NAME)
    assert found.reconciles()
    times = [
        (one["full_name"], *(moment and f"{moment:%H:%M}" for moment in (one["joined_at"], one["left_at"])))
        for one in found.records("attendance")
    ]
    assert times == [
        ("Ada Example", "17:00", "17:20"), ("Bo Test", "17:01", None), ("Ada Example", None, "17:20"),
        ("Ada Example", "17:30", "18:00"), ("Bo Test", "17:40", None), ("Ada Example", None, "18:00"),
    ]  # fmt: skip


def test_a_time_in_a_cell_of_its_own_is_not_read_as_midnight(read: Read) -> None:
    lines = ["Full Name,User Action,Timestamp,", "Ada Example,Joined,5/20/2021,6:00:10 PM",
             "Ada Example,Left,5/20/2021,6:20:00 PM"]  # fmt: skip
    joined, left = read("\n".join(lines), NAME).records("attendance")
    assert (f"{joined['joined_at']:%H:%M}", joined["left_at"]) == ("17:00", None)
    assert (left["joined_at"], f"{left['left_at']:%H:%M}") == (None, "17:20")


def test_rows_numbered_without_a_header_begin_at_one(read: Read) -> None:
    found = read("\n".join(ROWS), NAME)
    assert found.kinds["attendance"]["row_number"].to_list() == [1, 2, 3, 4, 5, 6]
    assert found.account.total("rows_in") == 6


def test_date_and_time_in_columns_of_their_own_under_headings_for_both(read: Read) -> None:
    header = "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"
    row = "Ada Example\t5/20/26\t6:00:10 PM\t5/20/26\t7:00:00 PM\t59m 50s\tada@example.org\tada@example.org\tOrganizer"
    events = [{"file_name": "report.csv", "event_name": "Town hall", "event_on": date(2026, 5, 20)}]
    found = read(f"2. Participants\n{header}\n{row}\n", "report.csv", events=events)
    record = found.only("attendance")
    assert (record["email"], record["role"], record["minutes"]) == ("ada@example.org", "organiser", 59 + 50 / 60)
    assert f"{record['joined_at']:%H:%M:%S}" == "17:00:10"


def test_one_row_that_is_too_wide_is_still_held(read: Read) -> None:
    header = "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"
    good = "Bo Test\t5/20/26, 6:00:10 PM\t5/20/26, 7:00:00 PM\t59m\tbo@example.org\t\tAttendee\n"
    wide = "Ada Example\t5/20/26\t6:00:10 PM\t5/20/26\t7:00:00 PM\t59m 50s\tada@example.org\t\tOrganizer\n"
    found = read(f"2. Participants\n{header}\n{good * 1}{wide}", "Town hall - attendance report.csv")
    assert found.reasons == {"too_many_cells": 1}
