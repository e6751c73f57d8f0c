"""A small warehouse as dbt leaves it: made-up people, aggregates of them, and dbt's manifest."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import polars as pl

from pipelines import home as places
from pipelines.home import Home
from pipelines.identity.tables import TABLES as IDENTITY
from pipelines.records.ledger import AcceptanceResult, SourceFile

AS_OF = datetime(2026, 7, 1, tzinfo=UTC)
FILE_ID = "f" * 16

MONTHLY = {
    "month": ["2026-05", "2026-05", "2026-05", "2026-06", "2026-06", "2026-06"],
    "industry_id": ["technology", "creative", "healthcare", "technology", "creative", "healthcare"],
    "people_count": [3, 9, 40, 12, 20, 50],
    "organisation_count": [3, 4, 9, 5, 7, 11],
    "attendance_count": [4, 12, 60, 20, 33, 71],
    "engaged_count": [2, 6, 30, 9, 15, 3],
    "engaged_share": [0.67, 0.67, 0.75, 0.75, 0.75, 0.75],
    "engaged_share_n": [3, 9, 40, 12, 20, 4],
    "engaged_share_low": [0.2, 0.4, 0.6, 0.5, 0.5, 0.3],
    "engaged_share_high": [0.9, 0.9, 0.9, 0.9, 0.9, 0.95],
    "value": [100.0, 50.0, 900.0, 1.0, 5.0, 7.0],
    "value_largest_share": [0.2, 0.3, 0.2, 0.3, 0.9, 0.4],
    "won_count": [2, 1, 9, 1, 2, 3],
}
SMALL_CELL: dict[str, Any] = {
    "people": "people_count",
    "organisations": "organisation_count",
    "hide": [
        "attendance_count",
        "value",
        "engaged_share",
        "engaged_share_n",
        "engaged_share_low",
        "engaged_share_high",
    ],
    "parts": {"engaged_share": ["engaged_count"], "value": ["won_count"]},
    "within": [["month"], ["industry_id"]],
}
SMALL_CELLS = {
    "industry_engagement_monthly": SMALL_CELL,
    "monthly": {"people": "people_count", "hide": ["attendance_count"]},
}
KEYS = {"industry_engagement_monthly": ["month", "industry_id"], "monthly": ["industry_id", "month_on"]}
"""Tables whose rows a test tells apart."""

EVENTS = {"event_id": ["e2", "e1"], "event_name": ["Spring Mixer", "Design Night"]}
PEOPLE = {
    "person_id": ["p_1", "p_2"],
    "full_name": ["Ada Example", "Grace Sample"],
    "email": ["ada@example.org", None],
    "phone": ["+447700900123", None],
}

Table = dict[str, list[Any]]


def make_home(home: Home, **changed: Table | None) -> Home:
    """Fills `home` with a warehouse and a lake; `changed` replaces tables, or leaves one out with None."""
    given: dict[str, Table | None] = {
        "insights.industry_engagement_monthly": MONTHLY,
        "insights.events": EVENTS,
        "people.people": PEOPLE,
        **{name.replace("__", "."): table for name, table in changed.items()},
    }
    home.prepare()
    home.warehouse_file.unlink(missing_ok=True)
    with closing(places.connect(home.warehouse_file)) as connection:
        connection.execute("CREATE SCHEMA insights; CREATE SCHEMA people")
        for name, table in given.items():
            if table is not None:
                _create(connection, name, table)
    _write_manifest(home, [*given])
    _write_lake(home)
    return home


def _create(connection: Any, name: str, table: Table) -> None:
    connection.register("frame", pl.DataFrame(table))
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
    connection.execute(f"COMMENT ON TABLE {name} IS 'The table''s comment'")
    for column in table:
        connection.execute(f"COMMENT ON COLUMN {name}.{column} IS 'About {column}'")


def _write_manifest(home: Home, names: list[str]) -> None:
    nodes = {}
    for full_name in names:
        schema, name = full_name.split(".")
        meta = {"small_cell": SMALL_CELLS[name]} if name in SMALL_CELLS else {}
        nodes[f"model.kith.{name}"] = {
            "resource_type": "model",
            "schema": schema,
            "name": name,
            "alias": name,
            "config": {"meta": meta},
            "columns": {},
        }
        if name in KEYS:
            nodes[f"test.kith.key_of_{name}"] = {
                "resource_type": "test",
                "attached_node": f"model.kith.{name}",
                "test_metadata": {"name": "unique_combination", "kwargs": {"columns": KEYS[name]}},
            }
    nodes["model.kith.stg_contact"] = {"resource_type": "model", "schema": "staging", "name": "stg_contact"}
    nodes["test.kith.unique"] = {"resource_type": "test", "schema": "insights", "name": "unique"}
    home.dbt_target.mkdir(parents=True, exist_ok=True)
    (home.dbt_target / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")


def _write_lake(home: Home, reconciles: bool = True) -> None:
    file = {
        "file_id": FILE_ID,
        "file_name": "a.csv",
        "sha256": FILE_ID * 4,
        "byte_count": 10,
        "landed_at": datetime(2026, 6, 1, tzinfo=UTC).replace(tzinfo=None),
        "status": "read",
        "part_count": 1,
        "rows_in": 10,
        "rows_loaded": 8,
        "rows_quarantined": 1,
        "rows_duplicate": 1,
        "unknown_value_count": 0,
        "ambiguous_date_count": 0,
        "is_full_snapshot": False,
        "is_accepted": True,
        "is_counted": True,
    }
    pl.DataFrame([file], schema=SourceFile.create_empty().schema).write_parquet(home.source_files)
    write_reconciliation(home, reconciles)
    for name, contract in IDENTITY.items():
        contract.create_empty().write_parquet(home.identity / f"{name}.parquet")


def write_reconciliation(home: Home, reconciles: bool) -> None:
    """Writes what acceptance found of the one file's rows."""
    result = {
        "file_id": FILE_ID,
        "check_name": "rows_reconcile",
        "severity": "error",
        "is_passed": reconciles,
        "observed": 0.0 if reconciles else 2.0,
        "expected": "rows in = loaded + quarantined + duplicates",
    }
    pl.DataFrame([result], schema=AcceptanceResult.create_empty().schema).write_parquet(home.acceptance)
