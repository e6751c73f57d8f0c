"""What Dagster is told of tables: rows, bytes and columns; never a value."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import dagster as dg
import dataframely as dy
import polars as pl

OWNERS = ["team:data"]


def of_parquet(paths: Iterable[Path]) -> dict[str, dg.MetadataValue]:
    """Rows, bytes and files of a table that stands in several Parquet files."""
    files = [path for path in sorted(paths) if path.is_file()]
    rows = sum(pl.scan_parquet(path).select(pl.len()).collect().item() for path in files)
    return {
        "dagster/row_count": dg.MetadataValue.int(rows),
        "bytes": dg.MetadataValue.int(sum(path.stat().st_size for path in files)),
    }


def of_contract(contract: type[dy.Schema]) -> dict[str, dg.MetadataValue]:
    """The columns that a contract promises."""
    return {
        "dagster/column_schema": dg.MetadataValue.table_schema(
            dg.TableSchema(
                columns=[
                    dg.TableColumn(
                        name, str(column.dtype), constraints=dg.TableColumnConstraints(nullable=column.nullable)
                    )
                    for name, column in contract.columns().items()
                ]
            )
        )
    }


def of_columns(columns: Iterable[tuple[str, str]]) -> dict[str, dg.MetadataValue]:
    """The names and types that a database gives."""
    return {
        "dagster/column_schema": dg.MetadataValue.table_schema(
            dg.TableSchema(columns=[dg.TableColumn(name, kind) for name, kind in columns])
        )
    }
