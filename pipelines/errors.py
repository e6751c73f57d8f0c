"""What goes wrong in words for a person: what happened, where, and what to do.

Every error that kith raises on purpose is a `KithError`; the command prints it
without a traceback. Anything else that escapes is a defect.
"""

from __future__ import annotations

from collections.abc import Sequence


class KithError(Exception):
    """Something a person can put right.

    `message` says what happened and where (file, part, row, key); `remedy` says
    what to do about it.

    >>> print(KithError("kith.toml: unknown key 'timezon'.", "Did you mean 'timezone'?"))
    kith.toml: unknown key 'timezon'. Did you mean 'timezone'?
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class HomeError(KithError):
    """The data home cannot be used: missing, not writable, or out of space."""


class SettingsError(KithError):
    """`kith.toml` or an environment variable holds something kith cannot use."""


class LayoutError(KithError):
    """A layout file does not follow the layout language."""


class DecisionError(KithError):
    """A decisions file holds a row that cannot be understood."""


class RefusedFileError(KithError):
    """A file that cannot be read at all; `reason` is the code the ledger keeps."""

    def __init__(self, reason: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.reason = reason


class HeldBackError(KithError):
    """A release that its checks did not let through; the published one stays."""


def counted(count: int, noun: str) -> str:
    """So many of something, in words.

    >>> counted(1, "file"), counted(2310, "row")
    ('1 file', '2,310 rows')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def some(items: Sequence[object], most: int) -> str:
    """The first of several, and how many more there are.

    >>> some([3, 4, 9, 12], 2)
    '3, 4 and 2 more'
    """
    return ", ".join(map(str, items[:most])) + (f" and {len(items) - most:,} more" if len(items) > most else "")
