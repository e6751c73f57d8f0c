"""What the operating system refuses, in words for a person."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from pipelines.errors import HomeError

FULL = (errno.ENOSPC, errno.EDQUOT)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)


def is_full(error: BaseException) -> bool:
    """Whether the operating system says that a disk, or somebody's part of it, is full.

    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(ValueError("full"))
    (True, False)
    """
    return isinstance(error, OSError) and error.errno in FULL


def full(where: Path) -> HomeError:
    """What to say where the disk that holds `where` is full."""
    return HomeError(
        f"The disk that holds {where} is full.",
        "Free some space and run again: nothing landed is lost, and the published release is untouched.",
    )


def forbidden(where: Path) -> HomeError:
    """What to say where the operating system does not let us read or write at `where`."""
    return HomeError(
        f"You may not read or write {where}.",
        "Ask whoever owns it for the right, or choose another home with --home. People's data is for its owner alone.",
    )


@contextlib.contextmanager
def plain_disk_errors(where: Path) -> Iterator[None]:
    """Turns the operating system's refusals at `where` into a `HomeError`."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise full(where) from error
        if error.errno in REFUSED:
            raise HomeError(
                f"{where} cannot be written ({os.strerror(error.errno)}).",
                "Choose another home with --home, or give yourself the right to write there.",
            ) from error
        raise
