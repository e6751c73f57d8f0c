"""The inbox sensor by its behaviour: what waits, what runs, and what runs once."""

from __future__ import annotations

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.resources import KithHome
from pipelines.home import Home

OLD = 1_700_000_000


@pytest.fixture
def kith(home: Home) -> KithHome:
    home.settings_file.write_text("[inbox]\nsettle_seconds = 60\n")
    return KithHome(root=str(home.root))


def drop(home: Home, name: str, text: str, changed_at: float = OLD) -> Path:
    path = home.inbox / name
    path.write_text(text)
    os.utime(path, (changed_at, changed_at))
    return path


def tick(loaded_home: Home, kith: KithHome, cursor: str | None = None) -> dg.SensorResult:
    from pipelines.defs.sensors import files_arrived

    with dg.build_sensor_context(cursor=cursor, resources={"kith": kith}) as context:
        result = files_arrived(context)
    assert isinstance(result, dg.SensorResult)
    return result


def test_an_empty_inbox_asks_for_nothing(loaded_home: Home, kith: KithHome) -> None:
    result = tick(loaded_home, kith)
    assert not result.run_requests
    assert result.skip_reason.skip_message == "Nothing new in the inbox."


def test_a_settled_file_asks_for_a_run_once(loaded_home: Home, home: Home, kith: KithHome) -> None:
    drop(home, "guests.csv", "name\nAda\n")
    first = tick(loaded_home, kith)
    assert len(first.run_requests) == 1
    second = tick(loaded_home, kith, first.cursor)
    assert not second.run_requests
    assert "It still holds 1 file, for which a run was asked." in second.skip_reason.skip_message


def test_a_file_that_is_still_being_written_waits(loaded_home: Home, home: Home, kith: KithHome) -> None:
    drop(home, "guests.csv", "name\nA", changed_at=time.time())
    drop(home, "later.csv.part", "name\nA")
    waiting = tick(loaded_home, kith)
    assert not waiting.run_requests
    assert waiting.skip_reason.skip_message == "Still being written: 2 files."
    drop(home, "guests.csv", "name\nAda\n")
    assert len(tick(loaded_home, kith, waiting.cursor).run_requests) == 1


def test_a_changed_file_runs_again(loaded_home: Home, home: Home, kith: KithHome) -> None:
    drop(home, "guests.csv", "name\nAda\n")
    first = tick(loaded_home, kith)
    drop(home, "guests.csv", "name\nAda\nBlaise\n", changed_at=OLD + 60)
    second = tick(loaded_home, kith, first.cursor)
    assert len(second.run_requests) == 1
    assert second.run_requests[0].run_key != first.run_requests[0].run_key


def test_the_same_file_dropped_a_second_time_runs_again(loaded_home: Home, home: Home, kith: KithHome) -> None:
    path = drop(home, "guests.csv", "name\nAda\n")
    first = tick(loaded_home, kith)
    path.unlink()  # a run took it
    empty = tick(loaded_home, kith, first.cursor)
    drop(home, "guests.csv", "name\nAda\n")
    again = tick(loaded_home, kith, empty.cursor)
    assert len(again.run_requests) == 1
    assert again.run_requests[0].run_key != first.run_requests[0].run_key


def test_a_tick_that_is_evaluated_twice_asks_for_the_same_run(loaded_home: Home, home: Home, kith: KithHome) -> None:
    drop(home, "guests.csv", "name\nAda\n")
    keys = {tick(loaded_home, kith).run_requests[0].run_key for _ in range(2)}
    assert len(keys) == 1
