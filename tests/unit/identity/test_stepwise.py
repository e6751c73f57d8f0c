"""Files that come and go one after another end where all that are left, resolved afresh, do."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import model, pairs
from pipelines.settings import Engine, Settings
from tests.unit.identity.drops import decide, drop, hashes, resolved

GIVEN = ("Ada", "Adah", "Max", "Maximilian", "Kim", "Robert", "Bob")
FAMILY = ("Byte", "Null", "Stack", "Heap", "van der Byte")
FIRMS = ("Acme Ltd", "Binary GmbH", None)


def person(chance: random.Random) -> dict[str, Any]:
    given, family, firm = chance.choice(GIVEN), chance.choice(FAMILY), chance.choice(FIRMS)
    number = chance.randrange(3)
    address = f"{given}.{family.replace(' ', '')}{number}@{chance.choice(('mail', 'acme', 'binary'))}.example".lower()
    return {
        "full_name": chance.choice((f"{given} {family}", f"{family}, {given}", f"{given[0]} {family}")),
        "email": address if chance.random() < 0.6 else None,
        "phone": f"020 7946 00{number:02}" if chance.random() < 0.3 else None,
        "organisation_name": firm,
        "city": chance.choice(("Leeds", "York", None)),
    }


def afresh(home: Home, settings: Settings, into: Path) -> dict[str, str]:
    """What resolving the counted files of `home` gives that has nothing from before."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(home.root, into)
    other = Home.at(into)
    shutil.rmtree(other.identity)
    shutil.rmtree(other.stamps)
    other.prepare()
    resolved(other, settings)
    return hashes(other)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_files_come_and_go_and_the_tables_are_those_of_the_files_that_are_there(
    tmp_path: Path, settings: Settings, seed: int
) -> None:
    chance, home = random.Random(seed), Home.at(tmp_path / "home")
    home.prepare()
    for step in range(5):
        name = f"{chance.randrange(3)}.csv"
        day = chance.randrange(1, 28)
        rows = [person(chance) for _ in range(chance.choice((2, 30, 120)))]
        file = drop(home, chance.choice(("contact", "attendance")), rows, name, f"2026-01-{day:02}T00:00:00")
        if step % 2:
            files = pl.read_parquet(home.source_files)
            gone = chance.choice(files["file_id"].to_list())
            files.with_columns(is_counted=pl.col("file_id") != gone).write_parquet(home.source_files)
        if step == 3:
            decide(home, "people", f"different,{file}/1/2,{file}/1/3,")
        resolved(home, settings)
        assert hashes(home) == afresh(home, settings, tmp_path / "afresh")


def test_what_stands_is_not_scored_again(tmp_path: Path) -> None:
    blank = dict.fromkeys(("profile_id", *pairs.COMPARED, *_blocking_columns()))
    rows = [{**blank, "profile_id": f"f_{n}", "given": "ada", "family": "byte", "names": "ada byte"} for n in range(3)]
    profiles = pl.DataFrame(rows, schema=dict.fromkeys(blank, pl.String))
    file = tmp_path / "scores.parquet"
    weights = model.committed()
    first = pairs.scored(profiles.head(2), weights, 0.0001, Engine(), file)
    assert first.height == 1
    kept = pl.read_parquet(file)
    kept.with_columns(pl.lit(99.0).alias("match_weight")).write_parquet(file)
    assert pairs.scored(profiles.head(2), weights, 0.0001, Engine(), file)["match_weight"].to_list() == [99.0]
    heavier = {**weights, "matches_per_profile": weights["matches_per_profile"] * 2}
    assert pairs.scored(profiles.head(2), heavier, 0.0001, Engine(), file)["match_weight"].item() < 99.0


def _blocking_columns() -> set[str]:
    from pipelines.identity import blocking

    return {name for rule in blocking.RULES for name in (*rule.parts, *rule.finer)}
