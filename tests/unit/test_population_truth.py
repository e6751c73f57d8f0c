"""The ground truth accounts for every row of every export, and the pipeline's reader agrees with it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from benchmarks import population
from benchmarks.exports import (
    eventbrite,
    google,
    hubspot,
    introductions,
    linkedin,
    luma,
    meetup,
    memberful,
    pipedrive,
    pretix,
    teams,
    wildapricot,
    zoom,
)
from benchmarks.world.plan import Plan
from pipelines import settings
from pipelines.home import RECORD_KINDS, Home, read_json
from pipelines.landing import land
from pipelines.records.reading import read_landed
from tests.population_files import DEMO, rows_of, spreadsheet_rows, written

NO_DATA = {
    luma.COLUMNS[0], eventbrite.COLUMNS[0], pretix.COLUMNS[0], zoom.COLUMNS[0], zoom.MEETING_COLUMNS[0],
    teams.COLUMNS[0], wildapricot.COLUMNS[0], memberful.COLUMNS[0], hubspot.CONTACT_COLUMNS[0],
    google.COLUMNS[0], linkedin.ADDRESS_COLUMNS[0], pipedrive.ACTIVITY_COLUMNS[0],
    pipedrive.DEAL_COLUMNS[0], introductions.COLUMNS[0], "Notes:", linkedin.NOTE, "Room", "1. Summary",
    "2. Participants", "3. In-Meeting Activities",
}  # fmt: skip
"""First cells of the rows that are headers and titles."""


class TestTruth:
    @pytest.mark.parametrize("seed", [7, 11])
    def test_accounts_for_every_row(self, seed: int, tmp_path: Path) -> None:
        population.write_population(Plan(people=400, events=20, seed=seed), tmp_path)
        self.assert_all_told(tmp_path)

    def test_accounts_for_every_row_of_the_demo(self) -> None:
        self.assert_all_told(DEMO)

    def assert_all_told(self, folder: Path) -> None:
        told = Counter((row["file_name"], int(row["row_number"])) for row in rows_of(folder / "truth" / "records.csv"))
        found: Counter[tuple[str, int]] = Counter()
        for path in sorted((folder / "inbox").iterdir()):
            for _, number, cells in spreadsheet_rows(path.name, path.read_bytes()):
                if cells[0] not in NO_DATA:
                    found[path.name, number] += 1
        assert told == found

    def test_numbers_the_parts_of_a_file_in_order(self) -> None:
        parts: dict[str, list[int]] = {}
        for row in rows_of(DEMO / "truth" / "records.csv"):
            parts.setdefault(row["file_name"], []).append(int(row["part"]))
        several = {name: sorted(set(found)) for name, found in parts.items() if len(set(found)) > 1}
        assert {tuple(found) for name, found in several.items() if name.startswith("participants")} == {(1, 2)}
        assert {tuple(found) for name, found in several.items() if "Attendance report" in name} == {(1, 2, 3)}
        assert {tuple(found) for name, found in several.items() if name.endswith(".zip")} == {(1, 2, 3)}

    def test_leads_to_the_person_of_the_row(self) -> None:
        """Three layouts carry an id that ends in the person's number."""
        told = {
            (row["file_name"], int(row["part"]), int(row["row_number"])): row["person_key"]
            for row in rows_of(DEMO / "truth" / "records.csv")
        }
        checked = 0
        for name, content in written(DEMO).items():
            file_name = name.removeprefix("inbox/")
            for part, number, cells in spreadsheet_rows(file_name, content) if name.startswith("inbox/") else ():
                shown = person_shown(file_name, cells)
                if shown is not None:
                    assert told[file_name, part, number] == f"p{shown:06d}"
                    checked += 1
        assert checked > 4_000

    def test_marks_a_duplicate_only_below_its_twin(self) -> None:
        told = [row for row in rows_of(DEMO / "truth" / "records.csv") if row["row_kind"] == "duplicate"]
        for row in told:
            content = (DEMO / "inbox" / row["file_name"]).read_bytes()
            rows = {
                number: cells
                for part, number, cells in spreadsheet_rows(row["file_name"], content)
                if part == int(row["part"]) or not row["file_name"].endswith((".zip", ".xlsx"))
            }
            place = int(row["row_number"])
            assert rows[place] == rows[place - 1]


def person_shown(name: str, cells: list[str]) -> int | None:
    """The person's number where the row itself carries it."""
    if name.startswith("wildapricot") and cells[0].isdigit():
        return int(cells[0]) - wildapricot.FIRST_USER
    if name.endswith(".xls") and cells[2].startswith("user "):
        return int(cells[2].removeprefix("user ")) - meetup.FIRST_USER
    link = re.search(r"invented-(\d+)", " ".join(cells))
    return int(link[1]) if link else None


@pytest.fixture(scope="module")
def read_demo(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo, landed and read by the pipeline."""
    home = Home.at(tmp_path_factory.mktemp("read"))
    shutil.copytree(DEMO / "inbox", home.inbox)
    shutil.copytree(DEMO / "decisions", home.decisions)
    shutil.copy(DEMO / "kith.toml", home.settings_file)
    home.prepare()
    chosen = settings.load(home)
    land(home, chosen.model_copy(update={"inbox": chosen.inbox.model_copy(update={"settle_seconds": 0.0})}))
    read_landed(home, chosen)
    return home


def places(home: Home, folders: list[Path]) -> set[tuple[str, int, int]]:
    """File name, part and row number of every row in the Parquet files of these folders."""
    names = {path.parent.name: read_json(path)["file_name"] for path in home.landing.glob("*/manifest.json")}
    frames = [
        pl.read_parquet(path, columns=["file_id", "part", "row_number"])
        for folder in folders
        for path in folder.glob("*.parquet")
        if path.stem in names
    ]
    return {(names[file_id], part, row_number) for file_id, part, row_number in pl.concat(frames).iter_rows()}


class TestReading:
    """The pipeline's reader finds what the generator says it wrote, row by row."""

    def told(self, *kinds: str) -> set[tuple[str, int, int]]:
        return {
            (row["file_name"], int(row["part"]), int(row["row_number"]))
            for row in rows_of(DEMO / "truth" / "records.csv")
            if row["row_kind"] in kinds
        }

    def test_loads_every_record_and_nothing_else(self, read_demo: Home) -> None:
        loaded = places(read_demo, [read_demo.records(kind) for kind in RECORD_KINDS])
        assert loaded == self.told("record", "mistyped")

    def test_quarantines_what_is_bad_or_unknown(self, read_demo: Home) -> None:
        waiting = places(read_demo, [read_demo.quarantine])
        assert self.told("bad") <= waiting <= self.told("bad", "stray")
