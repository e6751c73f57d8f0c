"""Publishing: builds a candidate beside the published release, checks it, and swaps it in.

A candidate that fails an error-level check is thrown away and the published release
stays. The same tables, instant, settings and code give the same release: making it
again changes nothing.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines import stamps
from pipelines.disk import plain_disk_errors
from pipelines.errors import HeldBackError
from pipelines.home import Home
from pipelines.publishing import candidate, shelf, telling
from pipelines.publishing.checks import run_checks
from pipelines.publishing.manifest import Manifest, counts_of, release_id_of
from pipelines.publishing.marts import AUDIENCES, marts
from pipelines.publishing.results import ReleaseCheck
from pipelines.publishing.versions import code_version, decisions_in_force, layouts_in_force, settings_in_force
from pipelines.settings import Settings

logger = logging.getLogger("kith.publish")
STAGE = "publish"


@dataclass(frozen=True)
class Release:
    """The release in force after publishing; `is_new` tells whether this run changed which one it is."""

    manifest: Manifest
    folder: Path
    is_new: bool

    @property
    def release_id(self) -> str:
        """The name of the release."""
        return self.manifest.release_id

    @property
    def checks(self) -> tuple[ReleaseCheck, ...]:
        """What was checked before it was published."""
        return self.manifest.checks


class ReleaseHeldBackError(HeldBackError):
    """A candidate that failed an error-level check; `checks` are all of its checks."""

    def __init__(self, home: Home, checks: list[ReleaseCheck], in_force: Manifest | None) -> None:
        failed = "; ".join(f"{check.name} on {check.places}" for check in checks if check.holds_back)
        stays = f"Release {in_force.release_id} stays published." if in_force else "Nothing is published yet."
        super().__init__(
            f"The release is held back by {failed}. {stays}",
            f"Look at the checks in the Dagster UI (`kith ui`), or at the tables as built, in {home.warehouse_file}.",
        )
        self.checks = tuple(checks)


def publish(home: Home, settings: Settings, as_of: datetime) -> Release:
    """Publishes what the warehouse holds, as true at `as_of`, and keeps the last few releases.

    Raises `HeldBackError` where a check holds the release back, and `KithError` where dbt has
    not run; the published release stays in both.
    """
    made_of = _fingerprint(home, settings, as_of)
    unchanged = _unchanged(home, made_of)
    if unchanged:
        shelf.put_in_force(home, unchanged.release_id)
        return Release(unchanged, home.release(unchanged.release_id), is_new=False)
    shelf.remove_leftovers(home)
    in_force = shelf.current(home)
    try:
        with plain_disk_errors(home.published):
            manifest = _candidate(home, settings, as_of)
        if any(check.holds_back for check in manifest.checks):
            raise ReleaseHeldBackError(home, list(manifest.checks), in_force)
        shelf.shelve(home, home.candidate, manifest.release_id)
    finally:
        shutil.rmtree(home.candidate, ignore_errors=True)
    return _put_in_force(home, settings, manifest.release_id, made_of, in_force)


def _put_in_force(home: Home, settings: Settings, release_id: str, made_of: str, in_force: Manifest | None) -> Release:
    shelf.put_in_force(home, release_id)
    gone = shelf.clear(home, settings.release.keep)
    logger.info("Release %s is published; %d earlier removed", release_id, len(gone))
    stamps.stamp(home, STAGE, made_of, {"release_id": release_id})
    folder = home.release(release_id)
    is_new = in_force is None or in_force.release_id != release_id
    return Release(Manifest.of(folder), folder, is_new)


def _candidate(home: Home, settings: Settings, as_of: datetime) -> Manifest:
    """Builds and checks the candidate; its manifest is the last thing written there."""
    home.candidate.mkdir(mode=0o700)
    wanted = marts(home)
    tables = tuple(table for audience in AUDIENCES for table in candidate.build(home, settings, audience, wanted))
    version, in_force = code_version(), settings_in_force(settings)
    earlier, last = shelf.kept(home), shelf.current(home)
    release_id = release_id_of(tables, as_of, in_force, version)
    manifest = Manifest(
        release_id=release_id,
        number=_number(release_id, earlier, last),
        as_of=as_of,
        code_version=version,
        settings=in_force,
        layouts=layouts_in_force(home),
        decided=decisions_in_force(home),
        counts=counts_of(home, as_of),
        tables=tables,
        checks=(),
    )
    added = telling.add_history(home, settings, manifest, earlier, last)
    finished = manifest.model_copy(update={"tables": (*tables, *added)})
    logger.info("Checking release %s", release_id)
    checks = run_checks(home, settings, home.candidate, finished.row_counts, last)
    finished = finished.model_copy(update={"checks": tuple(checks)})
    finished.write(home.candidate)
    return finished


def _number(release_id: str, earlier: list[Manifest], last: Manifest | None) -> int:
    """The number it has, if it is in force; else the next, for one that comes back, too."""
    if last is not None and last.release_id == release_id:
        return last.number
    return max((manifest.number for manifest in earlier), default=0) + 1


def _fingerprint(home: Home, settings: Settings, as_of: datetime) -> str:
    """What a release is made from: when it is the same, so is the release."""
    inputs = (
        home.warehouse_file, home.source_files, home.acceptance,
        home.identity_table("people"), home.identity_table("organisations"),
    )  # fmt: skip
    return stamps.fingerprint(
        *(stamps.of_file(path) for path in inputs),
        marts(home),
        as_of.isoformat(),
        settings_in_force(settings),
        settings.release,
        code_version(),
    )


def _unchanged(home: Home, made_of: str) -> Manifest | None:
    """The release that these very inputs gave, if it is still in force."""
    if stamps.made_from(home, STAGE) != made_of:
        return None
    manifest = shelf.current(home)
    is_same = manifest is not None and manifest.release_id == stamps.summary_of(home, STAGE)["release_id"]
    return manifest if is_same else None
