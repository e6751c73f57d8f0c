"""What holds of every model: documented, tested, contracted, small, and clear about who may be seen in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from docs.pages.metrics import metrics_page
from pipelines.home import Home
from pipelines.publishing.marts import marts
from pipelines.publishing.restatements import PERIODS
from tests.dbt.running import PROJECT, Outcome, query

Built = tuple[Home, Outcome]
MOST_LINES = {".sql": 180, ".yml": 300}
MOST_JOINS = 7
SUPPORT = {"people_count", "organisation_count"}
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


@pytest.fixture(scope="module")
def nodes(built: Built) -> list[dict[str, Any]]:
    """The nodes of dbt's manifest."""
    home, _ = built
    manifest = json.loads((home.dbt_target / "manifest.json").read_text(encoding="utf-8"))
    return list(manifest["nodes"].values())


ABOUT_NOBODY = ("coverage_share", "uncaptured_event_count")
"""Columns that say the same in every row of a period: nobody is behind one of them alone."""


def _models(nodes: list[dict[str, Any]], *schemas: str) -> list[dict[str, Any]]:
    chosen = schemas or ("staging", "intermediate", "insights", "people")
    return [node for node in nodes if node["resource_type"] == "model" and node["schema"] in chosen]


def test_every_model_and_column_is_described(nodes: list[dict[str, Any]], built: Built) -> None:
    home, _ = built
    stand = query(home, "select schema_name || '.' || table_name, column_name from duckdb_columns() where not internal")
    described = {
        (f"{node['schema']}.{node['alias']}", column)
        for node in nodes
        if node["resource_type"] in ("model", "seed") and node["description"].strip()
        for column, about in node["columns"].items()
        if about["description"].strip()
    }
    assert set(stand) == described


def test_every_model_is_tested(nodes: list[dict[str, Any]]) -> None:
    tested = {node.get("attached_node") for node in nodes if node["resource_type"] == "test"}
    bare = {node["alias"] for node in _models(nodes, "insights", "people") if node["unique_id"] not in tested}
    # These are a staging model's columns, which is where they are tested.
    assert bare == {"identity_candidates", "quarantined_rows"}


def test_every_mart_has_a_contract(nodes: list[dict[str, Any]]) -> None:
    marts = _models(nodes, "insights", "people")
    assert len(marts) == 49
    assert all(node["contract"]["enforced"] for node in marts)
    assert all(column["data_type"] for node in marts for column in node["columns"].values())


def test_names_say_the_layer(nodes: list[dict[str, Any]]) -> None:
    prefix = {"staging": "stg_", "intermediate": "int_", "insights": "", "people": ""}
    for node in _models(nodes):
        expected = prefix[node["schema"]]
        assert node["name"].startswith(expected)
        assert expected or not node["name"].startswith(("stg_", "int_"))


def test_every_table_about_groups_of_people_says_what_to_hide(nodes: list[dict[str, Any]]) -> None:
    for node in _models(nodes, "insights"):
        declared = node["config"]["meta"].get("small_cell")
        if node["alias"] in OPEN_TABLES:
            assert declared is None
            continue
        assert {declared["people"], declared["organisations"]} == SUPPORT
        measured = {name for name, column in node["columns"].items() if column["data_type"] in ("bigint", "double")}
        shown = measured - set(declared["hide"]) - SUPPORT
        assert all(name.startswith(ABOUT_NOBODY) for name in shown), node["alias"]
        assert {key for group in declared["within"] for key in group} <= set(node["columns"])


def test_every_number_can_be_found_again_in_the_next_release(built: Built) -> None:
    home, _ = built
    defined = {table for (table,) in query(home, "select table_name from insights.metric_definitions")}
    public = {
        table for (table,) in query(home, "select table_name from duckdb_tables() where schema_name = 'insights'")
    }
    with_metrics = defined & public
    keyed = {mart.name: mart for mart in marts(home) if mart.audience == "insights" and mart.key}
    assert with_metrics <= set(keyed)
    for table in with_metrics:
        dated = {"period_status", *PERIODS} & set(keyed[table].columns)
        assert len(dated) in (0, 2), f"{table}: a period has a status, and what has neither is as of the release"


def test_the_docs_define_a_number_in_the_words_of_the_database(built: Built) -> None:
    told = "select column_name, unit, formula, exclusions, settings, coverage from insights.metric_definitions"
    page = metrics_page()
    rows = query(built[0], told)
    assert len(rows) > 100
    assert [row for row in rows if f"| `{row[0]}` | {' | '.join(row[1:])} |" not in page] == []


def test_the_settings_that_definitions_may_name_are_those_they_name() -> None:
    macro = (PROJECT / "macros" / "with_settings.sql").read_text(encoding="utf-8")
    catalogue = (PROJECT / "seeds" / "metric_catalogue.csv").read_text(encoding="utf-8")
    (names,) = re.findall(r"set names = \[(.*?)\]", macro, re.DOTALL)
    assert set(re.findall(r"'(\w+)'", names)) == set(re.findall(r"\{(\w+)\}", catalogue))


def test_no_model_joins_too_much(nodes: list[dict[str, Any]]) -> None:
    for node in _models(nodes):
        assert len(re.findall(r"\bjoin\b", node["raw_code"])) <= MOST_JOINS, node["name"]


@pytest.mark.parametrize("ending", MOST_LINES)
def test_no_file_is_long(ending: str) -> None:
    files = [path for path in PROJECT.rglob(f"*{ending}") if "target" not in path.relative_to(PROJECT).parts]
    long = {str(path.relative_to(PROJECT)): _lines(path) for path in files if _lines(path) > MOST_LINES[ending]}
    assert long == {}


def test_most_models_are_short() -> None:
    lines = sorted(_lines(path) for path in (PROJECT / "models").rglob("*.sql"))
    assert lines[len(lines) // 2] <= 60
    assert lines[len(lines) * 9 // 10] <= 120


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
