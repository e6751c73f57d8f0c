"""The stage as a whole: what it writes, what it leaves alone, what it takes away."""

from __future__ import annotations

import hashlib
import logging
import shutil

import polars as pl
import pytest

from pipelines.home import RECORD_KINDS, Home, read_json
from pipelines.landing import land, manifests
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import QuarantinedRow
from pipelines.records.reading import ReadReport, read_landed
from pipelines.settings import Settings

MEMBERS = (
    "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date\n"
    "Ada Example,ada@example.org,1,Y,Yes,2026-01-15,2027-01-15\n"
    "Bo Test,bo@example.org,2,Y,Yes,2026-01-15,never\n"
    "Ada Example,ada@example.org,1,Y,Yes,2026-01-15,2027-01-15\n"
)
TWO_YEARS = "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date\nCy Test,cy@example.org,3,Y,Yes,,\n"


def drop(home: Home, settings: Settings, **files: str) -> None:
    for name, text in files.items():
        (home.inbox / f"{name}.csv").write_text(text, encoding="utf-8")
    land(home, settings)


def lake_bytes(home: Home) -> dict[str, str]:
    files = [path for folder in ("records", "quarantine", "ledger") for path in (home.lake / folder).rglob("*")]
    return {
        str(path.relative_to(home.lake)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def test_a_landed_file_becomes_records_quarantine_and_ledger(home: Home, settings: Settings) -> None:
    drop(home, settings, members=MEMBERS)
    assert read_landed(home, settings) == ReadReport(
        files_read=1, rows_in=3, rows_loaded=1, rows_quarantined=1, rows_duplicate=1
    )
    (manifest,) = manifests(home)
    records = pl.read_parquet(home.records("membership") / f"{manifest.file_id}.parquet")
    assert records.schema == KINDS["membership"].create_empty().schema
    held = pl.read_parquet(home.quarantine / f"{manifest.file_id}.parquet")
    assert held.schema == QuarantinedRow.create_empty().schema
    assert held.select("part", "row_number", "record_kind", "reason").rows() == [
        (1, 3, "membership", "ends_on_unreadable")
    ]
    entry = read_json(home.ledger / f"{manifest.file_id}.json")
    assert (entry["status"], entry["container"], entry["encoding"]) == ("read", "text", "utf-8")
    (part,) = entry["parts"]
    assert part["rows_in"] == part["rows_loaded"] + part["rows_quarantined"] + part["rows_duplicate"] == 3


def test_every_folder_holds_its_contract_even_when_nothing_landed(home: Home, settings: Settings) -> None:
    assert read_landed(home, settings) == ReadReport()
    for kind in RECORD_KINDS:
        assert pl.read_parquet(home.records(kind) / "*.parquet").schema == KINDS[kind].create_empty().schema
    assert pl.read_parquet(home.quarantine / "*.parquet").schema == QuarantinedRow.create_empty().schema


def test_reading_again_reads_nothing_and_changes_no_byte(home: Home, settings: Settings) -> None:
    drop(home, settings, members=MEMBERS)
    read_landed(home, settings)
    before = lake_bytes(home)
    again = read_landed(home, settings)
    assert (again.files_read, again.files_unchanged, again.rows_in) == (0, 1, 3)
    assert lake_bytes(home) == before


def test_the_lake_is_rebuilt_to_the_same_bytes(home: Home, settings: Settings) -> None:
    drop(home, settings, members=MEMBERS, more=TWO_YEARS)
    read_landed(home, settings)
    before = lake_bytes(home)
    shutil.rmtree(home.lake)
    read_landed(home, settings)
    assert lake_bytes(home) == before


def test_a_new_file_alone_is_read(home: Home, settings: Settings) -> None:
    drop(home, settings, members=MEMBERS)
    read_landed(home, settings)
    drop(home, settings, more=TWO_YEARS)
    report = read_landed(home, settings)
    assert (report.files_read, report.files_unchanged, report.rows_in) == (1, 1, 4)


@pytest.mark.parametrize("changed", ["layout", "decision", "locale"])
def test_what_records_depend_on_makes_files_due_again(home: Home, settings: Settings, changed: str) -> None:
    drop(home, settings, members=MEMBERS)
    read_landed(home, settings)
    if changed == "layout":
        (home.layouts / "own.yaml").write_text(
            "{name: own, title: Own, tool: own, evidence: seen, tables: [{name: a, signature: [Nothing like it]}]}"
        )
    elif changed == "decision":
        (home.decisions / "events.csv").write_text("file_name,topic\nmembers.csv,retail\n")
    else:
        settings = Settings.model_validate({"locale": {"date_order": "mdy"}})
    assert read_landed(home, settings).files_read == 1


def test_a_home_layout_gives_an_unknown_file_its_records(home: Home, settings: Settings) -> None:
    drop(home, settings, cups="Cup,Drinker\nMug,Ada Example\n")
    assert read_landed(home, settings).files_unrecognised == 1
    (home.layouts / "cups.yaml").write_text(
        "{name: cups, title: Cups, tool: kettle, evidence: seen, tables: [{name: cups, signature: [Cup, Drinker],"
        " records: [{kind: contact, fields: {full_name: Drinker}}]}]}"
    )
    report = read_landed(home, settings)
    assert (report.files_unrecognised, report.rows_loaded, report.rows_quarantined) == (0, 1, 0)
    assert not list(home.quarantine.glob("[0-9a-f]*.parquet"))


def test_what_was_made_of_a_file_goes_with_it(home: Home, settings: Settings) -> None:
    drop(home, settings, members=MEMBERS)
    read_landed(home, settings)
    (manifest,) = manifests(home)
    shutil.rmtree(home.landed(manifest.file_id))
    assert read_landed(home, settings) == ReadReport()
    assert not list(home.lake.rglob(f"{manifest.file_id}.*"))


def test_a_file_that_cannot_be_read_is_accounted_for(home: Home, settings: Settings) -> None:
    (home.inbox / "cut.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    land(home, settings)
    report = read_landed(home, settings)
    (manifest,) = manifests(home)
    entry = read_json(home.ledger / f"{manifest.file_id}.json")
    assert report.files_refused == 1
    assert (entry["status"], entry["status_reason"], entry["parts"]) == ("refused", "truncated_zip", [])
    assert entry["refusal"].startswith("cut.zip")


def test_a_reading_that_breaks_off_leaves_the_file_due_and_nothing_half_written(
    home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(home, settings, members=MEMBERS)

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("pipelines.records.parts.Duplicates.confirm", power_cut)
        read_landed(home, settings)
    assert [path.name for path in home.records("membership").iterdir()] == ["_contract.parquet"]
    assert read_landed(home, settings).rows_loaded == 1


def test_nothing_of_a_cell_is_logged(home: Home, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    drop(home, settings, members=MEMBERS)
    read_landed(home, settings)
    assert "Reading 1 of 1 file" in caplog.text
    for word in ("Ada", "ada@example.org", "never", "Bo"):
        assert word not in caplog.text
