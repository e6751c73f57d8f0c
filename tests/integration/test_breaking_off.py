"""A run that is broken off, by Ctrl-C or by force, is taken up where it stood; a reader that leaves breaks nothing."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.defs import instance
from pipelines.home import Home
from tests.integration.conftest import KITH, demo_home, kith
from tests.integration.test_whole_way import release_bytes

pytestmark = pytest.mark.integration


def _hear_interrupts() -> None:
    """A shell starts what it puts in the background deaf to Ctrl-C, and children inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def running(home: Home, until: str) -> Iterator[subprocess.Popen[str]]:
    """A run that has come to the progress line that starts with `until`."""
    command = [str(KITH), "run", "--home", str(home.root)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_interrupts
    ) as process:
        assert process.stderr is not None
        try:
            assert any(line.startswith(until) for line in process.stderr), f"'{until}' was never said"
            yield process
        finally:
            process.kill()


def unfinished(home: Home) -> int:
    with instance.opened(home) as opened:
        return sum(run.status in instance.IN_PROGRESS for run in opened.get_runs())


def test_a_run_broken_off_again_and_again_ends_where_an_unbroken_one_ends(tmp_path: Path, published_demo: Home) -> None:
    home = demo_home(tmp_path / "home")
    for until in ("Judging", "Comparing"):
        with running(home, until) as process:
            process.send_signal(signal.SIGINT)
            assert process.stderr is not None
            said = process.stderr.read()
            assert process.wait(60) == 130
        assert "Interrupted. Nothing is lost" in said
        assert "Traceback" not in said
        assert not home.release_manifest.exists()
        assert unfinished(home) == 0
    with running(home, "Copying") as process:
        process.kill()
        assert process.wait(60) == -signal.SIGKILL
    assert unfinished(home) == 1
    done = kith("run", "--home", home.root)
    assert done.returncode == 0, done.stderr
    assert unfinished(home) == 0
    assert release_bytes(home) == release_bytes(published_demo)


@pytest.mark.parametrize(
    ("command", "code"), [(("run",), 0), (("sql",), -signal.SIGPIPE), (("status",), -signal.SIGPIPE)]
)
def test_a_reader_that_leaves_breaks_nothing(own_demo: Home, command: tuple[str, ...], code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [str(KITH), *command, "--home", str(own_demo.root)],
            stdout=writing, stderr=subprocess.PIPE, text=True, timeout=600,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert done.returncode == code
    assert done.stderr == ""
