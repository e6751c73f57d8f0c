"""Two processes on one home: one writes, the other is told so, and a dead one holds nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from pipelines import lock
from pipelines.errors import HomeError
from pipelines.home import Home
from tests.locks import is_locked

HOLDER = """
import sys, time
from pipelines import lock
from pipelines.home import Home
with lock.writing(Home.at(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the home's lock."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(home.root)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_a_second_writer_is_told_who_is_first(home: Home, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(HomeError, match="Another run is writing") as told, lock.writing(home):
        pass
    assert str(home.root) in str(told.value)
    assert "kith status" in told.value.remedy


def test_a_killed_writer_holds_nothing(home: Home, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with lock.writing(home):
        assert home.run_lock.exists()


def test_a_writer_may_wait(home: Home, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    with lock.writing(home, wait_seconds=30):
        assert home.run_lock.exists()


def test_a_process_may_ask_twice_and_lets_go_once(home: Home) -> None:
    with lock.writing(home):
        with lock.writing(home):
            pass
        assert is_locked(home)
    assert not is_locked(home)


def test_serving_and_writing_do_not_hinder_each_other(home: Home) -> None:
    with lock.serving(home), lock.writing(home):
        assert home.run_lock.exists()
