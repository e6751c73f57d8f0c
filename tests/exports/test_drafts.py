"""Drafts of layouts: what is proposed for a file loads as it is, and is mostly right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.exports.drafting.draft import NothingToDraftError, draft
from pipelines.exports.layout import Layout, RecordMap
from pipelines.exports.recognise import Recogniser, sources_of
from pipelines.records.library import load_layouts, read_layout
from tests.exports.listing import EXAMPLES
from tests.exports.reading import read_path
from tests.exports.test_every_layout import TABLES
from tests.exports.workbooks import as_xlsx

EXPORTS = TABLES
LARGEST = 1 << 30


@pytest.fixture
def drafted(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Drafts a layout for a file, as if no other were known, and gives it with the folder it is in."""

    def make(path: Path) -> tuple[Layout, Path]:
        folder = tmp_path / "layouts"
        folder.mkdir(exist_ok=True)
        target = folder / "drafted.yaml"
        target.write_text(draft(path, path.name, Recogniser(load_layouts()), LARGEST), encoding="utf-8")
        return read_layout(target), folder

    return make


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_draft_loads_without_a_touch(path: Path, drafted) -> None:  # type: ignore[no-untyped-def]
    layout, _ = drafted(path)
    assert any(table.records for table in layout.tables)


def fed(record: RecordMap) -> Iterator[tuple[str, str]]:
    """The fields of a record that columns feed, with each of those columns."""
    for name in record.fields:
        one = RecordMap(kind=record.kind, fields={name: record.fields[name]})
        for source in sources_of(one):
            yield from ((name, column) for column in source.column)


def test_most_of_what_the_shipped_layouts_say_is_found_again(drafted) -> None:  # type: ignore[no-untyped-def]
    shipped = {layout.name: layout for layout in load_layouts()}
    found = proposed = 0
    for path in EXPORTS:
        said = {pair for table in shipped[path.parent.name].tables for one in table.records for pair in fed(one)}
        layout, _ = drafted(path)
        drawn = {pair for table in layout.tables for one in table.records for pair in fed(one)}
        found, proposed = found + len(drawn & said), proposed + len(drawn)
    assert found / proposed > 0.6


def test_an_unknown_list_becomes_records(tmp_path: Path, drafted) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "Frühlingsfest 2026-05-20.csv"
    rows = ["Vorname;Nachname;E-Mail;Firma;Branche;Angemeldet am;Anwesend"]
    rows += [
        f"Ada{n};Example;ada{n}@example.org;Fern;Software;{n + 1:02d}.05.2026;{'ja' if n % 2 else 'nein'}"
        for n in range(8)
    ]
    path.write_text("Gästeliste\n\n" + "\n".join(rows) + "\n", encoding="cp1252")
    _, folder = drafted(path)
    found = read_path(path, layouts=folder)
    assert found.reconciles()
    assert {record["status"] for record in found.records("attendance")} == {"attended", "registered"}
    first = found.records("attendance")[0]
    assert (first["full_name"], first["event_name"], str(first["event_on"])) == (
        "Ada0 Example", "Frühlingsfest", "2026-05-20",
    )  # fmt: skip


def test_nobody_is_named_in_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    people = "".join(f"Ada Example {n},ada{n}@example.org,Gold\n" for n in range(9))
    path.write_text("Name,E-mail,Membership level\n" + people, encoding="utf-8")
    text = draft(path, path.name, Recogniser(load_layouts()), LARGEST)
    assert "Ada" not in text
    assert "example.org" not in text


def test_a_table_that_kith_knows_is_said_to_be_known() -> None:
    (path,) = (EXAMPLES / "kit_subscribers").iterdir()
    assert "kith knows this table already, as kit_subscribers" in draft(
        path, path.name, Recogniser(load_layouts()), LARGEST
    )


def test_a_file_without_a_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "note.csv"
    path.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(NothingToDraftError, match=r"note\.csv has no table"):
        draft(path, path.name, Recogniser(()), LARGEST)


def test_every_sheet_of_a_workbook_is_a_table_of_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "club.xlsx"
    guests = [["Guest", "Evening"], ["Ada Example", "2026-05-20"]]
    path.write_bytes(as_xlsx({"Guests": guests, "Members": [["Name", "Member since"], ["Bo Test", "2020-01-31"]]}))
    text = draft(path, path.name, Recogniser(()), LARGEST)
    assert [line for line in text.splitlines() if line.startswith("  - name:")] == [
        '  - name: "guests"', '  - name: "members"',
    ]  # fmt: skip


def test_a_draft_may_be_written_where_it_will_be_read(tmp_path: Path) -> None:
    (tmp_path / "begun.yaml").touch()  # as a shell does before the command that fills it starts
    assert load_layouts(tmp_path) == load_layouts()
