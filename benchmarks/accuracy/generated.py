"""Invented associations whose generator says whom every row is about: the demo, and one of 100,000 profiles."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.accuracy import kith
from benchmarks.accuracy.measures import figures
from benchmarks.population import write_population
from benchmarks.world.plan import Plan
from pipelines.home import Home

DEMO = Path(__file__).parents[2] / "data" / "demo"
PEOPLE = 25_500
EVENTS = 510
SEED = 7
PLACE = ["file_name", "part", "row_number"]


def demo() -> dict[str, Any]:
    """The demo, resolved with its decisions."""
    with tempfile.TemporaryDirectory(prefix="kith-accuracy-") as folder:
        shutil.copytree(DEMO, folder, dirs_exist_ok=True)
        return _measured(Home.at(folder))


def large(people: int = PEOPLE, events: int = EVENTS) -> dict[str, Any]:
    """An association of `people`, resolved with its decisions."""
    with tempfile.TemporaryDirectory(prefix="kith-accuracy-") as folder:
        write_population(Plan(people, events, SEED), Path(folder))
        return _measured(Home.at(folder))


def _measured(home: Home) -> dict[str, Any]:
    home.prepare()
    kith.resolve(home)
    truth = pl.read_csv(
        home.root / "truth" / "records.csv", schema_overrides={"part": pl.Int16, "row_number": pl.Int64}
    )
    return judged(kith.links(home), truth) | {"profiles": kith.profile_count(home)}


def judged(links: pl.DataFrame, truth: pl.DataFrame) -> dict[str, Any]:
    """`links` (`kith.links`) against `truth` (`records.csv`): a row is a record and side that truly has a key."""
    known = links.join(truth.filter(pl.col("row_kind") == "record"), on=PLACE)
    is_from = pl.col("side") == "from"
    people = known.with_columns(true=pl.when(is_from).then("from_person_key").otherwise("person_key"))
    organisations = known.filter(~is_from).with_columns(true="organisation_key")
    return {
        subject: _scores(rows.drop_nulls("true"), f"{subject}_id")
        for subject, rows in (("person", people), ("organisation", organisations))
    }


def _scores(rows: pl.DataFrame, found: str) -> dict[str, Any]:
    return {"rows": rows.height, "entities": rows["true"].n_unique(), **figures(rows[found], rows["true"])}
