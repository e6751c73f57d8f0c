"""The rules that every model keeps, each a function from dbt's nodes to the names of the models that break it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Node = dict[str, Any]

PREFIX = {"staging": "stg_", "intermediate": "int_", "insights": "", "people": ""}
"""Schema → how the names of its models begin."""

MOST_JOINS = 7
MOST_LINES = {".sql": 180, ".yml": 300}
MEDIAN_LINES, DECILE_LINES = 43, 120
"""Lines of a model that half of them, and nine in ten, do not exceed."""

SUPPORT = {"people_count", "organisation_count"}
ABOUT_NOBODY = ("coverage_share", "uncaptured_event_count")
"""Columns that say the same in every row of a period: nobody is behind one of them alone."""

OPEN_TABLES = {
    "metric_definitions",
    "data_quality",
    "source_files",
    "industries",
    "industry_codes",
    "sectors",
    "events",
    "organisations_public",
}
"""Tables of insights that are about no group of people, or leave out the small ones, and hide nothing."""


def models(nodes: list[Node], *schemas: str) -> list[Node]:
    """The models in the schemas; in all of them where none is named."""
    return [node for node in nodes if node["resource_type"] == "model" and node["schema"] in (schemas or PREFIX)]


def undescribed(nodes: list[Node], stand: Iterable[tuple[str, str]]) -> set[str]:
    """Tables of which a column that stands in the warehouse is not described, or one that is does not stand there."""
    described = {
        (f"{node['schema']}.{node['alias']}", column)
        for node in nodes
        if node["resource_type"] in ("model", "seed") and node["description"].strip()
        for column, about in node["columns"].items()
        if about["description"].strip()
    }
    return {table for table, _ in described ^ set(stand)}


def untested(nodes: list[Node]) -> set[str]:
    """Models without a data or unit test; what is shown as it was staged is tested there."""
    tested = {node.get("attached_node") for node in nodes if node["resource_type"] == "test"}
    tested |= {above for node in nodes if node["resource_type"] == "unit_test" for above in node["depends_on"]["nodes"]}
    return {node["alias"] for node in models(nodes) if node["unique_id"] not in tested and not _is_passed_on(node)}


def _is_passed_on(node: Node) -> bool:
    above = node["depends_on"]["nodes"]
    return node["schema"] == "people" and len(above) == 1 and ".stg_" in above[0]


def uncontracted(nodes: list[Node]) -> set[str]:
    """Marts that dbt does not hold to the types of their columns."""
    return {
        node["alias"]
        for node in models(nodes, "insights", "people")
        if not node["contract"]["enforced"] or not all(column["data_type"] for column in node["columns"].values())
    }


def misnamed(nodes: list[Node]) -> set[str]:
    """Models whose name does not say their layer, or says another."""
    return {
        node["name"]
        for node in models(nodes)
        if next((prefix for prefix in ("stg_", "int_") if node["name"].startswith(prefix)), "")
        != PREFIX[node["schema"]]
    }


def showing_small_groups(nodes: list[Node]) -> set[str]:
    """Tables of insights with a number of few people that nothing says to hide; or that say so and need not."""
    return {
        node["alias"]
        for node in models(nodes, "insights")
        if (node["config"]["meta"].get("small_cell") is None) != (node["alias"] in OPEN_TABLES)
        or (node["alias"] not in OPEN_TABLES and not _hides_small_groups(node))
    }


def _hides_small_groups(node: Node) -> bool:
    declared = node["config"]["meta"]["small_cell"]
    measured = {name for name, column in node["columns"].items() if column["data_type"] in ("bigint", "double")}
    shown = measured - set(declared["hide"]) - SUPPORT
    return (
        {declared["people"], declared["organisations"]} == SUPPORT
        and all(name.startswith(ABOUT_NOBODY) for name in shown)
        and {key for group in declared["within"] for key in group} <= set(node["columns"])
    )


def joining_too_much(nodes: list[Node]) -> set[str]:
    """Models of more joins than one can keep in mind."""
    return {node["name"] for node in models(nodes) if len(re.findall(r"\bjoin\b", node["raw_code"])) > MOST_JOINS}


def too_long(folder: Path) -> set[str]:
    """Files of SQL and yml below a folder of more lines than one can keep in mind."""
    return {
        path.name
        for ending, most in MOST_LINES.items()
        for path in folder.rglob(f"*{ending}")
        if "target" not in path.relative_to(folder).parts and lines(path) > most
    }


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def usual(paths: Iterable[Path]) -> tuple[int, int]:
    """The lines that half of the files, and nine in ten of them, do not exceed."""
    counts = sorted(lines(path) for path in paths)
    return counts[len(counts) // 2], counts[len(counts) * 9 // 10]
