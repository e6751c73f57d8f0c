"""The project as dbt parses it: once, whatever the home."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from pipelines import warehouse
from pipelines.home import Home, read_json


def test_another_home_has_its_own_lake_without_parsing_again(
    lake_home: Home, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = warehouse.manifest(lake_home)
    other = Home.at(tmp_path / "member's {other}")
    other.prepare()
    with caplog.at_level(logging.INFO):
        manifest, project = warehouse.manifest(other), warehouse.parsed(other)
    assert "Parsing the dbt project" not in caplog.text
    assert manifest.is_relative_to(other.root)
    assert read_json(manifest) == read_json(first)
    lake = str(other.lake).replace("'", "''")
    assert {source.meta["lake"] for source in project.sources.values()} == {lake}


def test_where_nothing_can_be_shared_the_home_keeps_what_was_parsed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own, there = tmp_path / "own", tmp_path / "a file and no folder"
    there.touch()
    own.mkdir()
    for name in ("manifest.json", warehouse.PARSED):
        (own / name).write_text("parsed")
    with caplog.at_level(logging.INFO):
        assert not warehouse._share(own, there / "parsed-0")
    assert "Further homes will parse it again" in caplog.text
    assert (own / warehouse.PARSED).read_text() == "parsed"
    older = tmp_path / "target" / "parsed-1"
    older.mkdir(parents=True)
    assert warehouse._share(own, tmp_path / "target" / "parsed-2")
    assert (tmp_path / "target" / "parsed-2" / warehouse.PARSED).read_text() == "parsed"
    assert not older.exists()
    assert not own.exists()
