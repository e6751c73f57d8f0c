"""The swap, watched by real readers: each sees one whole release, never a mixture or a gap."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import timedelta

from pipelines.home import Home
from pipelines.publishing import shelf
from pipelines.publishing.release import publish
from pipelines.settings import Settings
from tests.unit.publishing.warehouses import AS_OF, make_home

READER = """
import json, sys
from contextlib import closing
from pathlib import Path
from pipelines.home import connect

published, stop = Path(sys.argv[1]), Path(sys.argv[2])
seen, reads = set(), 0
print("ready", flush=True)
while not stop.exists():
    with closing(connect(published / "insights.duckdb", read_only=True)) as connection:
        query = "SELECT release_id FROM releases WHERE is_this_release"
        seen.add(connection.execute(query).fetchone()[0])
    manifest = json.loads((published / "manifest.json").read_text())
    folder = published / "releases" / manifest["release_id"]
    assert (folder / "restricted.duckdb").exists()
    reads += 1
print(json.dumps({"reads": reads, "seen": sorted(seen)}))
"""


def test_readers_in_other_processes_see_whole_releases_while_they_are_swapped(home: Home, settings: Settings) -> None:
    made = [publish(make_home(home), settings, AS_OF + timedelta(days=day)).release_id for day in range(3)]
    stop = home.root / "stop"
    reader = [sys.executable, "-c", READER, str(home.published), str(stop)]
    readers = [subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in readers:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for swap in range(300):
        shelf.put_in_force(home, made[swap % len(made)])
        time.sleep(0.005)
    stop.touch()
    for process in readers:
        output, fault = process.communicate(timeout=60)
        assert process.returncode == 0, fault
        told = json.loads(output)
        assert told["reads"] > 0
        assert set(told["seen"]) <= set(made)


def test_an_open_reader_keeps_the_release_it_opened(home: Home, settings: Settings) -> None:
    first = publish(make_home(home), settings, AS_OF)
    with home.insights_file.open("rb") as held:
        for day in range(1, 6):
            publish(home, settings, AS_OF + timedelta(days=day))
        assert not first.folder.exists()
        assert held.read(16)[8:12] == b"DUCK"


def test_the_three_published_files_change_together(home: Home, settings: Settings) -> None:
    made = [publish(make_home(home), settings, AS_OF + timedelta(days=day)) for day in range(2)]
    files = (home.insights_file, home.restricted_file, home.release_manifest)
    for release in reversed(made):
        shelf.put_in_force(home, release.release_id)
        assert {file.resolve().parent for file in files} == {release.folder}


def test_the_home_can_move(home: Home, settings: Settings) -> None:
    release = publish(make_home(home), settings, AS_OF)
    moved = Home.at(home.root.rename(home.root.with_name("moved")))
    current = shelf.current(moved)
    assert current is not None
    assert current.release_id == release.release_id


def test_the_release_in_force_is_never_cleared(home: Home, settings: Settings) -> None:
    made = [publish(make_home(home), settings, AS_OF + timedelta(days=day)).release_id for day in range(3)]
    shelf.put_in_force(home, made[0])
    assert shelf.clear(home, 1) == made[1:]
    assert [kept.release_id for kept in shelf.kept(home)] == made[:1]
