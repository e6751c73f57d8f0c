"""The resource that every asset asks for: the data home, held for writing while a run lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import dagster as dg
from pydantic import PrivateAttr

from pipelines import clock, lock, settings
from pipelines.faults import ending_of, plain
from pipelines.home import Home

PATIENCE_SECONDS = 6 * 3600.0
"""How long a run of the daemon waits for another process to finish writing the home."""


class KithHome(dg.ConfigurableResource["KithHome"]):
    """A data home, and the instant to compute at.

    `as_of` is asked for as text; unset, it is decided once a run, after landing
    (see `pipelines.clock`), so that every stage of a run computes at the same instant.
    """

    root: str
    as_of: str | None = None
    _instant: datetime | None = PrivateAttr(default=None)

    @property
    def home(self) -> Home:
        """The home itself."""
        return Home.at(self.root)

    def settings(self) -> settings.Settings:
        """What the home's `kith.toml` says now."""
        return settings.load(self.home)

    def instant(self) -> datetime:
        """The instant that this run computes at, in UTC."""
        if self._instant is None:
            asked = settings.parse_instant(self.as_of) if self.as_of else None
            self._instant = clock.as_of(self.home, self.settings(), asked)
        return self._instant

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[KithHome]:
        """Holds the home's lock for the length of a run; a sensor only looks, and holds nothing."""
        if context.run is None:
            yield self
            return
        self.home.prepare()
        with lock.writing(self.home, wait_seconds=PATIENCE_SECONDS):
            yield self

    @contextmanager
    def plain_failures(self) -> Iterator[None]:
        """Turns whatever a stage raises into a Dagster failure that says it plainly, without a traceback of its own.

        Nothing retries: an error in the data is still there the second time.
        """
        try:
            yield
        except Exception as error:
            known = plain(error, self.home)
            raise dg.Failure(
                description=str(known), metadata={"ending": ending_of(known).name}, allow_retries=False
            ) from None


@dg.definitions
def resources() -> dg.Definitions:
    """The home that `KITH_HOME` names, unless a run's configuration names another."""
    return dg.Definitions(resources={"kith": KithHome(root=str(settings.home_from_environment().root))})
