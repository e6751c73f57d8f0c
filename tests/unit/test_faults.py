"""Errors nobody raised on purpose: a full disk is told as one, the rest is kept out of sight."""

from __future__ import annotations

import errno
import stat

import pytest

from pipelines.errors import HeldBackError, HomeError, KithError, SettingsError
from pipelines.faults import DefectError, Ending, ending_of, plain
from pipelines.home import Home


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except Exception as caught:
        return caught


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        RuntimeError("(sqlite3.OperationalError) database or disk is full"),
        RuntimeError("IO Error: Could not write all bytes to file: No space left on device (os error 28)"),
    ],
)
def test_a_full_disk_is_told_as_one_whoever_noticed_it(home: Home, error: Exception) -> None:
    for seen in (raised(error), raised(ValueError("while writing"), error)):
        told = plain(seen, home)
        assert isinstance(told, HomeError)
        assert "is full" in told.message
        assert str(home.root) in told.message


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/srv/kith/kith.toml"), "/srv/kith/kith.toml"),
        (OSError('IO Error: Cannot open file "/srv/kith/a b.duckdb": Permission denied'), "/srv/kith/a b.duckdb"),
        (PermissionError("Permission denied (os error 13)"), None),
    ],
)
def test_a_missing_right_is_told_with_its_place_as_far_as_it_is_known(
    home: Home, error: Exception, place: str | None
) -> None:
    told = plain(raised(RuntimeError("while reading"), error), home)
    assert isinstance(told, HomeError)
    assert told.message == f"You may not read or write {place or home.root}."


def test_an_error_on_purpose_stays_what_it_is(home: Home) -> None:
    error = SettingsError("kith.toml: unknown key 'clok'.", "Did you mean 'clock'?")
    assert plain(raised(RuntimeError("outer"), error), home) is error


def test_what_an_unknown_error_quotes_stays_in_a_file_of_the_owner(home: Home) -> None:
    told = plain(raised(ValueError("cannot read ada@example.org")), home)
    assert isinstance(told, DefectError)
    assert "ada@example.org" not in str(told)
    (kept,) = home.logs.iterdir()
    assert str(kept) in told.remedy
    assert "ada@example.org" in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.logs.stat().st_mode) == 0o700


def test_a_home_that_takes_no_log_is_no_second_error(home: Home) -> None:
    home.logs.write_text("a file where the folder should be")
    assert "ValueError" in plain(raised(ValueError("x")), home).message


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (HeldBackError("a check failed"), Ending.HELD_BACK),
        (SettingsError("a typo"), Ending.WRONG_USE),
        (HomeError("not writable"), Ending.WRONG_USE),
        (DefectError("unknown"), Ending.DEFECT),
    ],
)
def test_endings(error: KithError, ending: Ending) -> None:
    assert ending_of(error) is ending
