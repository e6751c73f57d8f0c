"""Landing: what is dropped is kept once, whole, and nothing is lost on the way."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path

import pytest

from pipelines.errors import HomeError
from pipelines.home import Home
from pipelines.landing import land, manifests
from pipelines.settings import Settings
from tests.users import as_ordinary_user


def drop(home: Home, name: str, content: bytes = b"Name,Email\nAda,ada@example.org\n") -> Path:
    path = home.inbox / name
    path.write_bytes(content)
    return path


def test_a_dropped_file_is_kept_byte_for_byte_and_leaves_the_inbox(home: Home, settings: Settings) -> None:
    content = b"\xff\xfeN\x00\r\n"
    path = drop(home, "report.csv", content)
    (manifest,) = land(home, settings).landed
    kept = home.landed(manifest.file_id) / "content"
    assert kept.read_bytes() == content
    assert manifest.sha256 == hashlib.sha256(content).hexdigest()
    assert manifest.landed_at == "2026-07-01T06:00:00+00:00"
    assert not path.exists()


def test_the_same_bytes_land_once_under_any_name(home: Home, settings: Settings) -> None:
    drop(home, "a.csv")
    first = land(home, settings)
    drop(home, "b.csv")
    second = land(home, settings)
    assert [name for name, _ in second.duplicates] == ["b.csv"]
    assert second.duplicates[0][1] == first.landed[0]
    assert manifests(home) == first.landed
    assert list(home.inbox.iterdir()) == []


def test_two_files_with_the_same_bytes_in_one_drop(home: Home, settings: Settings) -> None:
    drop(home, "a.csv")
    drop(home, "b.csv")
    report = land(home, settings)
    assert [manifest.file_name for manifest in report.landed] == ["a.csv"]
    assert [name for name, _ in report.duplicates] == ["b.csv"]


def test_an_empty_file_lands_so_that_the_ledger_can_account_for_it(home: Home, settings: Settings) -> None:
    drop(home, "empty.csv", b"")
    assert land(home, settings).landed[0].byte_count == 0


def test_a_folder_stays_with_a_remedy(home: Home, settings: Settings) -> None:
    (home.inbox / "exports").mkdir()
    (left,) = land(home, settings).left
    assert (left.file_name, left.reason) == ("exports", "it is a folder")
    assert "zip" in left.remedy
    assert (home.inbox / "exports").is_dir()


def test_a_file_still_being_written_waits_and_is_taken_whole_by_the_next_run(home: Home) -> None:
    slow = Settings.model_validate({"inbox": {"settle_seconds": 0.3}})
    path = drop(home, "growing.csv", b"Name\n")
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            with path.open("ab") as file:
                file.write(b"row\n")
            time.sleep(0.02)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        report = land(home, slow)
    finally:
        stop.set()
        writer.join()
    assert report.landed == []
    assert report.left[0].reason == "it is still being written"
    whole = path.read_bytes()
    (manifest,) = land(home, slow).landed
    assert (home.landed(manifest.file_id) / "content").read_bytes() == whole


def test_a_freshly_dropped_file_that_is_finished_is_taken_in_one_run(home: Home) -> None:
    drop(home, "a.csv")
    assert len(land(home, Settings.model_validate({"inbox": {"settle_seconds": 0.2}})).landed) == 1


def test_a_download_under_way_waits(home: Home, settings: Settings) -> None:
    drop(home, "members.csv.crdownload")
    assert land(home, settings).left[0].reason == "it is still being written"


def test_hidden_files_are_not_exports(home: Home, settings: Settings) -> None:
    drop(home, ".DS_Store")
    report = land(home, settings)
    assert (report.landed, report.left) == ([], [])


def test_an_unreadable_file_stays_with_the_reason(home: Home, settings: Settings) -> None:
    (home.inbox / "lost.csv").symlink_to(home.inbox / "nowhere.csv")
    os.mkfifo(home.inbox / "pipe.csv")
    left = {item.file_name: item for item in land(home, settings).left}
    assert "cannot be read (No such file or directory)" in left["lost.csv"].reason
    assert left["pipe.csv"].reason == "it is not an ordinary file"


def test_a_file_without_the_right_to_read_stays_with_the_reason(open_folder: Path, settings: Settings) -> None:
    home = Home.at(open_folder / "home")
    with as_ordinary_user():
        home.prepare()
        drop(home, "locked.csv").chmod(0)
        left = land(home, settings).left
    assert [(item.file_name, item.reason) for item in left] == [("locked.csv", "it cannot be read (Permission denied)")]


def test_a_file_over_the_limit_stays_and_names_the_setting(home: Home) -> None:
    drop(home, "large.csv", b"x" * 11)
    small = Settings.model_validate({"inbox": {"settle_seconds": 0, "largest_bytes": 10}})
    (left,) = land(home, small).left
    assert "11 bytes" in left.reason
    assert "largest_bytes" in left.remedy


def test_what_a_killed_run_left_half_copied_is_cleared(home: Home, settings: Settings) -> None:
    half = home.landing / ".arriving-dead"
    half.mkdir()
    (half / "content").write_bytes(b"half")
    land(home, settings)
    assert not half.exists()


def test_different_bytes_under_a_known_id_are_never_taken_for_known(home: Home, settings: Settings) -> None:
    drop(home, "a.csv")
    (manifest,) = land(home, settings).landed
    drop(home, "b.csv", b"other")
    other = hashlib.sha256(b"other").hexdigest()[:16]
    home.landed(manifest.file_id).rename(home.landed(other))
    with pytest.raises(HomeError, match=r"b\.csv"):
        land(home, settings)
    assert (home.inbox / "b.csv").exists()
