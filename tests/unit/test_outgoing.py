"""What people typed into a form is text wherever it goes out again."""

from __future__ import annotations

import pytest
from rich.console import Console

from pipelines.command import explain, sql
from pipelines.outgoing import csv_cell, markdown_cell

TYPED = ["=1+2", "+44 1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_spreadsheet_is_given_no_formula(typed: str) -> None:
    assert csv_cell(typed) == f"'{typed}"
    assert csv_cell(f"a{typed}") == f"a{typed}"


@pytest.mark.parametrize("value", [-5, -1.5, None, True])
def test_numbers_stay_numbers(value: object) -> None:
    assert csv_cell(value) is value


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "[click](http://example.org)", "![x](http://example.org/x.png)", "a|b\nc"]
)
def test_a_page_is_given_no_markup(typed: str) -> None:
    cell = markdown_cell(typed)
    assert "<" not in cell
    assert "\n" not in cell
    assert "](" not in cell
    assert cell.replace("\\|", "").count("|") == 0


def test_brackets_in_a_name_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    sql.write("table", ["name"], [("[red]Ada[/red]",)])
    assert "[red]Ada[/red]" in capsys.readouterr().out


def test_so_are_those_of_records_in_an_explanation() -> None:
    console = Console(width=120, highlight=False)
    record = {"part": 1, "row_number": 2, "full_name": "[red]Ada[/red]"}
    with console.capture() as shown:
        console.print(explain._records("contact", [record]))  # the table that the command prints
    assert "[red]Ada[/red]" in shown.get()
