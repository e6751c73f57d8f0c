"""What every test may ask for: an empty home, and settings whose clock stands still."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as properties

from pipelines.home import Home
from pipelines.settings import Settings

# A slow machine breaks no property, and the same code passes or fails alike; `make fuzz` looks further.
properties.register_profile("kith", deadline=None, derandomize=True)
properties.load_profile("kith")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty, prepared data home."""
    home = Home.at(tmp_path / "home")
    home.prepare()
    return home


@pytest.fixture
def settings() -> Settings:
    """Settings whose clock stands still and whose inbox does not wait."""
    return Settings.model_validate({"clock": {"now": "2026-07-01T06:00:00Z"}, "inbox": {"settle_seconds": 0}})


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
