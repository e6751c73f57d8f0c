"""The twenty quirks of real exports: what a plain reader makes of each, and what kith does."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.exports.conftest import Read
from tests.exports.listing import EXAMPLES
from tests.exports.reading import SAMPLES, read_path
from tests.exports.workbooks import as_xlsx

LUMA = "guest_id,name,email,approval_status,checked_in_at"
NAME = "Mixer - Guests - 2026-05-21.csv"
WEBINAR = EXAMPLES / "zoom_webinar" / "attendee_81234567890_2026_05_21.csv"
CAME = "2026-05-20T17:30:00Z"
BO = f"g2,Bo Test,bo@example.org,approved,{CAME}"
ADA = f"g1,Ada Example,ada@example.org,approved,{CAME}"


def plainly(content: bytes) -> list[dict[str, str]]:
    """What the csv module makes of the bytes, as most scripts use it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8", errors="ignore"))))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_1_utf_16_under_the_name_of_a_csv(read: Read, encoding: str) -> None:
    content = f"{LUMA}\n{ADA}\n".encode(encoding)
    assert "name" not in plainly(content)[0]
    assert read(content, NAME).only("attendance")["full_name"] == "Ada Example"


def test_2_a_mark_glued_to_the_first_heading_and_another_within(read: Read) -> None:
    content = f"\ufeff{LUMA}\n{ADA}\n\ufeff{LUMA}\n{BO}\n".encode()
    assert "guest_id" not in plainly(content)[0]
    assert len(plainly(content)) == 3
    assert [one["full_name"] for one in read(content, NAME).records("attendance")] == ["Ada Example", "Bo Test"]


@pytest.mark.parametrize(
    ("sample", "encoding"),
    [("outlook/contacts_classic_cp1252.csv", "cp1252"), ("business_cards/eight_export_ja_shift_jis.csv", "cp932")],
)
def test_3_a_code_page_is_guessed_and_the_guess_is_told(sample: str, encoding: str) -> None:
    content = (SAMPLES / sample).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    found = read_path(SAMPLES / sample)
    assert found.account.encoding == encoding
    assert set(str(found.only("contact")["full_name"]).split()) <= set(
        content.decode(encoding).replace(",", " ").split()
    )


def test_3_letters_that_were_encoded_twice_are_read_as_they_were_meant(read: Read) -> None:
    content = f"{LUMA}\ng1,Zoë Müller,zoe@example.org,approved,{CAME}\n".encode().decode("cp1252").encode()
    assert plainly(content)[0]["name"] == "ZoÃ« MÃ¼ller"
    found = read(content, NAME)
    assert found.only("attendance")["full_name"] == "Zoë Müller"
    assert found.account.encoding == "utf-8 twice"


def test_3_a_mark_alone_is_not_letters(read: Read) -> None:
    assert read(f"\ufeff{LUMA}\n{ADA}\n", NAME).account.encoding == "utf-8-sig"


@pytest.mark.parametrize("name", ["Zoë Müller", "Ã Example", "Â Test", "Ada 🎉"])
def test_3_letters_that_were_not_stay_as_they_are(read: Read, name: str) -> None:
    found = read(f"{LUMA}\ng1,{name},zoe@example.org,approved,{CAME}\n", NAME)
    assert found.only("attendance")["full_name"] == name
    assert found.account.encoding == "utf-8"


@pytest.mark.parametrize("length", [0, 1, 3, 25])
def test_4_a_preamble_of_any_length(read: Read, length: int) -> None:
    content = ("Notes: instructions\n" * length + f"{LUMA}\n{ADA}\n").encode()
    assert (plainly(content)[0].get("name") is None) == bool(length)
    found = read(content, NAME)
    assert found.only("attendance")["full_name"] == "Ada Example"
    assert found.account.parts[0].header_row == length + 1


def test_5_several_tables_in_one_file() -> None:
    assert len({tuple(row) for row in plainly(WEBINAR.read_bytes())}) == 1  # all under the headings of the first
    roles = [one["role"] for one in read_path(WEBINAR).records("attendance")]
    assert roles == ["organiser", "speaker", *["attendee"] * 5]


def test_6_a_header_that_comes_again(read: Read) -> None:
    content = f"{LUMA}\n{ADA}\n{LUMA}\n{BO}\n".encode()
    assert plainly(content)[1]["name"] == "name"
    assert [one["full_name"] for one in read(content, NAME).records("attendance")] == ["Ada Example", "Bo Test"]


@pytest.mark.parametrize("footer", ["Grand Totals (1 records)", "TOTALI,,,,1", "Total: 1", "合計"])
def test_7_rows_that_only_sum_up(read: Read, footer: str) -> None:
    content = f"{LUMA}\n{ADA}\n{footer}\n".encode()
    assert len(plainly(content)) == 2
    found = read(content, NAME)
    assert (found.account.total("rows_in"), found.account.parts[0].notices) == (1, {})


def test_7_a_footer_that_counts_otherwise_is_noted(read: Read) -> None:
    found = read(f"{LUMA}\n{ADA}\nGrand Totals (7 records)\n", NAME)
    assert found.account.parts[0].notices == {"footer_count_differs": 1}


def test_8_an_extension_that_lies(read: Read) -> None:
    content = f"{LUMA}\n{ADA}\n".encode()
    for lying, name in ((gzip.compress(content), "guests.xls"), (content.replace(b",", b"\t"), "guests.xlsx")):
        assert b"guest_id,name" not in lying
        events = [{"file_name": name, "event_name": "Mixer", "event_on": date(2026, 5, 20)}]
        assert read(lying, name, events=events).only("attendance")["full_name"] == "Ada Example"


def test_9_the_sheet_that_matters_and_digits_that_are_gone(read: Read) -> None:
    header = ["Order ID", "Order Date", "Attendee Status", "Name", "Event Name", "Event Date", "Ticket Class"]
    row = [12345678901234567890.0, 46100.5, "Attending", "Ada Example", "Mixer", "2026-05-20", "General"]
    book = as_xlsx({"Read me": [["Made for the board"]], "Orders": [header, row]})
    record = read(book, "orders.xlsx").only("attendance")
    assert record["full_name"] == "Ada Example"
    assert str(record["registered_at"]) == "2026-03-19 12:00:00"
    assert record["ticket_id"] is None


def test_10_semicolons_and_decimal_commas(read: Read) -> None:
    content = (
        "Deal - ID;Deal - Title;Deal - Value;Deal - Currency of Value;Deal - Status\n1;Website;1.234,56;EUR;Open\n"
    )
    assert "Deal - Value" not in plainly(content.encode())[0]
    assert read(content, "deals.csv").only("outcome")["value"] == 1234.56


@pytest.mark.parametrize(("second", "order"), [("25/05/2026", (2026, 4, 3)), ("05/25/2026", (2026, 3, 4))])
def test_11_the_order_of_day_and_month_is_the_files_never_a_rows(
    read: Read, second: str, order: tuple[int, ...]
) -> None:
    header = "Full Name,Email,Memberful ID,Stripe Customer ID,Plan,Active,Created at,Expiration date,Referrer"
    rows = [f"Ada Example,ada@example.org,{at},,Yearly,yes,{day},," for at, day in enumerate(("03/04/2026", second))]
    found = read("\n".join([header, *rows]), "members.csv")
    assert found.records("membership")[0]["joined_on"] == date(*order)
    assert found.account.parts[0].ambiguous_date_count == 0


def test_11_dates_that_leave_it_open_are_counted(read: Read) -> None:
    header = "Full Name,Email,Memberful ID,Stripe Customer ID,Plan,Active,Created at,Expiration date,Referrer"
    found = read(f"{header}\nAda Example,ada@example.org,1,,Yearly,yes,03/04/2026,,\n", "members.csv")
    assert found.account.parts[0].ambiguous_date_count == 1


@pytest.mark.parametrize("phone", ["4.917E+11", "4,917E+11"])
def test_12_a_phone_that_a_spreadsheet_counted_is_no_phone(read: Read, phone: str) -> None:
    content = f'EMAIL;EMAIL_BLACKLISTED;SMS\nada@example.org;0;"{phone}"\nbo@example.org;0;\'+44 7700 900102\n'
    assert f"{float(phone.replace(',', '.')):.0f}".isdigit()  # taken at its word, it is somebody's number
    assert [one["phone"] for one in read(content, "contacts.csv").records("contact")] == [None, "+44 7700 900102"]


def test_12_a_phone_is_no_name() -> None:
    found = read_path(SAMPLES / "teams" / "attendance_report_en_utf16le.csv")
    assert not any(str(one["full_name"]).strip().isdigit() for one in found.records("attendance"))


def test_12_who_dialled_in_is_known_by_the_phone(read: Read) -> None:
    content = f"{LUMA}\ng1, 15550100123,,approved,{CAME}\n"
    record = read(content, NAME).only("attendance")
    assert (record["full_name"], record["phone"]) == (None, "15550100123")


def test_13_the_apostrophe_that_defuses_a_formula_is_taken_off(read: Read) -> None:
    content = f"{LUMA}\ng1,'=1+2,'-bo@example.org,approved,{CAME}\n"
    assert plainly(content.encode())[0]["name"] == "'=1+2"
    record = read(content, NAME).only("attendance")
    assert record["full_name"] == "=1+2"


def test_14_nul_bytes_are_taken_out_and_counted(read: Read) -> None:
    content = f"{LUMA}\n{ADA}\n".encode().replace(b"Ada", b"A\0da")
    assert plainly(content)[0]["name"] == "A\0da Example"
    found = read(content, NAME)
    assert found.only("attendance")["full_name"] == "Ada Example"
    assert found.account.nul_count == 1


def test_15_characters_that_nobody_sees(read: Read) -> None:
    content = f"{LUMA}\ng1,Ada\u200b\u00a0Example \u00ad,\u200bada@example.org\u00a0,approved,{CAME}\n"
    assert plainly(content.encode())[0]["email"].strip() != "ada@example.org"
    record = read(content, NAME).only("attendance")
    assert (record["full_name"], record["email"]) == ("Ada Example", "ada@example.org")


def test_16_headings_that_come_twice_or_not_at_all(read: Read) -> None:
    header = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),,User Email,Duration (Minutes)"
    row = "Ada Example,host@example.org,05/20/2026 06:00:00 PM,05/20/2026 07:00:00 PM,90,x,ada@example.org,60"
    content = f"{header}\n{row}\n"
    assert pl.read_csv(io.StringIO(content)).columns[6] != "User Email"
    record = read(content, "Talk 2026-05-20.csv").only("attendance")
    assert (record["email"], record["minutes"]) == ("ada@example.org", 60.0)


def test_17_rows_that_are_shorter_or_longer_than_their_header(read: Read) -> None:
    content = (
        f"{LUMA}\n{ADA}\ng2,Bo Test,bo@example.org,approved\n{ADA},,\ng3,Cy Test,cy@example.org,approved,,too much\n"
    )
    assert len(plainly(content.encode())) == 4  # what is too much stands under no heading, unseen
    found = read(content, NAME)
    assert [one["full_name"] for one in found.records("attendance")] == ["Ada Example", "Bo Test"]
    assert found.reasons == {"too_many_cells": 1}
    assert found.reconciles()


@pytest.mark.parametrize("end", ["\r", "\r\r\n", "\r\n"])
def test_18_quoted_newlines_and_odd_line_ends(read: Read, end: str) -> None:
    content = f'{LUMA},"What do you\nneed?"{end}g1,"Ada\nExample",ada@example.org,approved,{CAME},"a ""b"", c"{end}'
    assert read(content, NAME).only("attendance")["full_name"] == "Ada Example"


def test_18_rows_that_excel_quoted_whole(read: Read) -> None:
    content = "".join(f'"{line}"\n' for line in (LUMA, ADA))
    assert list(plainly(content.encode())[0]) == [LUMA]
    assert read(content, NAME).only("attendance")["full_name"] == "Ada Example"


def test_18_a_line_that_ends_within_a_row_quoted_whole(read: Read) -> None:
    content = f'"{LUMA}"\n"{ADA.replace("Ada ", "Ada" + chr(13))}"\n'
    assert read(content, NAME).only("attendance")["full_name"] == "Ada Example"


def test_19_what_only_the_name_of_the_file_says() -> None:
    files = [*(EXAMPLES / "mailchimp_audience").iterdir()]
    assert not any("subscribed" in path.read_text(encoding="utf-8") for path in files)
    lists = {one["list_name"] for path in files for one in read_path(path).records("contact")}
    assert lists == {"subscribed", "unsubscribed"}


def test_19_a_word_that_nobody_knows_is_listed_and_means_nothing(read: Read) -> None:
    found = read(f"{LUMA}\ng1,Ada Example,ada@example.org,perhaps,\n", NAME, events=EVENT)
    assert found.only("attendance")["status"] == "unknown"
    assert found.account.parts[0].unknown_values == {"approval_status": {"perhaps": 1}}


EVENT = [{"file_name": NAME, "event_name": "Mixer", "event_on": date(2026, 5, 20)}]


def test_20_one_person_in_many_rows() -> None:
    stays = [one for one in read_path(WEBINAR).records("attendance") if one["full_name"] == "Bo Test"]
    assert sum(one["minutes"] for one in stays) == 65
    here = max(one["left_at"] for one in stays) - min(one["joined_at"] for one in stays)
    assert here.total_seconds() / 60 == 60  # both stays are kept, with their times: united, they are an hour


def test_20_companions_are_counted_and_not_made_people() -> None:
    (path,) = (EXAMPLES / "eventbrite_orders").iterdir()
    records = read_path(path).records("attendance")
    assert [one["companion_count"] for one in records] == [0, 2, 1, 0]


def test_every_quirk_has_its_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert all(f"def test_{number}_" in text for number in range(1, 21))
