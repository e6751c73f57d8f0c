"""Who is who does not depend on the order in which files land, nor on that of rows in them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.home import Home
from pipelines.settings import Settings
from tests.unit.identity.drops import drop, file_id, hashes, resolved, table

FILES = ("a.csv", "b.csv")
CROWD: list[dict[str, Any]] = [
    *({"full_name": f"Ada Byte{n}", "email": f"a{n}@acme.example", "organisation_name": "Acme"} for n in range(9)),
    *({"full_name": f"Byte{n}, Ada", "organisation_name": f"Acme Ltd; Binary {n % 2}"} for n in range(9)),
    *({"full_name": name, "email": "null@example.org"} for name in ("Robert Null", "Jane Null", "R. Null", "Null")),
    *({"full_name": name, "phone": "+442079460018", "city": "Leeds"} for name in ("Kim Stack", "Kimberley Stack")),
]


def test_the_order_in_which_rows_are_read_changes_no_byte(home: Home, settings: Settings) -> None:
    for file in FILES:
        drop(home, "contact", CROWD, file)
    resolved(home, settings)
    before = hashes(home)
    for path, place in ((home.source_files, "file_id"), *((path, "row_number") for path in _files(home))):
        pl.read_parquet(path).sort(place, descending=True).write_parquet(path)
    assert not resolved(home, settings).is_fresh
    assert hashes(home) == before


def test_the_same_records_are_one_person_whichever_row_or_file_comes_first(tmp_path: Path, settings: Settings) -> None:
    mixed = [place * 7 % len(CROWD) for place in range(len(CROWD))]
    found = []
    for name, order, files in (("one", sorted(mixed), FILES), ("other", mixed, FILES[::-1])):
        home = Home.at(tmp_path / name)
        home.prepare()
        for day, file in enumerate(files, start=1):
            drop(home, "contact", [CROWD[place] for place in order], file, f"2026-01-0{day}T00:00:00")
        resolved(home, settings)
        found.append([_together(home, order, column) for column in ("person_id", "organisation_id")])
    assert found[0] == found[1]


def _files(home: Home) -> list[Path]:
    return [home.records("contact") / f"{file_id(file)}.parquet" for file in FILES]


def _together(home: Home, order: list[int], column: str) -> set[frozenset[tuple[str, int]]]:
    """Which records, by file and place in `CROWD`, have one id; rows are numbered from 2."""
    groups = defaultdict(set)
    for file in FILES:
        links = table(home, "identity_links").filter(pl.col("file_id") == file_id(file)).sort("row_number")
        for place, found in zip(order, links[column], strict=True):
            groups[found].add((file, place))
    return {frozenset(group) for group in groups.values()}
