"""The stage: what is counted, what is held back, what the tables say, and that nothing is judged twice."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from pipelines.errors import KithError
from pipelines.home import Home
from pipelines.quality.acceptance import accept
from pipelines.records.ledger import AcceptanceResult, SourceFile, SourcePart
from tests.unit.quality.lakes import AS_OF, LANDED_AT, Delivered, deliver, good

GOOD_FILE, BAD_FILE = "a" * 16, "b" * 16


def files_of(home: Home) -> pl.DataFrame:
    return pl.read_parquet(home.source_files)


def test_an_error_holds_one_delivery_back_and_not_the_others(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("attendance", good("attendance", 10)))
    deliver(home, BAD_FILE, Delivered("attendance", good("attendance", 10, status="unknown")))
    report = accept(home, AS_OF)
    verdicts = files_of(home).select("file_id", "is_accepted", "held_back_reason", "is_counted").rows()
    assert verdicts == [(GOOD_FILE, True, None, True), (BAD_FILE, False, "status_mostly_known", False)]
    assert [held.file_id for held in report.held] == [BAD_FILE]
    assert (report.file_count, report.counted_file_count, report.reconciles) == (2, 1, True)


def test_a_warning_is_shown_and_holds_nothing_back(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 10, organisation_name=None)))
    report = accept(home, AS_OF)
    assert report.warning_count == 1
    assert report.held == ()


def test_a_file_that_landed_after_as_of_is_judged_and_not_counted(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 3)))
    accept(home, LANDED_AT - timedelta(seconds=1))
    assert files_of(home).select("is_accepted", "is_counted").rows() == [(True, False)]
    accept(home, LANDED_AT)
    assert files_of(home)["is_counted"].to_list() == [True]


@pytest.mark.parametrize("status", ["unrecognised", "refused"])
def test_a_file_that_could_not_be_read_is_held_back(home: Home, status: str) -> None:
    deliver(home, BAD_FILE, Delivered(quarantined=4, status=status, claims={"record_kinds": [], "layout": None}))
    report = accept(home, AS_OF)
    assert report.held[0].check_names == ("file_read",)
    assert report.reconciles


@pytest.mark.parametrize("claims", [{"rows_in": 11}, {"rows_loaded": 9}, {"rows_quarantined": 2}, {"part": 2}])
def test_rows_that_do_not_reconcile_are_found_whoever_claims_them(home: Home, claims: dict[str, int]) -> None:
    deliver(home, BAD_FILE, Delivered("contact", good("contact", 8), quarantined=1, duplicates=1, claims=claims))
    report = accept(home, AS_OF)
    assert not report.reconciles
    assert "rows_reconcile" in files_of(home)["held_back_reason"][0]


def test_rows_missing_from_the_lake_are_found_although_the_ledger_adds_up(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 8), quarantined=1))
    assert accept(home, AS_OF).reconciles
    path = home.records("contact") / f"{GOOD_FILE}.parquet"
    pl.read_parquet(path).head(7).write_parquet(path)
    (found,) = (r for r in accept(home, AS_OF).results if r.check_name == "rows_reconcile")
    assert (found.is_passed, found.observed) == (False, 1.0)


def test_a_row_that_feeds_two_kinds_counts_once(home: Home) -> None:
    both = Delivered("contact", good("contact", 5), claims={"record_kinds": ["contact", "interaction"]})
    deliver(home, GOOD_FILE, both)
    rows = [
        {"file_id": GOOD_FILE, "part": 1, "row_number": number, "layout": "made_up", **good("interaction", 1)[0]}
        for number in range(2, 7)
    ]
    path = home.records("interaction") / f"{GOOD_FILE}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows, schema_overrides={"part": pl.Int16}).write_parquet(path)
    assert accept(home, AS_OF).reconciles


def test_what_was_judged_is_not_judged_again_nor_great_expectations_loaded(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 5)))
    first = accept(home, AS_OF)
    monkeypatch.setitem(sys.modules, "great_expectations", None)  # to import it now is an error
    second = accept(home, AS_OF)
    assert (first.judged_count, second.judged_count) == (1, 0)
    assert first.results == second.results


def test_a_new_file_does_not_judge_the_others_again(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 5)))
    accept(home, AS_OF)
    deliver(home, BAD_FILE, Delivered("contact", good("contact", 6)))
    assert accept(home, AS_OF).judged_count == 1


def test_a_snapshot_is_held_against_the_snapshots_before_it(home: Home) -> None:
    for day, (file_id, size) in enumerate({"a" * 16: 40, "b" * 16: 44, "c" * 16: 10}.items()):
        landed_at = LANDED_AT + timedelta(days=day)
        snapshot = Delivered("membership", good("membership", size), is_full_snapshot=True, landed_at=landed_at)
        deliver(home, file_id, snapshot)
    report = accept(home, AS_OF)
    observed = {r.file_id: r.observed for r in report.results if r.check_name == "rows_against_earlier_in_range"}
    assert observed == {"a" * 16: None, "b" * 16: pytest.approx(1.1), "c" * 16: pytest.approx(10 / 42)}
    assert [r.file_id for r in report.results if not r.is_passed] == ["c" * 16]


def test_a_landed_file_that_was_not_read_is_an_error(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 1)))
    (home.ledger / f"{GOOD_FILE}.json").unlink()
    with pytest.raises(KithError, match=f"{GOOD_FILE} has no entry in the ledger"):
        accept(home, AS_OF)


def test_the_tables_keep_their_contracts_even_when_nothing_has_landed(home: Home) -> None:
    report = accept(home, AS_OF)
    assert report.file_count == 0
    for path, contract in (
        (home.source_files, SourceFile),
        (home.source_parts, SourcePart),
        (home.acceptance, AcceptanceResult),
    ):
        assert contract.is_valid(pl.read_parquet(path))


def test_the_same_lake_gives_the_same_bytes(home: Home) -> None:
    deliver(home, BAD_FILE, Delivered("contact", good("contact", 3)))
    deliver(home, GOOD_FILE, Delivered("attendance", good("attendance", 3), quarantined=1))
    places = (home.source_files, home.source_parts, home.acceptance)
    accept(home, AS_OF)
    before = [path.read_bytes() for path in places]
    (home.stamps / "acceptance.json").unlink()
    accept(home, datetime(2026, 7, 1, 2, tzinfo=UTC))
    assert [path.read_bytes() for path in places] == before


def test_no_value_of_a_person_reaches_what_acceptance_writes(home: Home) -> None:
    deliver(home, GOOD_FILE, Delivered("contact", good("contact", 3, seen_on=None, organisation_name=None)))
    accept(home, AS_OF)
    written = [home.acceptance.read_bytes(), *(path.read_bytes() for path in home.stamps.rglob("*.json"))]
    assert not any(b"ada@example.org" in text or b"Ada Example" in text for text in written)
