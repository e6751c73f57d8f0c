"""`kith sql`: one query on the published release, read-only, with no way out to files or the network."""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.table import Table

from pipelines import settings
from pipelines.command.printing import console, say, tabulate
from pipelines.errors import KithError
from pipelines.home import Home
from pipelines.outgoing import csv_cell
from pipelines.publishing.marts import Audience
from pipelines.publishing.reading import released

if TYPE_CHECKING:
    import duckdb

TABLES = """
    select table_name as "table", estimated_size as "rows", comment
    from duckdb_tables() order by table_name
"""
MOST_SHOWN = 200
NARROWEST = 8
"""With fewer places than this for each column nobody could read a row: its cells stand one below the other."""


class QueryError(KithError):
    """A query that the database does not take."""


def sql(home: Home, query: str | None, *, is_restricted: bool, form: str) -> None:
    """Runs `query` (the list of tables without one, standard input for `-`) and writes its answer to stdout."""
    text = sys.stdin.read() if query == "-" else query or TABLES
    columns, rows = ask(home, "people" if is_restricted else "insights", text)
    write(form, columns, rows)


def ask(home: Home, audience: Audience, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The column names and rows that `query` gives on the published database for `audience`.

    Raises `QueryError` with the database's own words, `HomeError` where nothing is published.
    """
    import duckdb

    with released(home, audience, settings.load(home).engine) as connection:
        # A query reads the release and nothing else: no file, no address, no other database.
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        try:
            if not connection.extract_statements(query):
                raise QueryError("The query is empty.", "`kith sql` alone lists the tables.")
            answer = connection.execute(query)
            return _columns(answer), answer.fetchall()
        except duckdb.Error as error:
            raise QueryError(_first_words(error), _remedy(error)) from error


def _columns(answer: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in answer.description or []]


def _first_words(error: Exception) -> str:
    words = re.split(r"\n\n|\nLINE", str(error))[0].strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _remedy(error: Exception) -> str:
    import duckdb

    if isinstance(error, duckdb.PermissionException):
        return "A query reads the release and nothing else; `--format csv > FILE` keeps an answer."
    if isinstance(error, duckdb.CatalogException):
        return "`kith sql` alone lists the tables, `kith sql --restricted` those about people."
    return "`kith sql` alone lists the tables."


def write(form: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Writes an answer to stdout as a `table`, as `csv`, or as `json`."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([csv_cell(value) for value in row] for row in rows)
    elif form == "json":
        json.dump([dict(zip(columns, row, strict=True)) for row in rows], sys.stdout, default=_as_json, indent=2)
        print()
    else:
        _print_table(columns, rows)


def _as_json(value: Any) -> Any:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)


def _print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    to = console()
    shown = [["" if value is None else str(value) for value in row] for row in rows[:MOST_SHOWN]]
    if len(columns) * NARROWEST > to.width:
        for number, row in enumerate(shown, start=1):
            tabulate(to, f"Row {number:,}", ("column", "value"), list(zip(columns, row, strict=True)))
    else:
        table = Table(*columns, header_style="bold")
        for row in shown:
            table.add_row(*row)
        to.print(table, markup=False)
    if len(rows) > MOST_SHOWN:
        say(to, f"{len(rows) - MOST_SHOWN:,} more rows: use --format csv for all of them.")
