"""As-of: the instant that a run's numbers are true at."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.home import Home
from pipelines.landing import manifests
from pipelines.settings import Settings


def as_of(home: Home, settings: Settings, asked: datetime | None = None) -> datetime:
    """The instant to compute at: the one asked for, else the later of today's start and the last landing.

    So two runs on one day with nothing new agree to the byte, and a file counts
    in the run that lands it.
    """
    if asked is not None:
        return asked
    today = settings.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return max([today, *(manifest.landed for manifest in manifests(home))])
