"""Tables of a release: copied from the warehouse in a total order, small cells hidden, comments kept.

Hidden values never reach the published file: they are taken out on the way, since a
database that is updated in place may keep what was there in its free blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines import home as places
from pipelines.errors import KithError
from pipelines.publishing import totals
from pipelines.publishing.margins import safe_margins
from pipelines.publishing.marts import Audience, Mart, SmallCell
from pipelines.publishing.small_cells import (
    LARGEST_SHARE,
    after_hidden,
    changes_of,
    complemented,
    hidden_apart,
    hidden_rate,
    hidden_rows,
    hidden_sums,
    hidden_with,
    rates_of,
    sums_of,
)
from pipelines.settings import Settings

if TYPE_CHECKING:
    import duckdb

ROW_GROUP_SIZE = 100_000
SUPPRESSED = "is_suppressed"
SUPPRESSED_COMMENT = "True where too few people or organisations stand behind the row; its numbers are hidden."


@dataclass(frozen=True)
class Sketch:
    """What the warehouse says of a table: its comment, and each column's, in order."""

    comment: str | None
    columns: dict[str, str | None]


@contextmanager
def opened(file: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of the candidate, open for writing; whole on disk when the block ends."""
    with places.connect(file, **settings.engine.limits) as connection:
        connection.execute("SET preserve_insertion_order = true")
        yield connection
        connection.execute("CHECKPOINT")


def text(value: str | Path) -> str:
    """A value as an SQL text literal, for statements that bind no parameters.

    >>> text("member's")
    "'member''s'"
    """
    return "'" + str(value).replace("'", "''") + "'"


def name(*parts: str) -> str:
    """A qualified SQL name.

    >>> name("insights", "events")
    '"insights"."events"'
    """
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def schema_of(audience: Audience) -> str:
    """The schema that an audience's tables stand in within its own database.

    In `insights.duckdb` that is `main`: DuckDB then finds a table as `events` and as
    `insights.events` alike. A schema called as its file is ambiguous to it.
    """
    return "main" if audience == "insights" else audience


def attach(connection: duckdb.DuckDBPyConnection, file: Path) -> str:
    """Attaches a database file to read; its catalogue is named as the file, as dbt's own views expect."""
    connection.execute(f"ATTACH {text(file)} AS {name(file.stem)} (READ_ONLY)")
    return file.stem


def sketches(connection: duckdb.DuckDBPyConnection, catalogue: str, schema: str) -> dict[str, Sketch]:
    """The tables and views of a schema by name, with their comments."""
    relations = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = $1 AND schema_name = $2"
        " UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE database_name = $1 AND schema_name = $2"
        " ORDER BY ALL",
        [catalogue, schema],
    ).fetchall()
    found = {relation: Sketch(comment, {}) for relation, comment in relations}
    columns = connection.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns()"
        " WHERE database_name = ? AND schema_name = ? ORDER BY table_name, column_index",
        [catalogue, schema],
    ).fetchall()
    for relation, column, comment in columns:
        found[relation].columns[column] = comment
    return found


def copy_table(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    target: str,
    mart: Mart,
    marts: list[Mart],
    sketch: Sketch,
    settings: Settings,
) -> None:
    """Copies a mart, one of `marts`, from catalogue `source` to `target`, in a total order, small cells hidden."""
    relation = name(source, mart.audience, mart.name)
    if mart.audience == "people":
        selected = f"SELECT * FROM {relation}"
    else:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE copied AS SELECT * FROM {relation} ORDER BY ALL")
        masks = _masks(
            connection, mart, list(sketch.columns), settings, margin_cells(connection, target, mart.small_cell)
        )
        known = relations(connection, target) | {mart.name: "temp.copied"}
        selected = _with_hidden(connection, totals.masked(connection, known, mart, marts, masks), list(sketch.columns))
    relation = name(target, schema_of(mart.audience), mart.name)
    connection.execute(f"CREATE TABLE {relation} AS {selected} ORDER BY ALL")
    connection.execute("DROP TABLE IF EXISTS temp.copied")
    comments = sketch.columns | ({SUPPRESSED: SUPPRESSED_COMMENT} if mart.small_cell else {})
    comment_on(connection, relation, Sketch(sketch.comment, comments))


def relations(connection: duckdb.DuckDBPyConnection, catalogue: str) -> dict[str, str]:
    """The published tables of `insights` by name, each as SQL names it."""
    schema = schema_of("insights")
    return {table: name(catalogue, schema, table) for table in sketches(connection, catalogue, schema)}


def margin_cells(
    connection: duckdb.DuckDBPyConnection, catalogue: str, declared: SmallCell | None
) -> pl.DataFrame | None:
    """The published cells that the margins add up, hidden or lifted; None without margins, or such a table."""
    margins = declared.margins if declared else None
    if declared is None or margins is None or margins.of not in sketches(connection, catalogue, schema_of("insights")):
        return None
    columns = sorted({*margins.between, *(column for group in declared.within for column in group)})
    return connection.execute(
        f"SELECT {', '.join(map(name, columns))}, {name(margins.number)} IS NULL AS is_hidden,"
        f" coalesce({name(margins.lift)} > 0, false) AS is_lifted"
        f" FROM {name(catalogue, schema_of('insights'), margins.of)}"
    ).pl()


def comment_on(connection: duckdb.DuckDBPyConnection, relation: str, sketch: Sketch) -> None:
    """Writes the comments of a table and its columns into the database."""
    if sketch.comment:
        connection.execute(f"COMMENT ON TABLE {relation} IS {text(sketch.comment)}")
    for column, comment in sketch.columns.items():
        if comment:
            connection.execute(f"COMMENT ON COLUMN {relation}.{name(column)} IS {text(comment)}")


def write_parquet(connection: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """Writes a table, in the order it stands in, to Parquet whose bytes are the same every time."""
    threads = connection.execute("SELECT current_setting('threads')").fetchall()[0][0]
    connection.execute("SET threads = 1")
    connection.execute(
        f"COPY (SELECT * FROM {relation}) TO {text(path)}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_SIZE})"
    )
    connection.execute(f"SET threads = {threads}")


def _with_hidden(connection: duckdb.DuckDBPyConnection, masks: pl.DataFrame, columns: list[str]) -> str:
    """A select of the table `copied` with its small cells empty; leaves `masks`, which it reads, registered."""
    if not masks.width:
        return "SELECT * FROM temp.copied"
    connection.register("masks", masks.with_row_index("cell"))
    covered = [
        f"CASE WHEN masks.{name(column)} THEN NULL ELSE copied.{name(column)} END AS {name(column)}"
        if column in masks.columns
        else f"copied.{name(column)}"
        for column in columns
        if column != SUPPRESSED
    ]
    if SUPPRESSED in masks.columns:
        covered.append(f"masks.{SUPPRESSED}")
    return f"SELECT {', '.join(covered)} FROM temp.copied AS copied JOIN masks ON copied.rowid = masks.cell"


def _masks(
    connection: duckdb.DuckDBPyConnection,
    mart: Mart,
    columns: list[str],
    settings: Settings,
    cells: pl.DataFrame | None,
) -> pl.DataFrame:
    """Of the table `copied` a Boolean column per column that has anything to hide, and `is_suppressed`."""
    _refuse_unknown(mart, columns)
    declared, sums = mart.small_cell, sums_of(columns)
    if declared is None and not sums:
        return pl.DataFrame()
    rates = rates_of(columns) if declared else []
    looked_at = {*sums, *(column + LARGEST_SHARE for column in sums), *(rate + "_n" for rate in rates)}
    looked_at |= declared.named if declared else set()
    rows = connection.execute(
        f"SELECT {', '.join(name(column) for column in sorted(looked_at))} FROM temp.copied ORDER BY rowid"
    ).pl()
    hidden = nothing = pl.repeat(False, rows.height, eager=True)
    masks: dict[str, pl.Series] = {}
    if declared is not None:
        hidden = hidden_rows(rows, declared, settings.privacy)
        masks = dict.fromkeys(changes_of(columns), after_hidden(rows, hidden, declared))
        masks |= dict.fromkeys(set(declared.hidden) - masks.keys(), hidden) | {SUPPRESSED: hidden}
        masks |= hidden_apart(rows, hidden, declared, settings.privacy)
        for rate in rates:
            is_hidden = hidden_rate(rows, rate, hidden, declared, settings.privacy)
            for column in hidden_with(rate, declared):
                masks[column] = masks.get(column, nothing) | is_hidden
        if cells is not None:
            _mask_margins(masks, rows, cells, declared)
    for total in sums:
        is_hidden = hidden_sums(rows, total, hidden, declared, settings.privacy)
        for column in (total, total + LARGEST_SHARE, *(declared.parts.get(total, ()) if declared else ())):
            masks[column] = masks.get(column, nothing) | is_hidden
    return pl.DataFrame(masks)


def _mask_margins(masks: dict[str, pl.Series], rows: pl.DataFrame, cells: pl.DataFrame, declared: SmallCell) -> None:
    """Adds to the masks the margins that would tell a hidden one of `cells`, and no split alone in its group."""
    if declared.margins is None:
        return
    split, total = declared.margins.split, declared.margins.total
    safe = safe_margins(rows.with_columns(split=~masks[f"{split}_n"], total=~masks[total]), cells, declared)
    is_hidden = complemented(rows, ~safe["split"], rows[f"{split}_n"], declared)
    masks |= {column: masks[column] | is_hidden for column in hidden_with(split, declared)}
    masks |= {column: masks[column] | ~safe["total"] for column in (total, *declared.parts.get(total, ()))}


def _refuse_unknown(mart: Mart, columns: list[str]) -> None:
    unknown = (mart.small_cell.named if mart.small_cell else set()) - set(columns)
    if unknown:
        raise KithError(
            f"{mart.full_name} declares small cells on columns it does not have: {', '.join(sorted(unknown))}.",
            "Correct config.meta.small_cell in the model's yml.",
        )
