"""What to say of an error that nobody raised on purpose.

A full disk shows itself in as many ways as there are libraries that write, a missing
right in as many as read; each becomes one plain `HomeError`. Anything else is a defect: its traceback may quote
values, so it goes to a file that only the owner of the home reads, and what is
shown or kept elsewhere names that file.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path

from pipelines import disk
from pipelines.errors import HeldBackError, KithError
from pipelines.home import Home

FULL_DISK_WORDS = ("no space left on device", "disk is full", "disk quota exceeded", "not enough space")
DUCKDB_NAMES = re.compile(r'file "([^"]+)": permission denied', re.IGNORECASE)


class Ending(IntEnum):
    """How a command or a run ends; the numbers are the exit codes. Published also says that nothing was new."""

    PUBLISHED = 0
    HELD_BACK = 1
    WRONG_USE = 2
    DEFECT = 3


INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


class DefectError(KithError):
    """An error that kith does not know: a defect, or a machine in trouble."""


def ending_of(error: KithError) -> Ending:
    """How `error` ends a command: what is neither a check nor a defect is for the operator to put right.

    >>> ending_of(KithError("The home is gone.")).name
    'WRONG_USE'
    """
    if isinstance(error, HeldBackError):
        return Ending.HELD_BACK
    return Ending.DEFECT if isinstance(error, DefectError) else Ending.WRONG_USE


def plain(error: BaseException, home: Home) -> KithError:
    """`error` in words for a person; a traceback, where one is needed, is kept in the home's logs.

    >>> plain(KithError("The home is gone."), Home.at("data")).message
    'The home is gone.'
    """
    for cause in _causes(error):
        if isinstance(cause, KithError):
            return cause
        if _is_full_disk(cause):
            return disk.full(home.root)
        if (path := _forbidden(cause, home)) is not None:
            return disk.forbidden(path)
    return unexpected(type(error).__name__, "".join(traceback.format_exception(error)), home)


def unexpected(what: str, details: str, home: Home) -> DefectError:
    """A defect in `what`; `details`, which may quote values, are kept in the home's logs."""
    kept = _keep(details, home)
    where = f"The details are in {kept} (they may quote values: look before you share them)." if kept else ""
    return DefectError(f"Something unexpected went wrong ({what}).", where)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _is_full_disk(error: BaseException) -> bool:
    return disk.is_full(error) or any(words in str(error).lower() for words in FULL_DISK_WORDS)


def _forbidden(error: BaseException, home: Home) -> Path | None:
    """The place that may not be read or written, if that is the error; the home, where it names no place."""
    if isinstance(error, PermissionError) and isinstance(error.filename, str):
        return Path(error.filename)
    if isinstance(error, PermissionError) or "permission denied" in str(error).lower():
        named = DUCKDB_NAMES.search(str(error))
        return Path(named[1]) if named else home.root
    return None


def _keep(details: str, home: Home) -> Path | None:
    """Writes `details` to a file that only its owner reads; None where the home takes no more files."""
    path = home.logs / f"error-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.log"
    try:
        home.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(details)
    except OSError:
        return None
    return path
