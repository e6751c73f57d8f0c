"""Seeing a lock from outside: asking for it without waiting, as another process would."""

from __future__ import annotations

import fcntl

from pipelines.home import Home


def is_locked(home: Home) -> bool:
    """Whether somebody writes `home` now."""
    with home.run_lock.open("a") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
