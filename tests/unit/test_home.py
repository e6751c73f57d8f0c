"""The home: plain refusals, writing that is whole or not at all, one door to DuckDB."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.clock import as_of
from pipelines.errors import HomeError
from pipelines.home import Home, connect, read_json, replacing, write_json
from pipelines.landing import land
from pipelines.settings import Settings, parse_instant
from pipelines.stamps import fingerprint, forget, made_from, of_files, stamp, summary_of
from tests.users import as_ordinary_user


def test_a_home_below_a_file_is_refused_plainly(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(HomeError, match="--home"):
        Home.at(tmp_path / "taken" / "home").prepare()


def test_a_home_that_is_not_writable_is_refused_plainly(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with as_ordinary_user(), pytest.raises(HomeError, match=r"cannot be written \(Permission denied\)"):
        Home.at(open_folder / "home").prepare()


def test_places_with_personal_data_are_private(home: Home) -> None:
    for place in (home.landing, home.lake, home.warehouse, home.decisions, home.dagster):
        assert place.stat().st_mode & 0o077 == 0


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(home: Home) -> None:
    target = home.root / "value.json"
    write_json(target, {"value": 1})
    with pytest.raises(RuntimeError), replacing(target) as beside:
        beside.write_text("half")
        raise RuntimeError
    assert read_json(target) == {"value": 1}
    assert [path.name for path in home.root.glob("*value*")] == ["value.json"]


def test_an_open_reader_keeps_its_snapshot_while_a_database_is_swapped(home: Home) -> None:
    target = home.published / "insights.duckdb"
    for value in (1, 2):
        with replacing(target) as beside, connect(beside) as writing:
            writing.execute(f"create table t as select {value} as v")
            writing.close()
        if value == 1:
            reader = connect(target, read_only=True)
    assert reader.sql("select v from t").fetchall() == [(1,)]
    reader.close()
    with connect(target, read_only=True) as fresh:
        assert fresh.sql("select v from t").fetchall() == [(2,)]


def test_as_of_is_the_last_landing_or_the_start_of_the_day(home: Home, settings: Settings) -> None:
    assert as_of(home, settings) == parse_instant("2026-07-01")
    (home.inbox / "a.csv").write_text("x")
    land(home, settings)
    assert as_of(home, settings) == parse_instant("2026-07-01T06:00:00Z")
    asked = parse_instant("2025-01-01")
    assert as_of(home, settings, asked) == asked


def test_a_stamp_tells_whether_the_inputs_are_the_same(home: Home) -> None:
    assert made_from(home, "identity") is None
    stamp(home, "identity", fingerprint("a"), {"people": 3})
    assert made_from(home, "identity") == fingerprint("a") != fingerprint("b")
    assert summary_of(home, "identity") == {"people": 3}
    forget(home, "identity")
    assert made_from(home, "identity") is None


def test_the_fingerprint_of_files_sees_content_name_and_absence(tmp_path: Path) -> None:
    file = tmp_path / "a"
    absent = of_files([file])
    file.write_text("1")
    one = of_files([file])
    file.write_text("2")
    assert len({absent, one, of_files([file])}) == 3
