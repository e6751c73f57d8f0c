"""Text of cells → values."""

from __future__ import annotations

import math
from datetime import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exports.values import numbers, people, text
from pipelines.exports.values.dates import read_moments
from pipelines.exports.values.evidence import Evidence, evidence_of, pooled
from pipelines.exports.values.zones import days, instants, known_zones

at = datetime.fromisoformat


def only(series: pl.Series) -> object:
    (value,) = series.to_list()
    return value


@pytest.mark.parametrize(
    ("cell", "tidied"),
    [
        ("  Ada \u00a0 Example\n", "Ada Example"),
        ("\ufeffAda\u200b", "Ada"),
        ("'=SUM(1)", "=SUM(1)"),
        ("'tis", "'tis"),
        ("", None),
        (" \t", None),
        ("n/a", "n/a"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_text_is_tidied(cell: str, tidied: str | None) -> None:
    assert only(text.tidy(pl.Series([cell]))) == tidied


@given(st.lists(st.text(max_size=20), min_size=1))
def test_tidying_twice_changes_nothing(cells: list[str]) -> None:
    once = text.tidy(pl.Series(cells, dtype=pl.String))
    assert text.tidy(once).to_list() == once.to_list()
    assert all(cell is None or (cell == cell.strip() and "  " not in cell) for cell in once.to_list())


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Example, Ada", "Ada Example"),
        ("Ada Example, PhD", "Ada Example, PhD"),
        ("Ada Example, CSPO", "Ada Example, CSPO"),
        ("Example, ADA", "ADA Example"),
        ("Dr Ada Example, Cambridge", "Dr Ada Example, Cambridge"),
        ("Ada Example, Acme Works Ltd", "Ada Example, Acme Works Ltd"),
        ("Example, Ada Limited", "Ada Limited Example"),
        ("[Works] Ada Example (External)", "Ada Example"),
        ("Ada Example (Unverified) (Guest)", "Ada Example"),
        ("2505445126_Ada Example", "Ada Example"),
        ("Ada's iPhone", "Ada's iPhone"),
        ("iPad (Ada Example)", "Ada Example"),
        ("(External)", "(External)"),
        ("Ada Example", "Ada Example"),
    ],
)
def test_names_lose_what_tools_put_around_them(name: str, bare: str) -> None:
    assert only(people.person_names(pl.Series([name]))) == bare


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("ADA@Example.ORG", "ada@example.org"),
        ("Ada <ada@example.org>", "ada@example.org"),
        ("mailto:ada@example.org", "ada@example.org"),
        ("ada@example.org; bo@example.org", "ada@example.org"),
        ("zoë@exämple.org", "zoë@exämple.org"),
        ("ada at example", None),
        ("@example", None),
    ],
)
def test_emails(cell: str, email: str | None) -> None:
    assert only(people.emails(pl.Series([cell]))) == email


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("0", 0.0), ("1,234", 1234.0), ("1,234.50", 1234.5), ("1.234,50", 1234.5), ("12,5", 12.5),
        ("1.234.567", 1234567.0),
        ("£ 1 000", 1000.0), ("USD 5", 5.0), ("5 €", 5.0), ("-5", -5.0), ("-$5.50", -5.5), ("(15.00)", -15.0),
        ("45k", 45_000.0), ("1.5m", 1_500_000.0), ("$", None), ("five", None), ("1-2", None),
    ],
)  # fmt: skip
def test_amounts(cell: str, amount: float | None) -> None:
    assert only(numbers.amounts(pl.Series([cell]))) == amount


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_amounts_written_in_any_locale_are_the_same(value: float) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for written in (english, german, f"€{english}" if value >= 0 else f"-€{english[1:]}"):
        assert math.isclose(only(numbers.amounts(pl.Series([written]))), value, abs_tol=1e-6)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("65", 65.0), ("1h 27m 51s", 87.85), ("59 Min. 0 Sek.", 59.0), ("1 hr 2 min", 62.0), ("58 min", 58.0),
        ("2 godz. 3 min 30 sek.", 123.5), ("0:58:30", 58.5), ("-3", -3.0), ("a while", None),
    ],
)  # fmt: skip
def test_minutes(cell: str, minutes: float | None) -> None:
    found = only(numbers.minutes(pl.Series([cell])))
    assert found is None if minutes is None else math.isclose(found, minutes)


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("2026-04-09T20:18:25.760Z", "dmy", "2026-04-09 20:18:25.760000 UTC"),
        ("2026-04-09T20:18:25+02:00", "dmy", "2026-04-09 18:18:25 UTC"),
        ("2026-04-09 20:18:25", "dmy", "2026-04-09 20:18:25"),
        ("2026-08-31 21:20:46 UTC", "dmy", "2026-08-31 21:20:46 UTC"),
        ("2023/03/01 19:52:23 UTC", "dmy", "2023-03-01 19:52:23 UTC"),
        ("2026/09/20 10:00:00 AM", "dmy", "2026-09-20 10:00:00"),
        ("2026-5-1", "dmy", "2026-05-01 00:00:00"),
        ("11/29/24 22:28", "mdy", "2024-11-29 22:28:00"),
        ("9/22/26, 2:48:05\u202fPM", "mdy", "2026-09-22 14:48:05"),
        ("15/11/22, 09:30:17", "dmy", "2022-11-15 09:30:17"),
        ("06.10.26, 18:01:00", "mdy", "2026-10-06 18:01:00"),
        ("04/08/2026 02:25 am", "dmy", "2026-08-04 02:25:00"),
        ("10/05/2026 12:00:00 AM", "mdy", "2026-10-05 00:00:00"),
        ("1-1-24 12:00 PM", "mdy", "2024-01-01 12:00:00"),
        ("05 Sep 2026", "dmy", "2026-09-05 00:00:00"),
        ("7-Feb-22", "dmy", "2022-02-07 00:00:00"),
        ("Sep 26, 2026 7:05 PM", "dmy", "2026-09-26 19:05:00"),
        ("January 5, 2020 6:01 PM", "dmy", "2020-01-05 18:01:00"),
        ("Fri 29 May 2026 20:00", "dmy", "2026-05-29 20:00:00"),
        ("Sat Sep 05 08:12:14 UTC 2026", "dmy", "2026-09-05 08:12:14 UTC"),
        ("April 12, 2026 at 8:03 AM (GMT)", "dmy", "2026-04-12 08:03:00 UTC"),
        ("46148.75", "dmy", "2026-05-06 18:00:00"),
        ("20260506", "dmy", "2026-05-06 00:00:00"),
        ("20261306", "dmy", None),
        ("31/02/2026", "dmy", None),
        ("13/13/2026", "dmy", None),
        ("25:61", "dmy", None),
        ("soon", "dmy", None),
        ("0/0/00", "dmy", None),
        ("12", "dmy", None),
    ],
)
def test_dates_in_the_shapes_that_exports_use(cell: str, order: str, expected: str | None) -> None:
    moments = read_moments(pl.Series([cell]), order)  # type: ignore[arg-type]
    local = only(moments.local)
    read = None if local is None else f"{local}{' UTC' if only(moments.is_utc) else ''}"
    assert read == expected


@given(st.datetimes(at("1970-01-01 00:00"), at("2068-12-31 00:00")).map(lambda time: time.replace(microsecond=0)))
def test_a_time_written_in_any_shape_is_the_same_time(time: datetime) -> None:
    shapes = {
        "%Y-%m-%d %H:%M:%S": "dmy", "%Y-%m-%dT%H:%M:%S": "mdy", "%d/%m/%Y %H:%M:%S": "dmy",
        "%m/%d/%Y %I:%M:%S %p": "mdy",
        "%d %b %Y %H:%M:%S": "dmy", "%B %d, %Y %I:%M:%S %p": "dmy", "%a %b %d %H:%M:%S UTC %Y": "dmy",
    }  # fmt: skip
    for shape, order in shapes.items():
        assert only(read_moments(pl.Series([time.strftime(shape)]), order).local) == time  # type: ignore[arg-type]


def test_mixed_shapes_in_one_column_keep_their_rows() -> None:
    cells = pl.Series(["05 Sep 2026", None, "2026-09-06", "rubbish", "2026-09-07T10:00:00Z"])
    found = read_moments(cells, "dmy")
    assert [str(time) for time in found.local.to_list()] == [
        "2026-09-05 00:00:00", "None", "2026-09-06 00:00:00", "None", "2026-09-07 10:00:00",
    ]  # fmt: skip
    assert found.is_utc.to_list() == [False, False, False, False, True]


def test_evidence_decides_an_order_or_leaves_it_open() -> None:
    assert evidence_of(pl.Series(["1/2/26", "13/2/26"])).order == "dmy"
    assert evidence_of(pl.Series(["1/2/26", "2/13/26"])).order == "mdy"
    assert evidence_of(pl.Series(["1/2/26", "3/3/26"])).order is None
    assert evidence_of(pl.Series(["13/2/26", "2/13/26"])).order is None
    assert evidence_of(pl.Series(["13/2/26", "14/2/26", "2/13/26"])).order == "dmy"
    assert not evidence_of(pl.Series(["2026-01-02", None, "06.10.26"])).is_numeric
    assert pooled([Evidence(1, 0, 2), Evidence(0, 0, 3)]) == Evidence(1, 0, 5)


def test_a_single_cell_to_the_contrary_is_shown_to_others() -> None:
    shown = {
        evidence: evidence.shown for evidence in (Evidence(3, 0, 2), Evidence(0, 1), Evidence(3, 1), Evidence(0, 0, 4))
    }
    assert list(shown.values()) == ["dmy", "mdy", "both", None]


def test_zones_make_instants_and_days() -> None:
    naive = read_moments(pl.Series(["2026-07-01 23:30:00"]), "dmy")
    zoned = read_moments(pl.Series(["2026-06-30T23:30:00Z"]), "dmy")
    assert only(instants(naive, "Europe/London")) == at("2026-07-01 22:30")
    assert str(only(days(naive, "Asia/Tokyo"))) == "2026-07-01"
    assert str(only(days(zoned, "Europe/London"))) == "2026-07-01"
    assert only(instants(zoned, "Europe/London")) == at("2026-06-30 23:30")


def test_each_row_may_have_its_own_zone() -> None:
    times = read_moments(pl.Series(["2026-07-01 18:00:00"] * 3), "dmy")
    zones = pl.Series(["Europe/London", "America/New_York", "Europe/London"])
    assert [time.hour for time in instants(times, zones).to_list()] == [17, 22, 17]


def test_times_that_clocks_skip_or_repeat_are_read() -> None:
    skipped = read_moments(pl.Series(["2026-03-29 01:30:00"]), "dmy")
    repeated = read_moments(pl.Series(["2026-10-25 01:30:00"]), "dmy")
    assert only(instants(skipped, "Europe/London")) == at("2026-03-29 01:30")
    assert only(instants(repeated, "Europe/London")) == at("2026-10-25 00:30")


def test_zones_that_do_not_exist_are_none() -> None:
    assert known_zones(pl.Series(["Europe/London", "Mars/Base", None])).to_list() == ["Europe/London", None, None]


@pytest.mark.parametrize(
    ("cell", "value"), [("Yes", True), ("TRUE", True), ("1", True), ("No", False), ("0", False), ("perhaps", None)]
)
def test_yes_and_no(cell: str, value: bool | None) -> None:
    assert only(numbers.booleans(pl.Series([cell]))) is value
