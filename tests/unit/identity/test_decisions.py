"""Reading what people decided."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.errors import DecisionError
from pipelines.home import Home
from pipelines.identity import decisions
from tests.unit.identity.drops import decide

RECORD = "6f1c2a9b0d3e4f5a/1/17"


def test_every_table_is_written_without_any_file(home: Home) -> None:
    decisions.read_decisions(home)
    for name, table in decisions.TABLES.items():
        frame = pl.read_parquet(home.lake_decisions / f"{name}.parquet")
        assert (frame.columns, frame.height) == (["line", *table.columns], 0)
    assert (home.lake_decisions / "events.parquet").exists()


def test_rows_are_handed_on_with_their_line(home: Home) -> None:
    decide(home, "people", f"same,{RECORD},{RECORD}/to,one note", "different,email:a@example.org,email:b@example.org,")
    decisions.read_decisions(home)
    frame = pl.read_parquet(home.lake_decisions / "people.parquet")
    assert frame.select("line", "decision").rows() == [(2, "same"), (3, "different")]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("people", f"alike,{RECORD},{RECORD}/to,"),
        ("people", "same,nobody,email:a@example.org,"),
        ("people", f"same,{RECORD},{RECORD},"),
        ("people", f"same,{RECORD},email:none,"),
        ("people", f"same,{RECORD}"),
        ("people", f"same,{RECORD},{RECORD}/to,note,2026-07-01,more"),
        ("people", f"same,{RECORD},{RECORD}/to,note,yesterday"),
        ("organisations", "same,Acme,,"),
        ("organisations", "perhaps,Acme,Binary,"),
        ("organisations", "alias,Acme,Acme Works,"),
        ("aliases", "Acme,,,,"),
        ("aliases", "Acme,Freelance,,,"),
        ("aliases", "Acme,ACME Ltd,,,"),
        ("aliases", "Acme,Binary,2024-07-01,2024-06-01,"),
        ("parents", "Acme,,,,"),
        ("parents", "Acme,Binary,yesterday,,"),
        ("parents", "Acme,Binary,2024-07-01,2024-07-01,"),
        ("industries", "Acme,widgetry,"),
        ("industries", ",software,"),
        ("exclusions", "email:a@example.org,boring,"),
        ("exclusions", "Ada,staff,"),
        ("consents", "email:a@example.org,perhaps,"),
        ("consents", "domain:example.org,no,"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(home: Home, table: str, line: str) -> None:
    decide(home, table, line)
    with pytest.raises(DecisionError, match=rf"{table}\.csv, line 2") as refused:
        decisions.read_decisions(home)
    assert refused.value.remedy
    assert "example.org" not in refused.value.message


@pytest.mark.parametrize("name", [*decisions.TABLES, "events"])
def test_a_header_left_out_is_told_without_what_the_line_holds(home: Home, name: str) -> None:
    (home.decisions / f"{name}.csv").write_text("email:ada@example.org,Ada Byte,2026-07-01\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=rf"{name}\.csv, line 1: column 1 is not known") as refused:
        decisions.read_decisions(home)
    assert "Its columns are" in refused.value.remedy
    assert not any(word in str(refused.value) for word in ("example.org", "Byte", "2026"))


def test_a_slip_in_a_header_is_told_by_what_was_meant(home: Home) -> None:
    (home.decisions / "people.csv").write_text("decision,left,rigth\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"column 3 is not known\. Did you mean 'right'\?"):
        decisions.read_decisions(home)


def test_a_file_in_another_encoding_is_refused(home: Home) -> None:
    (home.decisions / "people.csv").write_bytes("decision,left,right,note\né".encode("latin-1"))
    with pytest.raises(DecisionError, match="UTF-8"):
        decisions.read_decisions(home)
