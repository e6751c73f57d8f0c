from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.errors import DecisionError
from pipelines.home import Home
from pipelines.records.events import SCHEMA, read_events

at = datetime.fromisoformat

HEADER = "file_name,event_name,event_on,starts_at,timezone,topic,format,note\n"


def write(home: Home, text: str) -> None:
    (home.decisions / "events.csv").write_text(text, encoding="utf-8")


def test_without_the_file_there_are_no_events(home: Home) -> None:
    assert read_events(home).schema == SCHEMA
    assert read_events(home).is_empty()


def test_a_start_is_an_instant_and_gives_the_local_day(home: Home) -> None:
    write(home, HEADER + "a.csv,Supper,,2026-07-01T23:30,Europe/London,retail,in_person,late\nb.csv,,2026-07-02,,,,,\n")
    assert read_events(home).rows() == [
        (2, "a.csv", "Supper", date(2026, 7, 1), at("2026-07-01 22:30"), "Europe/London", "retail", "in_person"),
        (3, "b.csv", None, date(2026, 7, 2), None, None, None, None),
    ]


def test_a_start_without_a_zone_is_in_the_homes(home: Home) -> None:
    home.settings_file.write_text('[locale]\ntimezone = "Asia/Tokyo"\n')
    write(home, HEADER + "a.csv,,,2026-07-01T08:00,,,,\n")
    assert read_events(home).row(0)[3:5] == (date(2026, 7, 1), at("2026-06-30 23:00"))


def test_columns_may_be_few_and_a_byte_order_mark_stands_before_them(home: Home) -> None:
    write(home, "\ufefffile_name,topic\na.csv,retail\n")
    assert read_events(home).row(0, named=True)["topic"] == "retail"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("event_name\nSupper\n", 1, "file_name"),
        ("file_name,evnt\na.csv,x\n", 1, "column 2"),
        (HEADER + ",Supper,,,,,,\n", 2, "file_name"),
        (HEADER + "a.csv,Supper,1/7/2026,,,,,\n", 2, "event_on"),
        (HEADER + "a.csv,Supper,,tonight,,,,\n", 2, "starts_at"),
        (HEADER + "a.csv,Supper,,,Mars/Base,,,\n", 2, "timezone"),
        (HEADER + "a.csv,Supper,,,,,outdoors,\n", 2, "format"),
        (HEADER + "a.csv,One, two,,,,,,\n", 2, "more cells"),
        (HEADER + "a.csv,Supper,2026-07-01,,,,,\na.csv,Supper,2026-07-02,,,,,\n", 3, "line 2"),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_line(home: Home, text: str, line: int, word: str) -> None:
    write(home, text)
    with pytest.raises(DecisionError) as fault:
        read_events(home)
    assert f"events.csv, line {line}:" in fault.value.message
    assert word in fault.value.message
    assert fault.value.remedy
