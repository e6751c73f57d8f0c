"""How a decision points at a person: at a record, or at an e-mail address.

`6f1c2a9b0d3e4f5a/1/17` is the person of that record, with `/from` or `/to` one side
of an interaction; `email:ada@example.org` is whoever uses that mailbox.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.identity import addresses

RECORD = re.compile(r"^([0-9a-f]{16})/([1-9]\d{0,4})/([1-9]\d{0,17})(?:/(from|to))?$")


class RecordReference(NamedTuple):
    """A landed row, and which of its people."""

    file_id: str
    part: int
    row_number: int
    side: str


def record(text: str) -> RecordReference | None:
    """The record that `text` points at; None where it points at none.

    >>> record("6f1c2a9b0d3e4f5a/1/17")
    RecordReference(file_id='6f1c2a9b0d3e4f5a', part=1, row_number=17, side='subject')
    """
    found = RECORD.match(text)
    if not found:
        return None
    return RecordReference(found[1], int(found[2]), int(found[3]), found[4] or "subject")


def mailbox(text: str) -> str | None:
    """The canonical mailbox in `email:<address>`; None where `text` is not of that form.

    >>> mailbox("email:Ada@example.org")
    'ada@example.org'
    """
    return addresses.email(text.removeprefix("email:")) if text.startswith("email:") else None


def domain(text: str) -> str | None:
    """The domain in `domain:<domain>`, which may be a part of a registered one; None where `text` is not of that form.

    >>> domain("domain:www.example.org"), domain("domain:Staff.example.org"), domain("domain:localhost")
    ('example.org', 'staff.example.org', None)
    """
    host = text.removeprefix("domain:").strip().lower().rpartition("@")[2].removeprefix("www.")
    return host if text.startswith("domain:") and addresses.domain(host) else None


def is_person(text: str) -> bool:
    """Whether `text` points at a record or a mailbox."""
    return record(text) is not None or mailbox(text) is not None
