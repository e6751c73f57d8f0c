"""Tables within a file: where they begin, where they end, and rows that have no place in them."""

from __future__ import annotations

from tests.exports.conftest import Read

HEADER = "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date"
ADA = "Ada Example,ada@example.org,1,Yearly,Yes,2026-01-15,2027-01-15"
BO = "Bo Test,bo@example.org,2,Yearly,Yes,2026-01-15,2027-01-15"


def members(*lines: str) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def test_exact_repeats_are_duplicates_and_the_first_stays(read: Read) -> None:
    found = read(members(ADA, BO, ADA, ADA.upper(), ADA), "m.csv")
    assert found.account.total("rows_duplicate") == 2
    assert found.kinds["membership"]["row_number"].to_list() == [2, 3, 5]
    assert found.reconciles()


def test_a_row_longer_than_its_header_is_held_with_all_its_cells(read: Read) -> None:
    found = read(members(ADA, BO + ",and,more", ADA.replace("Ada", "Al") + ",,"), "m.csv")
    assert found.reasons == {"too_many_cells": 1}
    assert found.quarantine["row_number"].to_list() == [3]
    assert '"(beyond the header)":["and","more"]' in found.quarantine["raw"][0]
    assert found.account.total("rows_loaded") == 2


def test_a_short_row_is_padded(read: Read) -> None:
    assert read(members("Ada Example,ada@example.org,1,Yearly"), "m.csv").only("membership")["ends_on"] is None


def test_blank_rows_and_footers_are_skipped_and_counted(read: Read) -> None:
    found = read(members(ADA, "", ",,,,,,", BO, "Total: 2", "", "Copyright (c) 2026"), "m.csv")
    assert found.account.total("rows_in") == 2
    assert found.account.parts[0].rows_skipped == 1 + 3 + 2
    assert found.kinds["membership"]["row_number"].to_list() == [2, 5]


def test_a_quote_that_never_closes_holds_its_own_row_only(read: Read) -> None:
    found = read(members(ADA, 'Cy "C" Test,"cy@example.org,3,Yearly,Yes,,', BO), "m.csv")
    assert found.reasons == {"unclosed_quote": 1}
    assert found.kinds["membership"]["row_number"].to_list() == [2, 4]
    assert found.reconciles()


def test_a_repeated_header_begins_another_part(read: Read) -> None:
    found = read(members(ADA) + members(BO), "m.csv")
    assert [(part.header_row, part.rows_in) for part in found.account.parts] == [(1, 1), (3, 1)]
    assert found.kinds["membership"].select("part", "row_number").rows() == [(1, 2), (2, 4)]


def test_two_meetings_in_one_file_keep_their_own_names(read: Read) -> None:
    meeting = (
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n"
        "1,{topic},2026-03-2{day} 09:00:00,2026-03-2{day} 10:00:00,,60,1,\n\n"
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        "Ada Example,,2026-03-2{day} 09:00:00,2026-03-2{day} 10:00:00,60\n\n"
    )
    found = read(meeting.format(topic="One", day=0) + meeting.format(topic="Two", day=1), "both.csv")
    assert [record["event_name"] for record in found.records("attendance")] == ["One", "Two"]
    assert [str(record["event_on"]) for record in found.records("attendance")] == ["2026-03-20", "2026-03-21"]


def test_a_section_known_by_title_with_unknown_headings_is_held(read: Read) -> None:
    report = (
        "1. Summary\nMeeting title\tOpen evening\nStart time\t7/22/26, 7:00:11 PM\n\n"
        "2. Participants\nNombre\tUnión\nAda Example\t7/22/26, 7:00:11 PM\n"
    )
    found = read(report.encode("utf-16"), "report.csv")
    assert found.reasons == {"unknown_layout": 1}
    assert found.account.parts[1].part_name == "2. Participants"
    assert found.reconciles()


def test_a_header_may_be_below_many_lines_of_preamble(read: Read) -> None:
    text = "\n".join(f"Instruction {number}" for number in range(1, 41)) + "\n\n" + members(ADA)
    found = read(text, "m.csv")
    assert found.account.parts[0].header_row == 42
    assert found.kinds["membership"]["row_number"].to_list() == [43]


def test_a_separator_line_is_believed(read: Read) -> None:
    text = "sep=;\n" + members(ADA, BO).replace(",", ";")
    assert read(text, "m.csv").account.total("rows_loaded") == 2


def test_cells_that_are_no_date_hold_their_row_and_name_the_field(read: Read) -> None:
    found = read(members(ADA.replace("2027-01-15", "soon")), "m.csv")
    assert found.reasons == {"ends_on_unreadable": 1}
    assert found.quarantine["record_kind"].to_list() == ["membership"]


def test_the_order_of_day_and_month_is_the_columns_never_the_rows(read: Read) -> None:
    rows = [
        ADA.replace("2026-01-15", day).replace("Ada", f"Ada{at}") for at, day in enumerate(["03/04/2026", "25/12/2025"])
    ]
    found = read(members(*rows), "m.csv", settings={"locale": {"date_order": "mdy"}})
    assert [str(record["joined_on"]) for record in found.records("membership")] == ["2026-04-03", "2025-12-25"]
    assert found.account.parts[0].ambiguous_date_count == 0


def test_an_open_order_is_the_settings_and_counted(read: Read) -> None:
    text = members(ADA.replace("2026-01-15", "03/04/2026"))
    by_day, by_month = (read(text, "m.csv", settings={"locale": {"date_order": order}}) for order in ("dmy", "mdy"))
    assert str(by_day.only("membership")["joined_on"]) == "2026-04-03"
    assert str(by_month.only("membership")["joined_on"]) == "2026-03-04"
    # The column feeds two fields, but is one column.
    assert by_day.account.parts[0].ambiguous_date_count == 1


def test_columns_of_one_name_are_told_apart_by_place(read: Read) -> None:
    found = read(members(ADA).replace("Active,", "Email,").replace("Yes", "other@example.org"), "m.csv")
    assert found.only("membership")["email"] == "ada@example.org"
