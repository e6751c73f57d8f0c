"""Exports as a tool writes them, from the inbox to the verdict, and what `kith status` tells of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from pipelines import settings as home_settings
from pipelines.command.file_status import NoSuchFileError
from pipelines.command.status import status
from pipelines.home import Home
from pipelines.landing import land
from pipelines.quality.acceptance import AcceptanceReport, accept
from pipelines.records.reading import read_landed
from pipelines.settings import Settings

AS_OF = datetime(2026, 7, 3, tzinfo=UTC)
HEADER = "guest_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,ticket_name"
WILD_APRICOT = "User ID,First name,Last name,Email,Membership level,Membership status,Member since,Renewal due"


def guests(count: int, answer: str = "approved", start: int = 0) -> str:
    """An export of guests, the first of whom was checked in: that dates the event."""
    return "\n".join([HEADER, *rows_of(count, answer, start)]) + "\n"


def rows_of(count: int, answer: str = "approved", start: int = 0) -> list[str]:
    return [
        f"gst-{n},Guest {n},Guest,No {n},guest{n}@example.org,,2026-05-01T10:00:00.000Z,{answer},"
        + ("2026-06-01T18:00:00.000Z" if n == start else "")
        + ",Standard"
        for n in range(start, start + count)
    ]


def members(count: int, level: str = "Individual", last: str = "2026-01-31") -> str:
    rows = [
        f"{n},Member,No {n},member{n}@example.org,{level},Active,2020-01-01,{last}" for n in range(1000, 1000 + count)
    ]
    return "\n".join([WILD_APRICOT, *rows]) + "\n"


def deliver(home: Home, settings: Settings, **files: str) -> AcceptanceReport:
    """Drops files of these names and texts, and goes as far as the verdict."""
    for name, text in files.items():
        (home.inbox / name).write_text(text, encoding="utf-8")
    land(home, settings)
    read_landed(home, settings)
    return accept(home, AS_OF)


def a_day_later(settings: Settings) -> Settings:
    assert settings.clock.now is not None
    return settings.model_copy(
        update={"clock": settings.clock.model_copy(update={"now": settings.clock.now + timedelta(days=1)})}
    )


def luma(event: str) -> str:
    return f"{event} - Guests - 2026-06-01-10-00-00.csv"


def shown(home: Home, capsys: pytest.CaptureFixture[str], file: str | None = None, *, is_all: bool = False) -> str:
    capsys.readouterr()
    status(home, file, is_all=is_all)
    return capsys.readouterr().out


def test_an_error_holds_one_export_back_and_the_other_counts(home: Home, settings: Settings) -> None:
    report = deliver(home, settings, **{luma("Mixer"): guests(5), luma("Salon"): guests(5, "perhaps")})
    assert [(held.file_name, held.check_names) for held in report.held] == [(luma("Salon"), ("status_mostly_known",))]
    files = pl.read_parquet(home.source_files).sort("file_name")
    assert files["is_counted"].to_list() == [True, False]


def test_a_layouts_own_expectation_is_held_against_its_exports_alone(home: Home, settings: Settings) -> None:
    nobody = guests(5).replace("@example.org", "")
    for number in range(5):
        nobody = nobody.replace(f",guest{number},", ",,")
    report = deliver(home, settings, **{luma("Mixer"): nobody})
    failed = {result.check_name: result.observed for result in report.results if not result.is_passed}
    assert failed["email_filled"] == 0.0
    assert report.held == ()


def test_a_hidden_column_is_missed_in_the_next_export(home: Home, settings: Settings) -> None:
    deliver(home, settings, **{luma("Mixer"): guests(5)})
    without = "\n".join(line.rpartition(",")[0] for line in guests(5, start=9).splitlines())
    report = deliver(home, a_day_later(settings), **{luma("Salon"): without})
    lost = [result.observed for result in report.results if result.check_name == "fields_as_before"]
    assert sorted(lost, key=str) == [2.0, None]  # role and ticket type


def test_a_cut_off_snapshot_ends_nobodys_membership(home: Home, settings: Settings) -> None:
    deliver(home, settings, **{"wildapricot_contacts_2026-03-31.csv": members(60)})
    report = deliver(home, a_day_later(settings), **{"wildapricot_contacts_2026-06-30.csv": members(3, "Patron")})
    assert [held.file_name for held in report.held] == ["wildapricot_contacts_2026-06-30.csv"]


def test_the_ledger_says_how_dates_were_read_and_what_decided(home: Home) -> None:
    home.settings_file.write_text('[locale]\ndate_order = "mdy"\n')
    deliver(home, home_settings.load(home), **{"wildapricot_contacts_2026-03-31.csv": members(4, last="03/04/2026")})
    (row,) = pl.read_parquet(home.source_files).iter_rows(named=True)
    assert (row["date_order"], row["ambiguous_date_count"]) == ("mdy by setting", 4)


def test_status_says_which_files_an_order_was_taken_from(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "wildapricot_contacts_2026-0{}-28.csv".format
    days = {1: "03/04/2026", 2: "03/25/2026", 3: "03/26/2026"}
    deliver(home, settings, **{name(number): members(4, last=day) for number, day in days.items()})
    (row,) = pl.read_parquet(home.source_files).filter(pl.col("date_order").is_not_null()).iter_rows(named=True)
    assert row["date_order"] == "mdy by other files"
    assert "mdy, by the other files" in shown(home, capsys)
    told = shown(home, capsys, name(1))
    assert "read as mdy, by the other files (of its layout's files 2 show mdy); 4 could be either way" in told


def test_status_shows_every_file_and_what_wants_attention(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = {"odd.csv": "Kettle,Spoon\nred,1\n", luma("Mixer"): guests(29) + "\n".join(rows_of(7, "perhaps", 40))}
    deliver(home, settings, **strange, **{luma("Salon"): guests(5)})
    told = shown(home, capsys)
    lines = told.splitlines()
    assert [line.split("│")[-2].strip() for line in lines if "│" in line][:3] == [
        "unrecognised",
        "counted, 2 warnings",
        "counted",
    ]
    assert "odd.csv: row 2" in told
    assert "perhaps (7)" in told
    assert "status_known" in told
    assert "\x1b" not in told


def test_words_that_come_seldom_are_shown_for_one_file_only(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(home, settings, **{luma("Mixer"): guests(9) + rows_of(2, "ask Ada Example", 20)[1]})
    assert "ask Ada Example" not in shown(home, capsys)
    assert "unknown in 'approval_status': ask Ada Example (1)" in shown(home, capsys, "Mixer")


def test_status_of_one_file_accounts_for_every_row(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    text = guests(30) + "\n".join(rows_of(2)) + "\n,,,,,,2026-05-01T10:00:00.000Z,approved,,Standard\n"
    deliver(home, settings, **{luma("Mixer"): text})
    told = shown(home, capsys, luma("Mixer"))
    assert "33 in = 30 loaded + 1 quarantined + 2 exact duplicates" in told
    assert "quarantined, person_missing: row 34" in told
    assert "Part 1: luma_guests, because row 1 has" in told
    assert "Read as   text in utf-8" in told
    assert "Event     on the earliest day that its rows give" in told


def test_status_of_one_file_counts_the_records_that_loaded_rows_did_not_give(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    heading = "First Name,Last Name,Interaction Type,Assigned Rep,Date"
    scans = [f"Ada,Byte,scan,Max Null,{day}" for day in ("2026-05-01", "one day", "another")]
    deliver(home, settings, **{"Expo - scans.csv": "\n".join([heading, *scans]) + "\n"})
    assert "gave no further record, occurred_on_unreadable: 2 loaded rows" in shown(home, capsys, "Expo - scans.csv")


def test_status_says_why_a_file_is_left_out_and_what_to_do(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    unknown_words = guests(3) + "\n".join(rows_of(30, "perhaps", 40))
    deliver(home, settings, **{"rooms.csv": "Room,Seats\nBlue,4\n", luma("Mixer"): unknown_words})
    printed = shown(home, capsys)
    assert "unrecognised: unknown_layout. No layout knows it: `kith explain FILE --draft` proposes one." in printed
    assert "status_mostly_known: Most statuses are words that the layout does not know." in printed


def test_status_of_a_file_takes_the_start_of_its_id(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(home, settings, **{luma("Mixer"): guests(3), luma("Salon"): guests(4)})
    file_id = pl.read_parquet(home.source_files)["file_id"][0]
    assert f"Id        {file_id}" in shown(home, capsys, file_id[:8])


@pytest.mark.parametrize(("asked", "said"), [("Guests", "may be 2 files"), ("nothing", "No file that was read")])
def test_status_of_no_single_file_says_what_to_give(home: Home, settings: Settings, asked: str, said: str) -> None:
    deliver(home, settings, **{luma("Mixer"): guests(3), luma("Salon"): guests(4)})
    with pytest.raises(NoSuchFileError, match=said):
        status(home, asked)


def test_status_lists_the_first_files_unless_asked_for_all(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(home, settings, **{luma(f"Mixer {n}"): guests(2, start=n) for n in range(25)})
    assert "and 5 more: kith status --all" in shown(home, capsys)
    assert sum(line.startswith("│ Mixer") for line in shown(home, capsys, is_all=True).splitlines()) == 25


@pytest.mark.parametrize("width", [50, 80, 110])
def test_status_fits_the_terminal(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    deliver(home, settings, **{luma("Mixer"): guests(29) + "\n".join(rows_of(7, "perhaps", 40))})
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("FORCE_COLOR", "1")
    table = [line for line in shown(home, capsys).splitlines() if "│" in line]
    assert table
    assert max(len(_plain(line)) for line in table) <= width


def _plain(line: str) -> str:
    from rich.text import Text

    return Text.from_ansi(line).plain
