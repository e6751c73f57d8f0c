"""Whatever files are added, an id stays with the earliest record of its person, and no change goes unrecorded."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.home import Home, connect
from pipelines.publishing import identity_changes
from pipelines.publishing.manifest import Counts, Manifest
from pipelines.settings import Settings
from tests.unit.identity.drops import drop, file_id, people_of, resolved, table

PLACE = ["record_kind", "file_id", "part", "row_number", "side"]
LANDED = ("2026-01-01T00:00:00", "2026-02-01T00:00:00", "2026-03-01T00:00:00")
NAMES = st.sampled_from(["Ada Byte", "A. Byte", "BYTE, Ada", "Max Null", "Maximilian Null", "Kim Stack", "Kim"])
EMPLOYERS = st.sampled_from([None, "Acme", "Acme Ltd", "Binary"])
ADDRESSES = st.sampled_from(
    [None, "ada@acme.example", "ada.byte@acme.example", "max@binary.example", "info@acme.example"]
)
ROWS = st.fixed_dictionaries({"full_name": NAMES, "organisation_name": EMPLOYERS, "email": ADDRESSES})
KINDS = st.fixed_dictionaries({"attendance": ROWS}, optional={"contact": ROWS})
FILES = st.lists(st.lists(KINDS, min_size=1, max_size=6), min_size=2, max_size=3)


def release(number: int) -> Manifest:
    return Manifest(
        release_id=f"r{number}", number=number, as_of=datetime(2026, 7, number, tzinfo=UTC), code_version="1",
        settings={}, counts=Counts(**dict.fromkeys(Counts.model_fields, 0)), tables=(), checks=(),
    )  # fmt: skip


@settings(max_examples=8, derandomize=True)
@given(files=FILES)
def test_added_files_take_no_id_from_anybody(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[dict[str, dict[str, Any]]]]
) -> None:
    root = Path(tmp_path_factory.mktemp("ids"))
    home = Home.at(root / "home")
    home.prepare()
    last: Path | None = None
    for number, rows in enumerate(files):
        for kind in ("attendance", "contact"):
            records = [{**row[kind], "row_number": place} for place, row in enumerate(rows, start=2) if kind in row]
            drop(home, kind, records, f"{number}.csv", LANDED[number])
        resolved(home, Settings())
        links = root / str(number) / "identity_links.parquet"
        links.parent.mkdir()
        pl.read_parquet(home.identity / "identity_links.parquet").write_parquet(links)
        if last is not None:
            _ids_stay(_identified(last), _identified(links))
            _all_is_recorded(last, links, number)
        last = links


def test_a_row_of_two_people_passes_no_id_from_one_to_the_other(home: Home) -> None:
    ada = {"full_name": "Ada Byte", "email": "ada.byte@acme.example", "organisation_name": "Acme", "city": "Leeds"}
    other = {"full_name": "Ada Byte", "email": "ada@binary.example", "organisation_name": "Binary", "city": "York"}
    drop(home, "contact", [ada], "0.csv", LANDED[0])
    drop(home, "attendance", [other], "1.csv", LANDED[1])
    drop(home, "contact", [{"full_name": "Max Null", "email": "max@void.example"}], "1.csv", LANDED[1])
    resolved(home, Settings())
    before = _of_kinds(home)
    drop(home, "contact", [{**ada, "additional_emails": [other["email"]]}], "2.csv", LANDED[2])
    resolved(home, Settings())
    after = _of_kinds(home)
    assert before["attendance"] != after["attendance"] == people_of(home, file_id("0.csv"))[0]
    assert before["contact"] == after["contact"]


def _of_kinds(home: Home) -> dict[str, str]:
    """The person of each record of the file in the middle, by kind."""
    links = table(home, "identity_links").filter(pl.col("file_id") == file_id("1.csv"))
    return dict(links.select("record_kind", "person_id").iter_rows())


def _identified(links: Path) -> pl.DataFrame:
    """The person of every record, with its place among all records in the order in which they landed."""
    landing = {file_id(f"{number}.csv"): number for number in range(len(LANDED))}
    landed = pl.col("file_id").replace_strict(landing, return_dtype=pl.Int64)
    named = pl.read_parquet(links).drop_nulls("person_id")
    return named.select(*PLACE, "person_id", age=pl.struct(landed, "part", "row_number", "record_kind").rank())


def _ids_stay(old: pl.DataFrame, new: pl.DataFrame) -> None:
    """The earliest record of everybody keeps its id, or has that of somebody whose records are earlier still."""
    both = old.join(new, on=PLACE, suffix="_after")
    assert both.height == old.height
    firsts = both.sort("age").unique("person_id", keep="first", maintain_order=True)
    since = dict(firsts.select("person_id", "age").iter_rows())
    for person, after, age in firsts.select("person_id", "person_id_after", "age").iter_rows():
        assert after == person or since[after] < age
    kept = firsts.filter(pl.col("person_id") == pl.col("person_id_after"))["person_id"]
    assert set(new["person_id"]) & set(since) == set(kept)


def _all_is_recorded(before: Path, after: Path, number: int) -> None:
    """The record of changes holds what moved and nothing else, and leads from every old id to one that is there."""
    with closing(connect()) as connection:
        changes = identity_changes.changes(connection, release(number + 1), release(number), after, before)
    changes.write_parquet(after.with_name("identity_changes.parquet"))
    old, new = _identified(before), _identified(after)
    both = old.join(new, on=PLACE, suffix="_after").filter(pl.col("person_id") != pl.col("person_id_after"))
    of_people = changes.filter(pl.col("entity") == "person")
    now = of_people.filter(pl.col("release_number") == number + 1)
    assert set(now.select("id_before", "id_after").rows()) == set(both.select("person_id", "person_id_after").rows())
    assert set(of_people["current_id"]) <= set(new["person_id"])
