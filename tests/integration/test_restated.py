"""Two releases of one association: late files change only what is listed, and the earlier release can be had again.

One of the late files shows in which order its tool writes day and month: a file that landed before is read anew.

The whole way runs on a few of the demo's exports, small enough for a home of each test's own.
"""

from __future__ import annotations

import shutil
from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.home import Home, read_json
from pipelines.publishing.restatements import PERIODS
from tests.integration.conftest import kith
from tests.integration.homes import FILES, LATE, small_home
from tests.integration.test_whole_way import tables_of

pytestmark = pytest.mark.integration

JUNE, JULY = "2026-06-10T06:00:00.250000Z", "2026-07-01T06:00:00.500000Z"
OPEN, TELLING = "Campus to Career 1 leads*", "Brand Night 3 leads*"
"""Badge scans of 9 May 2024, `5-9-24`, and of a day that can be read one way only, `10-23-25`."""

RUNNING = "2026-06-01"
"""The month that runs at the first instant, and so is no earlier period at the second."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two releases: a guest list of 2024 and a scanner's file of 2025 landed between them."""
    home = small_home(tmp_path_factory.mktemp("restated") / "home", now=JUNE, files=(*FILES, OPEN))
    assert kith("run", "--home", home.root).returncode == 0
    shutil.copytree(home.current_release, home.root / "first")
    small_home(home.root, now=JULY, files=(*LATE, TELLING))
    (home.root / "second.txt").write_text(kith("run", "--home", home.root).stdout, encoding="utf-8")
    shutil.copytree(home.current_release, home.root / "second")
    return home


def insights(home: Home, release: str, table: str) -> pl.DataFrame:
    return pl.read_parquet(home.root / release / "parquet" / "insights" / f"{table}.parquet")


def numbers(home: Home, release: str) -> dict[tuple[Any, ...], float | None]:
    """Every published number of an ended month or event day, by table, row and column, worked out by plain loops."""
    found: dict[tuple[Any, ...], float | None] = {}
    defined = insights(home, release, "metric_definitions").select("table_name", "column_name").rows()
    keys = {"industry_engagement_monthly": ["industry_id", "month_on"],
            "membership_retention": ["industry_id", "month_on", "member_kind", "level"],
            "event_performance": ["event_id"], "event_industry": ["event_id", "industry_id"],
            "outcome_attribution": ["industry_id", "period_on", "outcome_kind", "attributed_channel", "currency"],
            }  # fmt: skip
    for table, key in keys.items():
        rows = insights(home, release, table)
        (period,) = PERIODS.keys() & set(rows.columns)
        running = RUNNING[:4] if period == "period_on" else RUNNING  # that of a table of years is the year
        columns = [column for name, metric in defined if name == table for column in (metric, f"{metric}_n")]
        for row in rows.filter(pl.col(period).cast(pl.String) < running).iter_rows(named=True):
            place = ", ".join(f"{column}={row[column]}" for column in key)
            found |= {(table, place, column): row[column] for column in columns if column in row}
    return found


def test_the_files_that_a_run_lands_count_in_it(home: Home) -> None:
    """The landing has a fraction of a second, and as_of is that of the landing."""
    assert insights(home, "first", "source_files")["is_counted"].to_list() == [True] * (len(FILES) + 1)
    assert insights(home, "first", "membership_retention")["member_count"].sum() > 0


def ids_of(home: Home, *patterns: str) -> list[str]:
    """The landed files whose names begin so, by id."""
    names = {file.parent.name: read_json(file)["file_name"] for file in home.landing.glob("*/manifest.json")}
    begins = tuple(pattern.rstrip("*") for pattern in patterns)
    return sorted(file_id for file_id, name in names.items() if name.startswith(begins))


def test_a_file_that_tells_the_order_of_day_and_month_has_an_earlier_one_read_again(home: Home) -> None:
    (file_id,) = ids_of(home, OPEN)
    told = []
    for release in ("first", "second"):
        (file,) = insights(home, release, "source_files").filter(file_id=file_id).iter_rows(named=True)
        meetings = pl.read_parquet(home.root / release / "parquet" / "people" / "interactions.parquet")
        days = meetings.filter(file_id=file_id)["occurred_on"].unique().to_list()
        told.append((file["date_order"], days))
    assert told == [("dmy by setting", [date(2024, 9, 5)]), ("mdy by other files", [date(2024, 5, 9)])]


def test_a_late_file_changes_only_what_is_listed(home: Home) -> None:
    before, after = numbers(home, "first"), numbers(home, "second")
    changed = {
        cell: (before.get(cell), after.get(cell))
        for cell in before.keys() | after.keys()
        if before.get(cell) != after.get(cell)
    }
    listed = insights(home, "second", "restatements")
    rows = listed.select("table_name", "row_key", "column_name", "old_value", "new_value").rows()
    assert len(rows) == len({row[:3] for row in rows}) > 20
    told = {row[:3]: row[3:] for row in rows}
    hidden = {row[:3] for row in listed.filter("is_suppressed").select("table_name", "row_key", "column_name").rows()}
    assert told.keys() == changed.keys()
    assert {cell: values for cell, values in told.items() if cell not in hidden} == {
        cell: values for cell, values in changed.items() if cell not in hidden
    }
    assert all(told[cell] == (None, None) for cell in hidden)


def test_what_is_listed_names_the_files_and_is_told_in_the_summary(home: Home) -> None:
    listed = insights(home, "second", "restatements")
    changed = ids_of(home, *LATE, TELLING, OPEN)
    said = f"Restated  {listed.height:,} published numbers, "
    assert said in (home.root / "second.txt").read_text(encoding="utf-8")
    assert set(listed["moved_by"]) == {"file, time"}
    assert set(listed["moved_by_which"]) == {", ".join(f"file {file_id}" for file_id in changed)}
    assert "final" in set(listed["period_status"])
    changes = insights(home, "second", "release_changes")
    assert changes.select("change_kind", "subject").rows() == [
        *(("file", file_id) for file_id in changed),
        ("time", "as_of"),
    ]


def test_as_of_gives_an_earlier_release_again_to_the_byte(home: Home) -> None:
    """Runs last: it puts the first release in force again."""
    first = read_json(home.root / "first" / "manifest.json")
    done = kith("run", "--home", home.root, "--as-of", first["as_of"])
    assert done.returncode == 0, done.stderr
    again = read_json(home.release_manifest)
    assert again["release_id"] == first["release_id"]
    tables = {
        str(path.relative_to(home.root / "first")): path.read_bytes()
        for path in (home.root / "first").rglob("*.parquet")
    }
    assert tables_of(home).keys() < tables.keys()
    for path in tables_of(home):
        assert (home.current_release / path).read_bytes() == tables[path], path
