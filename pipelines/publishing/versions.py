"""Which code, settings and decisions made a release."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

import pipelines
from pipelines import stamps
from pipelines.home import Home
from pipelines.publishing.manifest import Written
from pipelines.records.decision_rows import OPTIONAL
from pipelines.records.library import read_layout
from pipelines.settings import Settings

PACKAGE = Path(pipelines.__file__).parent
WAREHOUSE_PROJECT = PACKAGE.parent / "dbt_project"
MODEL_FOLDERS = ("models", "seeds", "macros", "tests")
NO_STAGES = ("defs", "command", "__pycache__", "cli.py", "definitions.py", "demo.py")
"""Packages and modules that decide when work is done, and change no number."""

MACHINE = {"engine", "schedule", "inbox", "clock"}
"""Settings about the machine and its timetable; the clock is told by `as_of`."""


def code_version() -> str:
    """The version of kith and the fingerprint of everything that makes numbers: stages, layouts, models."""
    stages = [path.name for path in sorted(PACKAGE.iterdir()) if path.name not in NO_STAGES]
    models = [WAREHOUSE_PROJECT / "dbt_project.yml"]
    models += [path for folder in MODEL_FOLDERS for path in (WAREHOUSE_PROJECT / folder).rglob("*") if path.is_file()]
    made_of = stamps.fingerprint(stamps.of_code(*stages), stamps.of_tree(WAREHOUSE_PROJECT, models))
    return f"{version('kith')}+{made_of[:12]}"


def decisions_in_force(home: Home) -> dict[str, Written]:
    """What people decided, by the file it stands in; where in it, and what they noted beside it, is no part of it."""
    paths = sorted(home.lake_decisions.glob("*.parquet"))
    return {f"{path.stem}.csv": _decided(pl.read_parquet(path)) for path in paths}


def _decided(rows: pl.DataFrame) -> Written:
    said = rows.drop("line", *OPTIONAL, strict=False).rows()
    return Written(row_count=len(said), fingerprint=stamps.fingerprint(*sorted(map(str, said))))


def layouts_in_force(home: Home) -> dict[str, Written]:
    """The home's own layouts, by name; those of kith itself are part of its code."""
    return {
        read_layout(path).name: Written(row_count=len(path.read_bytes().splitlines()), fingerprint=stamps.of_file(path))
        for path in sorted(home.layouts.glob("*.yaml"))
    }


def settings_in_force(settings: Settings) -> dict[str, Any]:
    """The settings that a number may depend on, as plain values."""
    return settings.model_dump(mode="json", exclude=MACHINE)
