"""One writer at a time: the locks that a run and a `kith ui` hold on a home.

A lock is the operating system's (`flock` on a file below `<home>/dagster`), so it goes
with the process that held it, however that process ended. A process that holds
one may ask again: the command takes it for a run whose stages take it too.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import time
from collections.abc import Iterator
from pathlib import Path

from pipelines.disk import plain_disk_errors
from pipelines.errors import HomeError
from pipelines.home import Home

logger = logging.getLogger("kith.lock")

PAUSE_SECONDS = 0.5
_held: set[Path] = set()


@contextlib.contextmanager
def writing(home: Home, *, wait_seconds: float = 0) -> Iterator[None]:
    """Holds the home for writing while the block runs.

    Waits up to `wait_seconds` for another process to let go, then raises `HomeError`.
    """
    taken = HomeError(
        f"Another run is writing {home.root}.",
        "Wait until it has ended (`kith status` shows the last release), then run again.",
    )
    with _holding(home, home.run_lock, taken, wait_seconds):
        yield


@contextlib.contextmanager
def serving(home: Home) -> Iterator[None]:
    """Holds the home for one `kith ui` while the block runs; raises `HomeError` where another serves it."""
    taken = HomeError(f"Another `kith ui` serves {home.root} already.", "Use that one, or end it first.")
    with _holding(home, home.ui_lock, taken, 0):
        yield


@contextlib.contextmanager
def _holding(home: Home, path: Path, taken: HomeError, wait_seconds: float) -> Iterator[None]:
    if path in _held:
        yield
        return
    with plain_disk_errors(home.root):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a")
    with handle:
        _take(handle.fileno(), taken, wait_seconds)
        _held.add(path)
        try:
            yield
        finally:
            _held.discard(path)


def _take(descriptor: int, taken: HomeError, wait_seconds: float) -> None:
    give_up = time.monotonic() + wait_seconds
    has_told = False
    while not _is_free(descriptor):
        if time.monotonic() >= give_up:
            raise taken
        if not has_told:
            logger.info("Waiting for another run to end")
            has_told = True
        time.sleep(PAUSE_SECONDS)


def _is_free(descriptor: int) -> bool:
    """Takes the lock if nobody has it, and says whether it did."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
