"""Writes the tables of history into a candidate: how it differs from the releases before it."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines import home as places
from pipelines.home import Home
from pipelines.publishing import tables
from pipelines.publishing.candidate import close_to_others, database_of, exported, parquet_of
from pipelines.publishing.history import RELEASES, history
from pipelines.publishing.identity_changes import IDENTITY_CHANGES, changes
from pipelines.publishing.manifest import Manifest, PublishedTable
from pipelines.publishing.marts import marts
from pipelines.publishing.release_changes import RELEASE_CHANGES, Difference, differences, named, rows_of
from pipelines.publishing.restatements import (
    RESTATEMENTS,
    Numbers,
    hidden,
    numbers_of,
    restated,
    without_hidden,
)
from pipelines.publishing.told import ToldTable
from pipelines.settings import Settings

if TYPE_CHECKING:
    import duckdb

TOLD = (RELEASES, RELEASE_CHANGES, RESTATEMENTS, IDENTITY_CHANGES)
"""Every table of history."""

DEFINITIONS = "metric_definitions"


def add_history(
    home: Home, settings: Settings, manifest: Manifest, earlier: list[Manifest], in_force: Manifest | None
) -> tuple[PublishedTable, ...]:
    """Writes every table of history into the candidate, held against the release in force before it."""
    folders = home.candidate, home.current_release
    links, last_links = (parquet_of(folder, "people") / "identity_links.parquet" for folder in folders)
    found = _differences(home, manifest, in_force)
    with places.connect(**settings.engine.limits) as connection:
        told = [
            (RELEASES, history(earlier, manifest, settings.privacy)),
            (RELEASE_CHANGES, _release_changes(home, found, manifest, in_force)),
            (RESTATEMENTS, _restatements(home, connection, found, manifest, in_force)),
            (IDENTITY_CHANGES, changes(connection, manifest, in_force, links, last_links)),
        ]
    written = tuple(_written(home, settings, table, rows) for table, rows in told)
    close_to_others(database_of(home.candidate, "people"), parquet_of(home.candidate, "people"))
    return written


def _differences(home: Home, this: Manifest, last: Manifest | None) -> list[Difference]:
    """What differs from the release before; nothing where there is none, or it is the same."""
    if last is None or last.release_id == this.release_id:
        return []
    files, last_files = (
        parquet_of(folder, "insights") / "source_files.parquet" for folder in (home.candidate, home.current_release)
    )
    return differences(this, last, files, last_files)


def _release_changes(home: Home, found: list[Difference], this: Manifest, last: Manifest | None) -> pl.DataFrame:
    known = RELEASE_CHANGES.known(parquet_of(home.current_release, "insights"))
    return pl.concat([known, rows_of(found, this, last)]) if last else known


def _restatements(
    home: Home, connection: duckdb.DuckDBPyConnection, found: list[Difference], this: Manifest, last: Manifest | None
) -> pl.DataFrame:
    """What was restated before, and what the candidate restates of the release in force."""
    folder, last_folder = (parquet_of(place, "insights") for place in (home.candidate, home.current_release))
    known = RESTATEMENTS.known(last_folder)
    if last is None:
        return known
    published = [(one, pl.read_parquet(folder / f"{one.table_name}.parquet")) for one in _numbers(home, folder)]
    rows = [known]
    if last.release_id != this.release_id:
        days = last.as_of.astimezone(UTC).date(), this.as_of.astimezone(UTC).date()
        rows += [_attributed(_restated(*one, last_folder, days), found, this, last) for one in published]
    told = pl.concat(rows)
    warehouse = tables.attach(connection, home.warehouse_file)
    for numbers, after in published:
        spoken_of = after.filter(numbers.row_key.is_in(told["row_key"].unique().implode()))
        relation = tables.name(warehouse, "insights", numbers.table_name)
        told = without_hidden(told, hidden(numbers, spoken_of, connection.execute(f"SELECT * FROM {relation}").pl()))
    return told.sort(list(RESTATEMENTS.columns))


def _restated(numbers: Numbers, after: pl.DataFrame, last_folder: Path, days: tuple[date, date]) -> pl.DataFrame:
    """What a table restates; nothing where the release before had no such table, or knew its rows by another key."""
    path = last_folder / f"{numbers.table_name}.parquet"
    before = pl.read_parquet(path) if path.exists() else after.clear()
    return restated(numbers, before if set(numbers.key) <= set(before.columns) else after.clear(), after, days)


def _numbers(home: Home, folder: Path) -> list[Numbers]:
    """The tables of insights that the catalogue of metrics knows, and whose rows a key tells apart."""
    definitions = folder / f"{DEFINITIONS}.parquet"
    if not definitions.exists():
        return []
    catalogue = pl.read_parquet(definitions)
    listed = set(catalogue["table_name"])
    wanted = [mart for mart in marts(home) if mart.audience == "insights" and mart.name in listed and mart.key]
    files = [(mart, folder / f"{mart.name}.parquet") for mart in wanted]
    return [
        numbers_of(mart.name, mart.key, list(pl.read_parquet_schema(path)), catalogue)
        for mart, path in files
        if path.exists()
    ]


def _attributed(changed: pl.DataFrame, found: list[Difference], this: Manifest, last: Manifest) -> pl.DataFrame:
    which = named(found)
    said = {
        "release_number": this.number,
        "release_id": this.release_id,
        "previous_release_id": last.release_id,
        "is_suppressed": False,
        "moved_by": ", ".join(dict.fromkeys(one.change_kind for one in found)),
        "moved_by_which": which or None,
    }
    literals = [pl.lit(value, RESTATEMENTS.schema[column]).alias(column) for column, value in said.items()]
    return changed.with_columns(*literals).select(list(RESTATEMENTS.columns))


def _written(home: Home, settings: Settings, table: ToldTable, rows: pl.DataFrame) -> PublishedTable:
    """Writes one table of history, in the order of its rows."""
    file = database_of(home.candidate, table.audience)
    relation = tables.name(file.stem, tables.schema_of(table.audience), table.name)
    with tables.opened(file, settings) as connection:
        connection.register("told", rows)
        connection.execute(f"CREATE TABLE {relation} AS SELECT * FROM told")
        connection.unregister("told")
        tables.comment_on(connection, relation, table.sketch)
        return exported(connection, file.stem, table.audience, table.name, parquet_of(home.candidate, table.audience))
