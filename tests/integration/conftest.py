"""Runs of the real command on homes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.home import Home

PROJECT = Path(__file__).parents[2]
DEMO = PROJECT / "data" / "demo"
KITH = Path(sys.executable).parent / "kith"

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


@pytest.fixture(scope="session")
def published_demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo, published once for all tests that only read it."""
    home = demo_home(tmp_path_factory.mktemp("published") / "home")
    done = kith("run", "--home", home.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return home


@pytest.fixture
def own_demo(published_demo: Home, tmp_path: Path) -> Home:
    """A copy of the published demo that a test may change."""
    shutil.copytree(published_demo.root, tmp_path / "home", symlinks=True)
    return Home.at(tmp_path / "home")
