"""A delivery held against those before it, and what later ones state again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.quality.acceptance import accept
from pipelines.records.ledger import SourceFile
from tests.unit.quality.lakes import A_DAY, AS_OF, LANDED_AT, Delivered, deliver, good

FIRST, SECOND, THIRD = "c" * 16, "b" * 16, "a" * 16


def guests(count: int, start: int = 0, **changes: Any) -> list[dict[str, Any]]:
    """Guests with an address and a ticket each."""
    return [
        good("attendance", 1, email=f"guest{n}@example.org", ticket_id=f"T-{n}", **changes)[0]
        for n in range(start, start + count)
    ]


def members(count: int) -> list[dict[str, Any]]:
    """Members with an address each."""
    return [good("membership", 1, email=f"member{n}@example.org")[0] for n in range(count)]


def ratios(home: Home, check: str = "rows_against_earlier_in_range") -> dict[str, Any]:
    results = accept(home, AS_OF).results
    return {result.file_id: (result.observed, result.is_passed) for result in results if result.check_name == check}


def in_turn(home: Home, *delivered: Delivered) -> None:
    """Lands files one a day, as `FIRST`, `SECOND` and `THIRD`."""
    for day, (file_id, one) in enumerate(zip((FIRST, SECOND, THIRD), delivered, strict=False)):
        one.landed_at = LANDED_AT + day * A_DAY
        deliver(home, file_id, one)


def test_guests_are_held_against_the_delivery_before_of_the_same_event(home: Home) -> None:
    other = guests(3, event_name="Another Mixer")
    in_turn(home, Delivered(rows=guests(40)), Delivered(rows=other), Delivered(rows=guests(10) + other))
    assert ratios(home) == {
        FIRST: (None, True),
        SECOND: (None, True),
        THIRD: (pytest.approx(13 / 43, abs=1e-6), False),
    }


def test_a_shrunken_guest_list_is_a_warning_since_it_takes_nothing_away(home: Home) -> None:
    in_turn(home, Delivered(rows=guests(40)), Delivered(rows=guests(1)))
    report = accept(home, AS_OF)
    assert (report.warning_count, report.held) == (1, ())


def test_a_guest_list_that_grows_is_no_news(home: Home) -> None:
    in_turn(home, Delivered(rows=guests(4)), Delivered(rows=guests(400)))
    assert ratios(home)[SECOND] == (100.0, True)


def test_another_layout_of_the_same_event_has_no_size_to_expect(home: Home) -> None:
    in_turn(home, Delivered(rows=guests(40)), Delivered(rows=guests(4), layout="another"))
    assert ratios(home)[SECOND] == (None, True)


@pytest.mark.parametrize("kept", [0, 3])
def test_a_snapshot_that_would_end_nearly_every_membership_is_held_back(home: Home, kept: int) -> None:
    whole = Delivered("membership", members(40), is_full_snapshot=True)
    in_turn(home, whole, Delivered("membership", members(kept), is_full_snapshot=True))
    report = accept(home, AS_OF)
    assert [(held.file_id, held.check_names) for held in report.held] == [(SECOND, ("snapshot_not_emptied",))]
    assert report.counted_file_count == 1


def test_an_old_snapshot_that_lands_late_is_held_against_older_ones_only(home: Home) -> None:
    today = Delivered("membership", members(40), is_full_snapshot=True, snapshot_on=date(2026, 5, 1))
    founding = Delivered("membership", members(2), is_full_snapshot=True, snapshot_on=date(2020, 5, 1))
    in_turn(home, today, founding)
    report = accept(home, AS_OF)
    assert (report.held, report.counted_file_count) == ((), 2)


def test_a_column_that_the_delivery_before_had_is_missed(home: Home) -> None:
    fed = [{"fed_fields": {"attendance": fields}} for fields in (["email", "full_name"], ["full_name"], ["full_name"])]
    in_turn(home, *(Delivered(rows=guests(3), claims=claims) for claims in fed))
    assert ratios(home, "fields_as_before") == {FIRST: (None, True), SECOND: (1, False), THIRD: (0, True)}


def test_a_verdict_does_not_change_for_what_lands_later(home: Home) -> None:
    in_turn(home, Delivered(rows=guests(40)), Delivered(rows=guests(30)))
    before = ratios(home)
    in_turn(home, Delivered(rows=guests(40)), Delivered(rows=guests(30)), Delivered(rows=guests(2)))
    assert {file_id: found for file_id, found in ratios(home).items() if file_id != THIRD} == before


def restatements(home: Home) -> dict[str, tuple[int, str | None]]:
    accept(home, AS_OF)
    files = pl.read_parquet(home.source_files)
    assert SourceFile.is_valid(files)
    return {row[0]: row[1:] for row in files.select("file_id", "restated_row_count", "restated_by").iter_rows()}


def test_the_ledger_names_the_last_file_that_states_guests_again(home: Home) -> None:
    in_turn(home, Delivered(rows=guests(10)), Delivered(rows=guests(4, 8)), Delivered(rows=guests(3)))
    assert restatements(home) == {FIRST: (5, THIRD), SECOND: (0, None), THIRD: (0, None)}


def test_a_file_that_is_held_back_states_nothing_again(home: Home) -> None:
    in_turn(home, Delivered(rows=guests(10)), Delivered(rows=guests(10, status="unknown")))
    assert restatements(home)[FIRST] == (0, None)


def test_of_snapshots_the_later_is_of_the_later_day_whenever_it_landed(home: Home) -> None:
    for_day = {"is_full_snapshot": True}
    in_turn(
        home,
        Delivered("membership", members(10), snapshot_on=date(2026, 5, 1), **for_day),
        Delivered("membership", members(8), snapshot_on=date(2026, 5, 1) - timedelta(days=90), **for_day),
    )
    assert restatements(home) == {FIRST: (0, None), SECOND: (8, FIRST)}


def test_people_in_two_address_books_are_not_stated_again(home: Home) -> None:
    in_turn(home, Delivered("contact", good("contact", 3)), Delivered("contact", good("contact", 3)))
    assert restatements(home)[FIRST] == (0, None)


def test_files_of_a_kind_that_gave_no_record_of_it_state_nothing_again(home: Home) -> None:
    in_turn(home, Delivered("membership", []), Delivered("membership", []))
    for path in home.records("membership").glob("[!_]*.parquet"):
        path.unlink()
    assert restatements(home) == {FIRST: (0, None), SECOND: (0, None)}
