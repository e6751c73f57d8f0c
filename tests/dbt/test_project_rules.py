"""What holds of every model: documented, tested, contracted, small, and clear about who may be seen in it.

Each rule is seen to find a model that breaks it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from docs.pages.metrics import metrics_page
from pipelines.home import Home
from pipelines.publishing.marts import Mart, marts
from pipelines.publishing.restatements import PERIODS
from tests.dbt import rules
from tests.dbt.rules import Node
from tests.dbt.running import PROJECT, Outcome, query

Built = tuple[Home, Outcome]
Rule = Callable[[list[Node]], set[str]]
Change = Callable[[Node], object]


@pytest.fixture(scope="module")
def nodes(built: Built) -> list[Node]:
    """The nodes of dbt's manifest."""
    manifest = json.loads((built[0].dbt_target / "manifest.json").read_text(encoding="utf-8"))
    return [*manifest["nodes"].values(), *manifest["unit_tests"].values()]


@pytest.fixture(scope="module")
def stand(built: Built) -> set[tuple[str, str]]:
    """Every table and view with each of its columns, as they stand in the warehouse."""
    sql = "select schema_name || '.' || table_name, column_name from duckdb_columns() where not internal"
    return set(query(built[0], sql))


def test_every_model_and_column_is_described(nodes: list[Node], stand: set[tuple[str, str]]) -> None:
    assert rules.undescribed(nodes, stand) == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda node: node.update(description=" "),
        lambda node: node["columns"]["no_show_rate"].update(description=""),
        lambda node: node["columns"].pop("no_show_rate"),
        lambda node: node["columns"].update(applause={"description": "How loud it was."}),
    ],
)
def test_what_is_not_described_is_found(change: Change, nodes: list[Node], stand: set[tuple[str, str]]) -> None:
    assert rules.undescribed(_with(nodes, "event_performance", change), stand) == {"insights.event_performance"}


def test_no_mart_comes_or_goes_unseen(nodes: list[Node]) -> None:
    assert len(rules.models(nodes, "insights", "people")) == 49


@pytest.mark.parametrize(
    "rule",
    [rules.untested, rules.uncontracted, rules.misnamed, rules.showing_small_groups, rules.joining_too_much],
)
def test_every_model_keeps(rule: Rule, nodes: list[Node]) -> None:
    assert rule(nodes) == set()


BREAKS: list[tuple[Rule, str, Change]] = [
    (rules.untested, "event_performance", lambda node: node.update(unique_id="model.kith.made_up")),
    (rules.untested, "int_tie_touched", lambda node: node.update(unique_id="model.kith.made_up")),
    (rules.untested, "stg_membership", lambda node: node.update(unique_id="model.kith.made_up")),
    (rules.untested, "identity_candidates", lambda node: node["depends_on"]["nodes"].append("model.kith.people")),
    (rules.uncontracted, "people", lambda node: node["contract"].update(enforced=False)),
    (rules.uncontracted, "people", lambda node: node["columns"]["email"].update(data_type=None)),
    (rules.misnamed, "int_tie_touched", lambda node: node.update(name="tie_touched")),
    (rules.misnamed, "int_tie_touched", lambda node: node.update(name="stg_tie_touched")),
    (rules.misnamed, "people", lambda node: node.update(name="int_person_shown")),
    (rules.showing_small_groups, "industry_mixing", lambda node: node["config"]["meta"].pop("small_cell")),
    (rules.showing_small_groups, "industry_mixing", lambda node: _small_cell(node)["hide"].remove("lift")),
    (rules.showing_small_groups, "industry_mixing", lambda node: _small_cell(node)["within"].append(["season"])),
    (rules.showing_small_groups, "industry_mixing", lambda node: _small_cell(node).update(people="event_count")),
    (rules.showing_small_groups, "events", lambda node: node["config"]["meta"].update(small_cell={})),
    (rules.joining_too_much, "int_tie_touched", lambda node: node.update(raw_code="inner join a\n" * 8)),
]


@pytest.mark.parametrize(("rule", "model", "change"), BREAKS)
def test_a_model_that_does_not_keep_a_rule_is_found(rule: Rule, model: str, change: Change, nodes: list[Node]) -> None:
    broken = _with(nodes, model, change)
    (found,) = rule(broken)
    assert found in {node["name"] for node in broken} - {node["name"] for node in nodes} | {model}


def test_every_number_can_be_found_again_in_the_next_release(built: Built) -> None:
    defined = {table for (table,) in query(built[0], "select table_name from insights.metric_definitions")}
    published = {mart.name: mart for mart in marts(built[0])}
    with_metrics = {name for name in defined if published[name].audience == "insights"}
    assert {name for name in with_metrics if _is_lost(published[name])} == set()
    assert len(with_metrics) > 10
    monthly = published["industry_engagement_monthly"]
    for broken in (
        replace(monthly, key=()),
        replace(monthly, columns=tuple(column for column in monthly.columns if column != "period_status")),
    ):
        assert _is_lost(broken)


def _is_lost(mart: Mart) -> bool:
    """Whether a mart has no key, or says of a number's period only when it is, or only whether it is over."""
    dated = {"period_status", *PERIODS} & set(mart.columns)
    return not mart.key or len(dated) not in (0, 2)


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


def test_no_file_is_long(tmp_path: Path) -> None:
    assert rules.too_long(PROJECT) == set()
    for ending, most in rules.MOST_LINES.items():
        (tmp_path / f"long{ending}").write_text("--\n" * (most + 1), encoding="utf-8")
        (tmp_path / f"short{ending}").write_text("--\n" * most, encoding="utf-8")
    assert rules.too_long(tmp_path) == {"long.sql", "long.yml"}


def test_most_models_are_short() -> None:
    median, decile = rules.usual((PROJECT / "models").rglob("*.sql"))
    assert median <= rules.MEDIAN_LINES
    assert decile <= rules.DECILE_LINES


def _with(nodes: list[Node], model: str, change: Change) -> list[Node]:
    """The nodes with one changed; the manifest's own stay as they are."""
    broken = [deepcopy(node) if node["name"] == model or node.get("alias") == model else node for node in nodes]
    for node in broken:
        if node["resource_type"] == "model" and model in (node["name"], node["alias"]):
            change(node)
    return broken


def _small_cell(node: Node) -> dict[str, list[object]]:
    declared: dict[str, list[object]] = node["config"]["meta"]["small_cell"]
    return declared
