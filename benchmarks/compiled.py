"""The SQL that dbt compiled for a home's last build, as one script: `python -m benchmarks.compiled HOME OUT`.

Every model and data test in the order in which dbt ran them, in one DuckDB process on the new
file OUT, with the same memory and threads, and nothing else: no contracts, comments, log or
results. Seeds are taken from the built warehouse. A Python model's function is called as dbt calls it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import duckdb

from pipelines import settings
from pipelines.home import Home, connect, read_json

SCHEMAS = ("seeds", "staging", "intermediate", "insights", "people")


def main() -> None:
    home, out = Home.at(Path(sys.argv[1])), Path(sys.argv[2])
    engine = settings.load(home).engine
    with connect(out, **engine.limits) as database:
        _prepare(database, home.warehouse_file)
        for node in _nodes(home.dbt_target / "build"):
            _run(database, node)


def _nodes(target: Path) -> list[dict[str, Any]]:
    """Models and data tests in the order in which they were begun."""
    known = read_json(target / "manifest.json")["nodes"]
    begun = sorted(
        (min(moment["started_at"] for moment in result["timing"]), result["unique_id"])
        for result in read_json(target / "run_results.json")["results"]
        if result["timing"]
    )
    nodes = [known[unique_id] for _, unique_id in begun]
    return [node for node in nodes if node["resource_type"] in ("model", "test")]


def _prepare(database: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    for schema in SCHEMAS:
        database.execute(f"create schema {schema}")
    database.execute(f"attach '{warehouse}' as built (read_only)")
    seeds = database.sql(
        "select table_name from duckdb_tables() where database_name = 'built' and schema_name = 'seeds'"
    )
    for (name,) in seeds.fetchall():
        database.execute(f"create table seeds.{name} as from built.seeds.{name}")
    database.execute("detach built")


def _run(database: duckdb.DuckDBPyConnection, node: dict[str, Any]) -> None:
    # dbt names the database that it compiled for; the script's own has another name.
    text = Path(node["compiled_path"]).read_text(encoding="utf-8").replace('"kith".', "")
    if node["resource_type"] == "test":
        database.sql(text).fetchall()
        return
    name = f"{node['schema']}.{node['alias']}"
    if node["language"] == "python":
        made: dict[str, Any] = {}
        exec(compile(text, node["compiled_path"], "exec"), made)
        refer = made["dbtObj"](lambda of: database.sql("from " + of.replace('"kith".', "")))
        frame = made["model"](refer, database)  # noqa: F841
        database.execute(f"create table {name} as from frame")
        return
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    database.execute(f"create {kind} {name} as ({text}\n)")


if __name__ == "__main__":
    main()
