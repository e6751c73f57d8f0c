"""`kith sql`: reading what was published, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipelines.command.sql import QueryError, sql
from pipelines.errors import HomeError
from pipelines.home import Home, connect


@pytest.fixture
def published(home: Home) -> Home:
    """A home with two small databases in place."""
    home.published.mkdir(exist_ok=True)
    for path, schema, audience in (
        (home.insights_file, "main", "insights"),
        (home.restricted_file, "people", "people"),
    ):
        with connect(path) as connection:
            connection.execute(f"create schema if not exists {path.stem}.{schema}")
            connection.execute(
                f"create table {path.stem}.{schema}.events as select * from (values "
                "(1, 'Spring \"mixer\", 2026', date '2026-03-01', 0.5), (2, '=cmd()', null, -1.5)) "
                "as t(number, event_name, event_on, share)"
            )
            connection.execute(f"comment on table {path.stem}.{schema}.events is 'One row per event of {audience}.'")
    return home


def ask(home: Home, query: str | None, form: str = "csv", *, is_restricted: bool = False) -> None:
    sql(home, query, is_restricted=is_restricted, form=form)


def test_csv_is_whole_and_holds_no_formula(published: Home, capsys: pytest.CaptureFixture[str]) -> None:
    ask(published, "select * from events order by number")
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [
        ["number", "event_name", "event_on", "share"],
        ["1", 'Spring "mixer", 2026', "2026-03-01", "0.5"],
        ["2", "'=cmd()", "", "-1.5"],
    ]


def test_json_keeps_numbers_dates_and_nothing(published: Home, capsys: pytest.CaptureFixture[str]) -> None:
    ask(published, "select * from events order by number", "json")
    first, second = json.loads(capsys.readouterr().out)
    assert first == {"number": 1, "event_name": 'Spring "mixer", 2026', "event_on": "2026-03-01", "share": 0.5}
    assert second["event_on"] is None


def test_without_a_query_the_tables_are_listed(published: Home, capsys: pytest.CaptureFixture[str]) -> None:
    ask(published, None, "json")
    (table,) = json.loads(capsys.readouterr().out)
    assert table == {"table": "events", "rows": 2, "comment": "One row per event of insights."}


@pytest.mark.parametrize("query", [" ", "-- nothing yet", ";"])
def test_an_empty_query_is_refused(published: Home, query: str) -> None:
    with pytest.raises(QueryError, match=r"^The query is empty\. `kith sql` alone"):
        ask(published, query)


def test_the_databases_words_end_before_the_remedy_begins(published: Home) -> None:
    with pytest.raises(QueryError, match=r"syntax error at or near \"selct\"\. `kith sql` alone"):
        ask(published, "selct 1")
    with pytest.raises(QueryError, match="--restricted"):
        ask(published, "select * from people.people")
    with pytest.raises(QueryError, match="--format csv > FILE"):
        ask(published, "copy events to 'out.csv'")


def test_a_row_too_wide_for_the_terminal_is_shown_cell_by_cell(
    published: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    ask(published, "select event_name, " + ", ".join(f"{n} as n_{n}" for n in range(20)) + " from events", "table")
    printed = capsys.readouterr().out
    assert "Row 2" in printed
    assert 'Spring "mixer", 2026' in printed
    assert max(map(len, printed.splitlines())) <= 60


def test_people_are_asked_for_by_name(published: Home, capsys: pytest.CaptureFixture[str]) -> None:
    ask(published, None, "json", is_restricted=True)
    (table,) = json.loads(capsys.readouterr().out)
    assert table["comment"] == "One row per event of people."


@pytest.mark.parametrize(
    "query",
    [
        "select * from event",
        "select * from people.people",
        "delete from events",
        "create table more as select 1",
        "select * from read_csv('/etc/hostname')",
        "copy events to 'out.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
    ],
)
def test_what_is_not_a_question_to_the_release_is_refused(
    published: Home, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError) as refused:
        ask(published, query)
    assert "LINE 1" not in refused.value.message
    assert list(tmp_path.glob("*.csv")) == []


def test_before_the_first_release_it_says_what_to_do(home: Home) -> None:
    with pytest.raises(HomeError, match="no published release yet"):
        ask(home, "select 1")


def test_a_table_shows_every_row_and_marks_nothing(published: Home, capsys: pytest.CaptureFixture[str]) -> None:
    ask(published, "select number, '[bold]' || event_name as named from events", "table")
    shown = capsys.readouterr().out
    assert "[bold]=cmd()" in shown


def test_in_a_pipe_a_line_is_wider_than_a_terminal_would_be(
    published: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    ask(published, "select repeat('x', 140) as wide", "table")
    assert "x" * 140 in capsys.readouterr().out
