"""How well people and organisations of the demo are found, against whom its records are about."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines import settings as configuration
from pipelines.home import Home, read_json
from pipelines.landing import land
from pipelines.records.reading import read_landed
from tests.unit.identity.drops import count, resolved, table

DEMO = Path(__file__).parents[3] / "data" / "demo"
LEAST_F1 = 0.97
PLACE = ["file_name", "part", "row_number"]

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def resolved_demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home.at(tmp_path_factory.mktemp("demo"))
    shutil.copytree(DEMO, home.root, dirs_exist_ok=True)
    home.prepare()
    settings = configuration.load(home)
    land(home, settings)
    read_landed(home, settings)
    for manifest in sorted(home.landing.glob("*/manifest.json")):
        landed = read_json(manifest)
        count(home, landed["file_id"], landed["file_name"], "2026-07-01T06:00:00")
    resolved(home, settings)
    return home


def _links(home: Home) -> pl.DataFrame:
    """Every link with the key of the person and the organisation that it truly is."""
    truth = pl.read_csv(DEMO / "truth" / "records.csv", schema_overrides={"part": pl.Int16})
    names = pl.read_parquet(home.source_files).select("file_id", "file_name")
    links = table(home, "identity_links").join(names, on="file_id")
    known = links.join(truth.filter(pl.col("row_kind") == "record"), on=PLACE)
    person = pl.when(pl.col("side") == "from").then("from_person_key").otherwise("person_key")
    return known.with_columns(person.alias("person_key"))


def _f1(links: pl.DataFrame, found: str, true: str) -> float:
    """The harmonic mean of precision and recall over pairs of records."""
    known = links.drop_nulls([found, true])

    def pairs(*columns: str) -> int:
        return int(known.group_by(columns).len().select((pl.col("len") * (pl.col("len") - 1)).sum()).item()) // 2

    return 2 * pairs(found, true) / (pairs(found) + pairs(true))


def test_people_are_found(resolved_demo: Home) -> None:
    assert _f1(_links(resolved_demo), "person_id", "person_key") >= LEAST_F1


def test_organisations_are_found(resolved_demo: Home) -> None:
    subjects = _links(resolved_demo).filter(pl.col("side") != "from")
    assert _f1(subjects, "organisation_id", "organisation_key") >= LEAST_F1


def test_nobody_who_is_named_is_left_out(resolved_demo: Home) -> None:
    links = _links(resolved_demo)
    assert links.filter(pl.col("person_key").is_not_null(), pl.col("person_id").is_null()).height == 0


def test_known_industries_are_right(resolved_demo: Home) -> None:
    links = _links(resolved_demo).filter(pl.col("side") != "from").drop_nulls(["organisation_id", "organisation_key"])
    truth = pl.read_csv(DEMO / "truth" / "organisations.csv").select("organisation_key", true="industry_id")
    named = links.select("organisation_id", "organisation_key").unique().join(truth, on="organisation_key")
    known = table(resolved_demo, "organisations").filter(pl.col("industry_id") != "unknown")
    judged = known.join(named, on="organisation_id")
    assert judged.height > 100
    assert judged.select((pl.col("industry_id") == pl.col("true")).mean()).item() >= LEAST_F1
