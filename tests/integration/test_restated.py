"""Two releases of one association: the late file changes only what is listed, and the earlier release can be had again.

The whole way runs on a few of the demo's exports, small enough for a home of each test's own.
"""

from __future__ import annotations

import shutil
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
RUNNING = "2026-06-01"
"""The month that runs at the first instant, and so is no earlier period at the second."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two releases: a guest list of 2024 landed between them."""
    home = small_home(tmp_path_factory.mktemp("restated") / "home", now=JUNE)
    assert kith("run", "--home", home.root).returncode == 0
    shutil.copytree(home.current_release, home.root / "first")
    small_home(home.root, now=JULY, files=LATE)
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
            "event_performance": ["event_id"], "event_industry": ["event_id", "industry_id"]}  # fmt: skip
    for table, key in keys.items():
        rows = insights(home, release, table)
        (period,) = PERIODS.keys() & set(rows.columns)
        columns = [column for name, metric in defined if name == table for column in (metric, f"{metric}_n")]
        for row in rows.filter(pl.col(period).cast(pl.String) < RUNNING).iter_rows(named=True):
            place = ", ".join(f"{column}={row[column]}" for column in key)
            found |= {(table, place, column): row[column] for column in columns if column in row}
    return found


def test_the_files_that_a_run_lands_count_in_it(home: Home) -> None:
    """The landing has a fraction of a second, and as_of is that of the landing."""
    assert insights(home, "first", "source_files")["is_counted"].to_list() == [True] * len(FILES)
    assert insights(home, "first", "membership_retention")["member_count"].sum() > 0


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


def test_what_is_listed_names_the_file_and_is_told_in_the_summary(home: Home) -> None:
    listed = insights(home, "second", "restatements")
    (late,) = (
        file.parent.name for file in home.landing.glob("*/manifest.json")
        if read_json(file)["file_name"].startswith(LATE[0].rstrip("*"))
    )  # fmt: skip
    said = f"Restated  {listed.height:,} published numbers, "
    assert said in (home.root / "second.txt").read_text(encoding="utf-8")
    assert set(listed["moved_by"]) == {"file, time"}
    assert set(listed["moved_by_which"]) == {f"file {late}"}
    assert "final" in set(listed["period_status"])
    changes = insights(home, "second", "release_changes")
    assert changes.select("change_kind", "subject").rows() == [("file", late), ("time", "as_of")]


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
