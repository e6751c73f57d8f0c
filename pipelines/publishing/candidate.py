"""A candidate release: a folder beside the shelf that becomes a release if its checks pass."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.home import Home
from pipelines.publishing import tables
from pipelines.publishing.manifest import PublishedTable
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
                tables.copy_table(connection, warehouse, file.stem, mart, marts, sketches[mart.name], settings)
                published.append(exported(connection, file.stem, audience, mart.name, folder))
        connection.execute(f"DETACH {tables.name(warehouse)}")
    if audience == "people":
        close_to_others(file, folder)
    return tuple(published)


def exported(
    connection: duckdb.DuckDBPyConnection, catalogue: str, audience: Audience, table: str, folder: Path
) -> PublishedTable:
    """Writes a table of the candidate's database to Parquet, too; returns what the manifest says of it."""
    relation = tables.name(catalogue, tables.schema_of(audience), table)
    path = folder / f"{table}.parquet"
    tables.write_parquet(connection, relation, path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    row_count = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
    return PublishedTable(audience=audience, name=table, row_count=row_count, sha256=sha256)


def close_to_others(file: Path, folder: Path) -> None:
    """Lets nobody but the owner read a database and its Parquet."""
    for path in (file, *folder.iterdir()):
        path.chmod(0o600)
