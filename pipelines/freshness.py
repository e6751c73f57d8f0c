"""Whether a home's release is what a run would make again: then there is nothing to run.

The stages each keep a stamp of their own (`pipelines.stamps`); this one spans the
whole way, from what landed to what is published.
"""

from __future__ import annotations

from datetime import datetime

from pipelines import stamps
from pipelines.home import Home, read_json
from pipelines.landing import candidates, manifest_files
from pipelines.publishing.versions import code_version, settings_in_force
from pipelines.settings import Settings

STAGE = "run"


def note(home: Home, settings: Settings, as_of: datetime, release_id: str) -> None:
    """Records that `release_id` was made from everything as it is now; the last act of a run."""
    made_of = _fingerprint(home, settings, as_of)
    stamps.stamp(home, STAGE, made_of, {"as_of": as_of.isoformat(), "release_id": release_id})


def is_unchanged(home: Home, settings: Settings, as_of: datetime) -> bool:
    """Whether files, decisions, layouts, settings and code are those of the last whole run, if it was as of `as_of`."""
    return stamps.made_from(home, STAGE) == _fingerprint(home, settings, as_of)


def is_up_to_date(home: Home, settings: Settings, as_of: datetime) -> bool:
    """Whether the inbox is empty, nothing changed since the last whole run, and what it made still stands."""
    return not any(candidates(home.inbox)) and is_unchanged(home, settings, as_of) and _stands(home)


def _stands(home: Home) -> bool:
    needed = (home.insights_file, home.restricted_file, home.release_manifest, home.warehouse_file, home.source_files)
    if not all(path.exists() for path in needed):
        return False
    return bool(read_json(home.release_manifest)["release_id"] == stamps.summary_of(home, STAGE)["release_id"])


def _fingerprint(home: Home, settings: Settings, as_of: datetime) -> str:
    landed = (path.parent.name for path in manifest_files(home))
    said = stamps.of_files([*home.decisions.glob("*.csv"), *home.layouts.glob("*.yaml")])
    return stamps.fingerprint(code_version(), settings_in_force(settings), as_of.isoformat(), said, *landed)
