"""kith as a user runs it: exports in an inbox, landed, read, accepted, resolved; then whom each row was found to be.

The stages themselves are `benchmarks.stages`; nothing here reaches into them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from benchmarks.accuracy.datasets import FIRST_ROW, Dataset
from benchmarks.stages import stages
from pipelines import stamps
from pipelines.home import Home
from pipelines.identity.resolve import STAGE

LAYOUTS = Path(__file__).parent / "layouts"
UNTIL_RESOLVED = ("land", "read", "accept", "resolve")
SETTINGS = "[clock]\nnow = {now}\n[inbox]\nsettle_seconds = 0\n"
NOW = "2026-07-01T06:00:00Z"


def labels(dataset: Dataset) -> pl.Series:
    """The id that kith gives to each row of `dataset`; null where it finds nobody."""
    with home_of({f"{dataset.name}.csv": dataset.export}) as home:
        found = links(home).filter(pl.col("part") == 1)
    places = pl.DataFrame(
        {"row_number": range(FIRST_ROW, FIRST_ROW + dataset.rows.height)}, schema={"row_number": pl.Int64}
    )
    named = places.join(found, on="row_number", how="left", maintain_order="left")
    return named[f"{dataset.subject}_id"]


@contextmanager
def home_of(exports: Mapping[str, bytes], now: str = NOW, layouts: Path = LAYOUTS) -> Iterator[Home]:
    """A home, deleted afterwards, that was given `exports` by file name and taught `layouts`, and has resolved them.

    Raises `RuntimeError` where one of them is held back.
    """
    with tempfile.TemporaryDirectory(prefix="kith-accuracy-") as folder:
        home = Home.at(folder)
        home.prepare()
        for layout in sorted(layouts.glob("*.yaml")):
            shutil.copy(layout, home.layouts)
        for name, content in exports.items():
            (home.inbox / name).write_bytes(content)
        home.settings_file.write_text(SETTINGS.format(now=now), encoding="utf-8")
        resolve(home)
        held = pl.read_parquet(home.source_files).filter(~pl.col("is_counted")).height
        if held:
            raise RuntimeError(f"{held} exports were held back, and their rows do not count.")
        yield home


def resolve(home: Home) -> None:
    """Runs the stages up to resolving."""
    for name, work in stages(str(home.root)).items():
        if name in UNTIL_RESOLVED:
            work()


def profile_count(home: Home) -> int:
    """How many distinct profiles were compared."""
    return int(stamps.summary_of(home, STAGE)["profiles"])


def links(home: Home) -> pl.DataFrame:
    """Whom every record names: `file_name, part, row_number, side, person_id, organisation_id`, in order."""
    names = pl.read_parquet(home.source_files).select("file_id", "file_name")
    found = pl.read_parquet(home.identity / "identity_links.parquet").join(names, on="file_id")
    place = ("file_name", "part", "row_number", "side")
    return found.select(*place, "record_kind", "person_id", "organisation_id").sort(place)
