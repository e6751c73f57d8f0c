"""A decision from its row to the release and back: recorded, undone by deleting the row, reported when idle."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.home import Home, read_json
from pipelines.publishing.reading import released
from tests.integration.conftest import DEMO, after_run, kith
from tests.integration.test_whole_way import tables_of

pytestmark = pytest.mark.integration

GUESTS = "Software Breakfast 1 - Guests"
TWO = """
    select min(record_id), person_id from identity_links where record_kind = 'attendance'
    group by person_id having count(*) = 1 order by 1 limit 2
"""
CHANGES = "select change_kind, id_before, id_after, moved_by, current_id from identity_changes order by release_number"
STALE = "decisions/people.csv, line 3: left names an address that no counted record gives."


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """A home that has published one guest list."""
    home = Home.at(tmp_path / "home")
    home.prepare()
    shutil.copy(DEMO / "kith.toml", home.settings_file)
    for path in (DEMO / "inbox").glob(f"{GUESTS}*"):
        shutil.copy(path, home.inbox)
    return after_run(home)


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    with released(home, "people") as connection:
        return connection.execute(query).fetchall()


def test_a_merge_is_recorded_and_undone_by_deleting_its_row(small: Home) -> None:
    before, release_id = tables_of(small), read_json(small.release_manifest)["release_id"]
    (one, kept), (other, gone) = asked(small, TWO)
    idle = "different,email:nobody@nowhere.example,email:nothing@nowhere.example"
    (small.decisions / "people.csv").write_text(f"decision,left,right\nsame,{one},{other}\n{idle}\n")
    joined = kith("run", "--home", small.root)
    assert joined.returncode == 0, joined.stderr
    assert "decisions_apply on identity/stale_decisions" in joined.stdout
    assert STALE in joined.stdout
    assert STALE in kith("status", "--home", small.root).stdout
    with released(small) as insights:
        count = "select observed from data_quality where check_name = 'stale_decision_count' and not is_passed"
        assert insights.execute(count).fetchall() == [(2.0,)]
    ((kind, old, new, cause, current),) = asked(small, CHANGES)
    assert (kind, {old, new}, cause, current) == ("merged", {kept, gone}, "decision", new)
    (small.decisions / "people.csv").unlink()
    parted = kith("run", "--home", small.root)
    assert parted.returncode == 0, parted.stderr
    assert "stale" not in parted.stdout
    assert tables_of(small) == before
    assert read_json(small.release_manifest)["release_id"] == release_id
    assert [(kind, cause) for kind, *_, cause, _ in asked(small, CHANGES)] == [
        ("merged", "decision"), ("split", "decision"),
    ]  # fmt: skip
