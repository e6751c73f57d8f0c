"""Setting the demo up in a home: once, and never over what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines import demo
from pipelines.errors import HomeError
from pipelines.home import Home
from pipelines.landing import land
from pipelines.settings import Settings


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo of two exports."""
    folder = tmp_path / "demo"
    (folder / "inbox").mkdir(parents=True)
    (folder / "decisions").mkdir()
    (folder / "kith.toml").write_text("[clock]\nnow = 2026-07-01T06:00:00Z\n")
    (folder / "decisions" / "events.csv").write_text("file_name\n")
    for name in ("one.csv", "two.csv"):
        (folder / "inbox" / name).write_text(f"name\n{name}\n")
    monkeypatch.setattr(demo, "SOURCE", folder)
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_home_gets_everything(home: Home, source: Path) -> None:
    demo.set_up(home)
    assert names(home.inbox) == {"one.csv", "two.csv"}
    assert names(home.decisions) == {"events.csv"}
    assert home.settings_file.read_text() == (source / "kith.toml").read_text()


def test_what_landed_is_not_dropped_again(home: Home, source: Path, settings: Settings) -> None:
    demo.set_up(home)
    land(home, settings)
    (source / "inbox" / "three.csv").write_text("name\nthree\n")
    demo.set_up(home)
    assert names(home.inbox) == {"three.csv"}


def test_settings_and_decisions_of_ones_own_stay(home: Home, source: Path) -> None:
    home.settings_file.write_text('[locale]\ncountry = "IE"\n')
    (home.decisions / "events.csv").write_text("mine\n")
    demo.set_up(home)
    assert home.settings_file.read_text() == '[locale]\ncountry = "IE"\n'
    assert (home.decisions / "events.csv").read_text() == "mine\n"


def test_a_home_with_files_that_wait_is_refused(home: Home, source: Path) -> None:
    (home.inbox / "mine.csv").write_text("name\nAda\n")
    with pytest.raises(HomeError, match="1 file of its own"):
        demo.set_up(home)
    assert names(home.inbox) == {"mine.csv"}


def test_without_the_demo_it_says_where_it_looked(home: Home, source: Path) -> None:
    shutil.rmtree(source)
    with pytest.raises(HomeError, match="The demo is not at"):
        demo.set_up(home)
