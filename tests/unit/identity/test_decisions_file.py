"""Adding and taking away rows of the files that people edit."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.home import Home
from pipelines.identity import decisions, decisions_file

ROW = {
    "decision": "same", "left": "6f1c2a9b0d3e4f5a/1/17", "right": "6f1c2a9b0d3e4f5a/1/18/to",
    "decided_on": "2026-07-01", "note": "",
}  # fmt: skip


def test_the_first_row_makes_the_file(home: Home) -> None:
    decisions_file.add(home, "people", ROW)
    path = home.decisions / "people.csv"
    assert path.read_text() == (
        "decision,left,right,note,decided_on\nsame,6f1c2a9b0d3e4f5a/1/17,6f1c2a9b0d3e4f5a/1/18/to,,2026-07-01\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert decisions.read_table(home, "people").select("line", "decision", "decided_on").rows() == [
        (2, "same", "2026-07-01")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "decision,left,right,note\r\nsame,email:a@example.org,email:b@example.org,\r\n",
        "\ufeffnote,right,left,decision\nbecause,email:a@example.org,email:b@example.org,different\n",
        "decision,left,right,decided_on\nsame,email:a@example.org,email:b@example.org,",
    ],
)
def test_the_rest_of_the_file_stays_as_it_was(home: Home, written: str) -> None:
    path = home.decisions / "people.csv"
    path.write_bytes(written.encode())
    path.chmod(0o640)
    before = decisions.read_table(home, "people")
    decisions_file.add(home, "people", ROW)
    text = path.read_bytes().decode()
    assert text.splitlines()[1] == written.splitlines()[1]
    assert ("\r\n" in text) == ("\r\n" in written)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    after = decisions.read_table(home, "people")
    assert after.height == 2
    assert after[0].equals(before[0])
    assert after.row(1, named=True) == {"line": 3, **ROW}


def test_what_was_added_is_taken_away_again_and_nothing_else(home: Home) -> None:
    path = home.decisions / "people.csv"
    other = {**ROW, "note": "seen at the door"}
    for row in (ROW, other, ROW):
        decisions_file.add(home, "people", row)
    whole = path.read_text()
    assert decisions_file.remove(home, "people", ROW)
    assert path.read_text() == "".join(whole.splitlines(keepends=True)[:3])
    assert decisions_file.remove(home, "people", other)
    assert not decisions_file.remove(home, "people", other)
    assert decisions.read_table(home, "people").height == 1


def test_a_file_that_is_gone_loses_nothing(home: Home) -> None:
    assert not decisions_file.remove(home, "people", ROW)


def test_a_note_is_no_formula(home: Home) -> None:
    decisions_file.add(home, "people", {**ROW, "note": "=cmd()"})
    assert decisions.read_table(home, "people")["note"].to_list() == ["'=cmd()"]


@settings(max_examples=40)
@given(notes=st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=5))
def test_every_note_is_one_row_that_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, notes: list[str]
) -> None:
    home = Home.at(Path(tmp_path_factory.mktemp("home")))
    home.decisions.mkdir()
    for note in notes:
        decisions_file.add(home, "people", {**ROW, "note": note})
    assert decisions.read_table(home, "people").height == len(notes)
    for note in reversed(notes):
        assert decisions_file.remove(home, "people", {**ROW, "note": note})
    assert decisions.read_table(home, "people").is_empty()
