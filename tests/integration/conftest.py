"""Runs of the real command on homes of their own."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.home import Home
from tests.integration.both import Both
from tests.naive import lake

PROJECT = Path(__file__).parents[2]
DEMO = PROJECT / "data" / "demo"
KITH = Path(sys.executable).parent / "kith"
REAL = PROJECT.parent / "shared" / "data"
LAYOUTS = PROJECT / "tests" / "exports" / "layouts"

Kith = Callable[..., subprocess.CompletedProcess[str]]


def kith(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user would, and returns its exit code and what it printed."""
    environment = {name: value for name, value in os.environ.items() if name not in ("KITH_HOME", "DAGSTER_HOME")}
    return subprocess.run(
        [str(KITH), *map(str, arguments)], capture_output=True, text=True, timeout=600, env=environment
    )


def demo_home(root: Path) -> Home:
    """A home that holds the demo's exports, decisions and settings, not run yet."""
    shutil.copytree(DEMO, root, ignore=shutil.ignore_patterns("truth"))
    return Home.at(root)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Home]) -> Home:
    """A home that one of the processes that share the tests makes, and the others wait for."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make(factory.mktemp(name) / "home")
    root = factory.getbasetemp().parent / name
    root.mkdir(exist_ok=True)
    with (root / "lock").open("a") as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        if not (root / "made").exists():
            shutil.rmtree(root / "home", ignore_errors=True)  # what another process could not finish
            make(root / "home")
            (root / "made").touch()
    return Home.at(root / "home")


@pytest.fixture(scope="session")
def published_demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo, published once for all tests that only read it."""
    return once(tmp_path_factory, "published", lambda root: after_run(demo_home(root)))


def after_run(home: Home) -> Home:
    """`home` after a run."""
    done = kith("run", "--home", home.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return home


@pytest.fixture
def own_demo(published_demo: Home, tmp_path: Path) -> Home:
    """A copy of the published demo that a test may change."""
    shutil.copytree(published_demo.root, tmp_path / "home", symlinks=True)
    return Home.at(tmp_path / "home")


def publish(root: Path, files: list[Path], now: str) -> Home:
    """Lands `files` in a new home taught by the test layouts, and publishes."""
    home = Home.at(root)
    home.prepare()
    for layout in LAYOUTS.glob("*.yaml"):
        shutil.copy(layout, home.layouts)
    for file in files:
        shutil.copy(file, home.inbox)
    home.settings_file.write_text(f"[clock]\nnow = {now}\n[inbox]\nsettle_seconds = 0\n")
    return after_run(home)


@pytest.fixture(scope="session")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Public lists of who was at eleven meetings, published; what needs them is skipped where they are not."""
    files = sorted((REAL / "unfccc_precop").glob("*.csv"))
    if not files:
        pytest.skip(f"the real data is not here ({REAL.parent.name}/{REAL.name})")
    return once(tmp_path_factory, "meetings", lambda root: publish(root, files, "1996-01-01T00:00:00Z"))


@pytest.fixture(scope="session", params=["published_demo", "meetings"])
def both(request: pytest.FixtureRequest) -> Both:
    """The demo, and then public lists, whose numbers are computed once more in plain Python."""
    is_demo = request.param == "published_demo"
    as_of = datetime(2026, 7, 1, 6, tzinfo=UTC) if is_demo else datetime(1996, 1, 1, tzinfo=UTC)
    home: Home = request.getfixturevalue(request.param)
    return Both(home, lake.read(home, as_of), has_every_kind=is_demo)
