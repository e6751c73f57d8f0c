"""The whole command on the demo: what it prints, how it ends, and that a second run is cheap."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from pipelines.home import Home, connect, read_json
from tests.integration.conftest import kith

pytestmark = pytest.mark.integration


def test_the_demo_is_published_from_nothing_with_one_command(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "demo")
    done = kith("run", "--demo", "--home", home.root)
    assert done.returncode == 0, done.stderr
    manifest = read_json(home.release_manifest)
    for words in (
        f"Release {manifest['release_id']}",
        "published.",
        f"{manifest['counts']['rows_in']:,} in",
        f"{manifest['counts']['people_count']:,} people",
        "passed",
        "Engagement by industry",
        "kith sql",
        "kith ui",
    ):
        assert words in done.stdout
    assert "Reading " in done.stderr, "progress shows while it works"
    assert "Traceback" not in done.stdout + done.stderr
    assert stat.S_IMODE(home.restricted_file.stat().st_mode) == 0o600
    again = kith("run", "--demo", "--home", home.root)
    assert again.returncode == 0, again.stderr
    assert "nothing was new" in again.stdout
    assert read_json(home.release_manifest) == manifest


def test_what_is_printed_names_nobody(own_demo: Home) -> None:
    with connect(own_demo.restricted_file, read_only=True) as restricted:
        people = restricted.sql("select email, full_name from people.people").fetchall()
    private = {word for row in people for word in row if word and len(word) > 6}
    assert len(private) > 1000
    printed = kith("run", "--home", own_demo.root)
    status = kith("status", "--home", own_demo.root)
    text = "".join((printed.stdout, printed.stderr, status.stdout, status.stderr))
    assert [word for word in private if word in text] == []


def test_dagster_keeps_nothing_personal(published_demo: Home) -> None:
    """Every event that Dagster stored, of every run: messages, metadata and check results."""
    with connect(published_demo.restricted_file, read_only=True) as restricted:
        people = restricted.sql("select email, full_name from people.people").fetchall()
    private = {word.encode() for row in people for word in row if word and len(word) > 6}
    stored = b"".join(path.read_bytes() for path in sorted(published_demo.dagster.rglob("*.db")))
    assert len(stored) > 100_000
    assert [word for word in private if word in stored] == []


def test_a_check_that_fails_holds_the_release_back(own_demo: Home) -> None:
    before = read_json(own_demo.release_manifest)
    ledger = next(path for path in sorted(own_demo.ledger.glob("*.json")) if read_json(path)["status"] == "read")
    entry = read_json(ledger)
    entry["parts"][0]["rows_in"] += 1
    ledger.write_text(json.dumps(entry))
    shutil.rmtree(own_demo.stamps)
    done = kith("run", "--home", own_demo.root)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "held back" in done.stderr
    assert "rows_reconcile" in done.stderr
    assert ledger.stem in done.stderr
    assert "kith ui" in done.stderr
    assert read_json(own_demo.release_manifest) == before


def test_a_decision_that_cannot_be_understood_is_named_with_its_line(own_demo: Home) -> None:
    before = read_json(own_demo.release_manifest)
    people = own_demo.decisions / "people.csv"
    people.write_text("decision,left,right,note\nsimilar,email:ada@example.org,email:ada@example.com,\n")
    done = kith("run", "--home", own_demo.root)
    assert done.returncode == 2
    assert "people.csv" in done.stderr
    assert "line 2" in done.stderr
    assert read_json(own_demo.release_manifest) == before


def test_status_tells_what_is_stale(own_demo: Home) -> None:
    fresh = kith("status", "--home", own_demo.root)
    assert fresh.returncode == 0
    assert "Stale" not in fresh.stdout
    assert "unknown_layout" in fresh.stdout
    dropped = own_demo.inbox / "more.csv"
    dropped.write_text("name\nAda\n")
    os.utime(dropped, (1_700_000_000, 1_700_000_000))  # long finished
    own_demo.settings_file.touch()
    stale = kith("status", "--home", own_demo.root).stdout
    assert "the inbox holds 1 file for" in stale
    assert "kith.toml" not in stale, "it says what it said"
    with own_demo.settings_file.open("a") as settings:
        settings.write("\n[attendance]\nonline_minutes = 5\n")
    stale = kith("status", "--home", own_demo.root).stdout
    assert "kith.toml changed" in stale


def test_sql_answers_in_csv_and_json(published_demo: Home) -> None:
    query = "select industry_id, people_count from insights.industry_engagement order by industry_id"
    as_csv = kith("sql", query, "--format", "csv", "--home", published_demo.root)
    as_json = kith("sql", query, "--format", "json", "--home", published_demo.root)
    rows = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    assert len(rows) > 8
    assert [row["industry_id"] for row in rows] == [row["industry_id"] for row in json.loads(as_json.stdout)]
    people = kith(
        "sql", "select count(*) as n from people", "--restricted", "--format", "json", "--home", published_demo.root
    )
    assert json.loads(people.stdout)[0]["n"] > 1000
    refused = kith("sql", "select * from nowhere", "--home", published_demo.root)
    assert refused.returncode == 2
    assert "nowhere" in refused.stderr
    assert "Traceback" not in refused.stderr
