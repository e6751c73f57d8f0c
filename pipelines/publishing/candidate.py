"""A candidate release: a folder beside the shelf that becomes a release if its checks pass."""

from __future__ import annotations

import hashlib
import logging
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines import home as places
from pipelines.home import Home
from pipelines.publishing import history, identity_changes, tables
from pipelines.publishing.manifest import Manifest, PublishedTable
from pipelines.publishing.marts import Audience, Mart
from pipelines.settings import Settings

if TYPE_CHECKING:
    import duckdb

logger = logging.getLogger("kith.publish")


def database_of(folder: Path, audience: Audience) -> Path:
    """The database of one audience within a release's folder."""
    return folder / ("insights.duckdb" if audience == "insights" else "restricted.duckdb")


def parquet_of(folder: Path, audience: str) -> Path:
    """The folder of one audience's Parquet within a release's folder."""
    return folder / "parquet" / audience


def build(home: Home, settings: Settings, audience: Audience, marts: list[Mart]) -> tuple[PublishedTable, ...]:
    """Writes one audience's database and Parquet into the candidate; returns its tables by name.

    A mart that the warehouse lacks is left out; the check `tables_present` tells.
    """
    file = database_of(home.candidate, audience)
    folder = parquet_of(home.candidate, audience)
    folder.mkdir(parents=True, mode=0o700 if audience == "people" else 0o755)
    published: list[PublishedTable] = []
    with tables.opened(file, settings) as connection:
        warehouse = tables.attach(connection, home.warehouse_file)
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {tables.name(file.stem, tables.schema_of(audience))}")
        sketches = tables.sketches(connection, warehouse, audience)
        for mart in marts:
            if mart.audience == audience and mart.name in sketches:
                logger.info("Copying %s", mart.full_name)
                tables.copy_table(connection, warehouse, file.stem, mart, sketches[mart.name], settings)
                published.append(_exported(connection, file.stem, audience, mart.name, folder))
        connection.execute(f"DETACH {tables.name(warehouse)}")
    if audience == "people":
        _close_to_others(file, folder)
    return tuple(published)


def add_history(
    home: Home, settings: Settings, manifest: Manifest, earlier: list[Manifest], in_force: Manifest | None
) -> tuple[PublishedTable, ...]:
    """Writes what tells of earlier releases into the candidate: `insights.releases`, `people.identity_changes`."""
    released = history.history(earlier, manifest, settings.privacy)
    told = _told(home, settings, "insights", history.TABLE, history.SKETCH, released)
    links, last_links = (
        parquet_of(folder, "people") / "identity_links.parquet" for folder in (home.candidate, home.current_release)
    )
    with closing(places.connect(memory_limit=settings.engine.memory_limit, threads=settings.engine.threads)) as found:
        changed = identity_changes.changes(found, manifest, in_force, links, last_links)
    moved = _told(home, settings, "people", identity_changes.TABLE, identity_changes.SKETCH, changed)
    _close_to_others(database_of(home.candidate, "people"), parquet_of(home.candidate, "people"))
    return told, moved


def _told(
    home: Home, settings: Settings, audience: Audience, table: str, sketch: tables.Sketch, rows: pl.DataFrame
) -> PublishedTable:
    """Writes one table of the history, in the order of its rows."""
    file = database_of(home.candidate, audience)
    relation = tables.name(file.stem, tables.schema_of(audience), table)
    with tables.opened(file, settings) as connection:
        connection.register("told", rows)
        connection.execute(f"CREATE TABLE {relation} AS SELECT * FROM told")
        connection.unregister("told")
        tables.comment_on(connection, relation, sketch)
        return _exported(connection, file.stem, audience, table, parquet_of(home.candidate, audience))


def _exported(
    connection: duckdb.DuckDBPyConnection, catalogue: str, audience: Audience, table: str, folder: Path
) -> PublishedTable:
    relation = tables.name(catalogue, tables.schema_of(audience), table)
    path = folder / f"{table}.parquet"
    tables.write_parquet(connection, relation, path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    row_count = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
    return PublishedTable(audience=audience, name=table, row_count=row_count, sha256=sha256)


def _close_to_others(file: Path, folder: Path) -> None:
    for path in (file, *folder.iterdir()):
        path.chmod(0o600)
