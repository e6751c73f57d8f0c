"""How a command ends when something goes wrong."""

from __future__ import annotations

import sys

from pipelines import settings
from pipelines.faults import ending_of, plain


def report(error: Exception) -> int:
    """Says an error on stderr; returns the exit code."""
    known = plain(error, settings.home_from_environment())
    print(known, file=sys.stderr)
    return ending_of(known)
