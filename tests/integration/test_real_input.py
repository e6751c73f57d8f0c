"""The whole way on public data that nobody on the project wrote: real attendance, real snapshots of membership.

Both tools are taught by layout files alone. Nothing of the data is copied here: where the
folder is missing, these tests are skipped.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from pipelines.home import Home, connect, read_json
from tests.integration.conftest import REAL, kith, publish
from tests.integration.test_whole_way import release_bytes

ATTENDANCE_ROWS = 7_830
MEETINGS = 11

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"the real data is not here ({REAL.parent.name}/{REAL.name})"),
]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Home:
    files = sorted((REAL / "appg").glob("*.csv"))
    return publish(tmp_path_factory.mktemp("editions") / "home", files, "2026-01-15T00:00:00Z")


@contextmanager
def both(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The restricted database, with the other attached as `insights`."""
    with connect(home.restricted_file, read_only=True) as connection:
        connection.execute(f"attach '{home.insights_file}' as insights (read_only)")
        yield connection


def officer_files() -> list[Path]:
    return sorted((REAL / "appg").glob("officers_*.csv"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("real", ["meetings", "editions"])
def test_every_row_of_every_file_is_accounted_for(real: str, request: pytest.FixtureRequest) -> None:
    home: Home = request.getfixturevalue(real)
    with both(home) as release:
        ledger = release.sql(
            "select file_name, rows_in, rows_loaded + rows_quarantined + rows_duplicate, f.is_counted"
            " from people.landed_files f join insights.source_files using (file_id)"
        ).fetchall()
    expected = {}
    for manifest in home.landing.glob("*/manifest.json"):
        name = read_json(manifest)["file_name"]
        folder = "unfccc_precop" if real == "meetings" else "appg"
        expected[name] = len(rows_of(REAL / folder / name))
    assert {name: (count, accounted, counted) for name, count, accounted, counted in ledger} == {
        name: (count, count, True) for name, count in expected.items()
    }


def test_the_attendance_of_the_meetings_is_all_there(meetings: Home) -> None:
    (path,) = (REAL / "unfccc_precop").glob("*.csv")
    rows = rows_of(path)
    distinct = {tuple(row.values()) for row in rows}
    with connect(meetings.insights_file, read_only=True) as insights:
        loaded = insights.sql("select rows_in, rows_loaded, rows_duplicate from insights.source_files").fetchone()
        events = insights.sql("select count(*) from insights.events").fetchone()
    assert len(rows) == ATTENDANCE_ROWS
    assert loaded == (ATTENDANCE_ROWS, len(distinct), ATTENDANCE_ROWS - len(distinct))
    assert events == (MEETINGS,)


def test_each_meeting_has_as_many_people_as_links_lead_to(meetings: Home) -> None:
    """Counted from the export and the identity links alone, without the models."""
    (path,) = (REAL / "unfccc_precop").glob("*.csv")
    meeting_of_row = {number: row["Meeting"] for number, row in enumerate(rows_of(path), start=2)}
    with both(meetings) as release:
        links = release.sql("select row_number, person_id from people.identity_links").fetchall()
        attended = release.sql(
            "select event_name, count(distinct person_id) from people.attendances"
            " join insights.events using (event_id) group by 1"
        ).fetchall()
    counted: dict[str, set[str]] = {}
    for row_number, person_id in links:
        counted.setdefault(meeting_of_row[row_number], set()).add(person_id)
    assert dict(attended) == {meeting: len(people) for meeting, people in counted.items()}


def test_the_officers_of_each_edition_are_all_there(editions: Home) -> None:
    with both(editions) as release:
        loaded = release.sql(
            "select snapshot_on::varchar, rows_in from insights.source_files where is_full_snapshot order by 1"
        ).fetchall()
    assert loaded == [(_edition(path), len(rows_of(path))) for path in officer_files()]


def test_renewals_between_editions_are_those_counted_from_the_files(editions: Home) -> None:
    """A membership is a person in a group; both sides count those listed in one edition and in the next."""
    with connect(editions.restricted_file, read_only=True) as restricted:
        person_of = {
            (name, row_number): person_id
            for name, row_number, person_id in restricted.sql(
                "select file_name, row_number, person_id from people.identity_links"
                " join people.landed_files using (file_id) where record_kind = 'membership'"
            ).fetchall()
        }
        modelled = restricted.sql(
            """
            select t.starts_on::varchar, count(distinct t.membership_id), count(distinct n.membership_id)
            from people.memberships t
            left join people.memberships n
                on t.membership_id = n.membership_id and t.ends_on = n.starts_on
            group by 1 order by 1
            """
        ).fetchall()
    listed = [
        {(person_of[path.name, number], row["slug"]) for number, row in enumerate(rows_of(path), start=2)}
        for path in officer_files()
    ]
    renewed = [len(before & after) for before, after in pairwise(listed)] + [0]
    assert modelled == [
        (_edition(path), len(members), stayed)
        for path, members, stayed in zip(officer_files(), listed, renewed, strict=True)
    ]


def test_most_renewals_are_seen_by_name_alone(editions: Home) -> None:
    """The files' own names, unresolved, bound the renewals from below: resolving only joins spellings."""
    with connect(editions.restricted_file, read_only=True) as restricted:
        renewed = restricted.sql(
            "select count(*) from people.memberships t join people.memberships n"
            " on t.membership_id = n.membership_id and t.ends_on = n.starts_on"
        ).fetchone()[0]
    named = [{(row["slug"], row["name"]) for row in rows_of(path)} for path in officer_files()]
    by_name = sum(len(before & after) for before, after in pairwise(named))
    assert by_name <= renewed <= by_name * 1.02


@pytest.mark.parametrize(("real", "is_rebuilt"), [("meetings", True), ("editions", False)])
def test_a_second_run_gives_the_same_bytes(real: str, is_rebuilt: bool, request: pytest.FixtureRequest) -> None:
    home: Home = request.getfixturevalue(real)
    before = release_bytes(home)
    if is_rebuilt:
        for place in (home.lake, home.warehouse, home.published):
            shutil.rmtree(place)
    done = kith("run", "--home", home.root)
    assert done.returncode == 0, done.stderr
    assert release_bytes(home) == before


def _edition(path: Path) -> str:
    found = re.search(r"\d{4}-\d{2}-\d{2}", path.name)
    assert found
    return found[0]


def test_no_name_reaches_the_insights(meetings: Home) -> None:
    (path,) = (REAL / "unfccc_precop").glob("*.csv")
    names = Counter(row["Person_Name"] for row in rows_of(path) if len(row["Person_Name"]) > 8)
    with connect(meetings.insights_file, read_only=True) as insights:
        tables = insights.sql("select table_name from duckdb_tables()").fetchall()
        for (table,) in tables:
            for row in insights.sql(f"select * from insights.{table}").fetchall():
                assert not names.keys() & {cell for cell in row if isinstance(cell, str)}
