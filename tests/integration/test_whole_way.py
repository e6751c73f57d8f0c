"""From dropped exports to a release: repeatable, rebuildable, and everything accounted for."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from pipelines.home import Home, connect, read_json
from pipelines.publishing.telling import TOLD
from tests.integration.conftest import kith

pytestmark = pytest.mark.integration


def release_bytes(home: Home) -> dict[str, str]:
    """The hash of every Parquet file of the release in place, by its path within the release."""
    release = home.releases / read_json(home.release_manifest)["release_id"]
    return {
        str(path.relative_to(release)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(release.rglob("*.parquet"))
    }


def tables_of(home: Home) -> dict[str, str]:
    """The same without the tables that tell what was published before."""
    history = {table.name for table in TOLD}
    return {path: sha256 for path, sha256 in release_bytes(home).items() if Path(path).stem not in history}


def test_a_second_run_with_nothing_new_changes_no_byte(own_demo: Home) -> None:
    before = release_bytes(own_demo)
    done = kith("run", "--home", own_demo.root)
    assert done.returncode == 0, done.stderr
    assert release_bytes(own_demo) == before
    assert len(before) > 10


def test_rebuilding_from_the_landing_gives_the_same_bytes(own_demo: Home) -> None:
    before = release_bytes(own_demo)
    for place in (own_demo.lake, own_demo.warehouse, own_demo.published):
        shutil.rmtree(place)
    done = kith("run", "--home", own_demo.root)
    assert done.returncode == 0, done.stderr
    assert release_bytes(own_demo) == before


def test_every_row_of_every_file_is_accounted_for(published_demo: Home) -> None:
    with connect(published_demo.insights_file, read_only=True) as insights:
        unbalanced = insights.sql(
            "select file_id from insights.source_files where rows_in <> rows_loaded + rows_quarantined + rows_duplicate"
        ).fetchall()
        files, rows, quarantined = insights.sql(
            "select count(*), sum(rows_in), sum(rows_quarantined) from insights.source_files"
        ).fetchone()
    with connect(published_demo.restricted_file, read_only=True) as restricted:
        (listed,) = restricted.sql("select count(*) from people.quarantined_rows").fetchone()
    assert unbalanced == []
    assert files == len(list(published_demo.landing.glob("*/manifest.json"))) > 30
    assert rows > 5_000
    assert listed == quarantined > 0


def test_an_export_that_arrives_later_gives_what_a_rebuild_gives(tmp_path: Path, published_demo: Home) -> None:
    late = tmp_path / "late"
    shutil.copytree(published_demo.root, late, symlinks=True)
    home = Home.at(late)
    folder = next(folder for folder in sorted(home.landing.iterdir()) if "Guests" in _name(folder))
    name = _name(folder)
    content = (folder / "content").read_bytes()
    whole = tables_of(home)
    shutil.rmtree(folder)
    without = kith("run", "--home", home.root)
    assert without.returncode == 0, without.stderr
    assert tables_of(home) != whole
    (home.inbox / name).write_bytes(content)
    again = kith("run", "--home", home.root)
    assert again.returncode == 0, again.stderr
    assert tables_of(home) == whole


def _name(folder: Path) -> str:
    return str(read_json(folder / "manifest.json")["file_name"])
