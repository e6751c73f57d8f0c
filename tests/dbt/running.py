"""Runs dbt on a lake, in this process, as the pipeline does; target and logs go beside the warehouse."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from pipelines import home as places
from pipelines import warehouse
from pipelines.warehouse import PROJECT

AS_OF = "2026-07-01 06:00:00"


@dataclass(frozen=True)
class Outcome:
    """What became of each node, by its name."""

    status: dict[str, str]

    def named(self, *statuses: str) -> set[str]:
        """The nodes that ended in one of the statuses."""
        return {name for name, status in self.status.items() if status in statuses}


def dbt(home: places.Home, *arguments: str, threads: int = 2, project: Path = PROJECT, as_of: str = AS_OF) -> Outcome:
    """Runs one dbt command on the home's lake and warehouse, true at `as_of`, in UTC; any other `project` is parsed."""
    target = home.dbt_target
    target.mkdir(parents=True, exist_ok=True)
    given = {"lake_dir": str(home.lake), "as_of": as_of}
    environment = {
        "KITH_WAREHOUSE": str(home.warehouse_file),
        "KITH_THREADS": str(threads),
        "KITH_SPILL": str(home.warehouse / "spill"),
    }
    with patch.dict(os.environ, environment):
        result = dbtRunner(manifest=warehouse.parsed(home) if project == PROJECT else None).invoke(
            [
                *arguments,
                *("--project-dir", str(project), "--profiles-dir", str(PROJECT)),
                *("--target-path", str(target), "--log-path", str(target)),
                *("--vars", json.dumps(given), "--quiet", "--no-send-anonymous-usage-stats"),
            ]
        )
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if result.exception:
        raise result.exception
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return Outcome({_name(node["unique_id"]): node["status"] for node in results})


def _name(unique_id: str) -> str:
    kind, _, *rest = unique_id.split(".")
    return rest[0] if kind == "test" else rest[-1]


def query(home: places.Home, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the warehouse."""
    with places.connect(home.warehouse_file, read_only=True) as connection:
        return connection.execute(sql).fetchall()
