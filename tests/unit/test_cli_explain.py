from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.command.explain import explain
from pipelines.home import Home

MEMBERS = (
    "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date\n"
    "Ada [bold]Example,ada@example.org,1,Gold,Yes,03/04/2026,2027-01-15\n"
    "Bo Test,bo@example.org,2,Gold,Perhaps,2026-01-15,never\n"
)


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS)
    return path


def test_words_say_layout_mapping_rows_and_first_records(
    members: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    explain(home, members, as_json=False)
    printed = capsys.readouterr().out
    assert "Layout    memberful_members" in printed
    assert "2 in: 1 would load, 1 be quarantined, 0 are exact duplicates" in printed
    assert "Part 1: memberful_members, because row 1 has memberful id, plan, expiration date" in printed
    assert "quarantined, ends_on_unreadable: row 3" in printed
    assert "unknown in 'active': Perhaps (1)" in printed
    assert "the order of day and month is open in 1 date" in printed
    assert "'expiration date'" in printed
    assert "Ada [bold]Example" in printed


def test_json_says_the_same_under_names_that_stay(
    members: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    explain(home, members, as_json=True)
    found = json.loads(capsys.readouterr().out)
    names = {"layout", "record_kinds", "encoding", "parts", "rows_in", "loaded", "quarantined", "duplicates"}
    assert names <= found.keys()
    assert found["quarantined"] == {"ends_on_unreadable": 1}


def test_a_refused_file_says_why_and_what_to_do(tmp_path: Path, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.csv").touch()
    explain(home, tmp_path / "empty.csv", as_json=False)
    assert "Refused   empty.csv is empty. Export it again." in capsys.readouterr().out


def test_an_unknown_file_says_that_it_would_wait(
    tmp_path: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cups.csv").write_text("Cup,Drinker\nMug,Ada\n")
    explain(home, tmp_path / "cups.csv", as_json=False)
    assert "none: its rows would wait in quarantine" in capsys.readouterr().out
