"""Whatever is dropped, and whatever the machine lacks: a plain message, nothing lost, the release whole."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.home import Home, connect, read_json
from tests.integration.conftest import kith
from tests.integration.test_whole_way import release_bytes

pytestmark = pytest.mark.integration

ZIP_CUT_SHORT = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 40


def test_files_that_nobody_can_read_are_each_told_apart_and_kept(own_demo: Home) -> None:
    (own_demo.inbox / "empty.csv").write_bytes(b"")
    (own_demo.inbox / "unknown.csv").write_bytes(b"Teapot,Sugar\nblue,1\ngreen,2\n")
    (own_demo.inbox / "cut.zip").write_bytes(ZIP_CUT_SHORT)
    (own_demo.inbox / "folder").mkdir()
    (own_demo.inbox / "dangling.csv").symlink_to("nowhere.csv")
    (own_demo.inbox / "twin_a.csv").write_bytes(b"Kettle,Spoon\nred,1\n")
    (own_demo.inbox / "twin_b.csv").write_bytes(b"Kettle,Spoon\nred,1\n")
    done = kith("run", "--home", own_demo.root)
    printed = done.stdout + done.stderr
    assert done.returncode == 0, printed
    for name in ("folder", "dangling.csv"):
        assert name in printed
        assert (own_demo.inbox / name).is_dir() or (own_demo.inbox / name).is_symlink()
    status = kith("status", "--home", own_demo.root).stdout
    for name in ("empty.csv", "unknown.csv", "cut.zip", "twin_a.csv"):
        assert name in status
        assert not (own_demo.inbox / name).exists()
    landed = {read_json(path)["file_name"] for path in own_demo.landing.glob("*/manifest.json")}
    assert {"empty.csv", "unknown.csv", "cut.zip", "twin_a.csv"} <= landed
    assert "twin_b.csv" not in landed
    with connect(own_demo.insights_file, read_only=True) as insights:
        reasons = dict(
            insights.sql(
                "select status_reason, count(*) from insights.source_files where status <> 'read' group by 1"
            ).fetchall()
        )
    assert {"empty_file", "truncated_zip", "unknown_layout"} <= set(reasons)


def test_a_settings_file_with_a_typo_stops_the_run_before_it_starts(own_demo: Home) -> None:
    before = release_bytes(own_demo)
    with own_demo.settings_file.open("a") as file:
        file.write("\n[attendence]\nonline_minutes = 5\n")
    done = kith("run", "--home", own_demo.root)
    assert done.returncode == 2
    assert "unknown key 'attendence'. Did you mean 'attendance'?" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert release_bytes(own_demo) == before


def test_a_home_that_is_not_writable_is_refused() -> None:
    done = kith("run", "--home", "/proc/kith")
    assert done.returncode == 2
    assert "/proc/kith" in done.stderr
    assert "--home" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 MiB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m", "kith-test", str(disk)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_loses_nothing_and_leaves_the_release_whole(small_disk: Path, published_demo: Home) -> None:
    home = Home.at(small_disk / "home")
    shutil.copytree(published_demo.root, home.root, symlinks=True)
    before = release_bytes(home)
    rows = b"".join(b"%d,gst-%d,Guest %d\n" % (n, n, n) for n in range(300_000))
    export = b"order,api_id,name\n" + rows
    (home.inbox / "large.csv").write_bytes(export)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"\0" * max(0, free - len(export) // 2))
    done = kith("run", "--home", home.root)
    printed = done.stdout + done.stderr
    assert done.returncode == 2, printed
    assert "is full" in printed
    assert "Traceback" not in printed
    assert (home.inbox / "large.csv").read_bytes() == export
    assert release_bytes(home) == before
    (small_disk / "ballast").unlink()
    assert kith("run", "--home", home.root).returncode == 0
