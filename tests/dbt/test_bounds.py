"""No model joins people to people without a bound: of a crowd that has everything in common, none lists the pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pipelines import home as places
from pipelines.home import Home
from tests.dbt import rules
from tests.dbt.crowd import CROWD, crowd
from tests.dbt.running import dbt

MOST_ROWS = len(CROWD) ** 2 / 8
"""What listing a quarter of the pairs would give; a row for each person, month and kind of activity is far less."""

UNBOUNDED = (
    "select count(*) from people.attendances as here"
    " inner join people.attendances as there on here.event_id = there.event_id and here.person_id < there.person_id",
    "select here.person_id from people.people as here"
    " inner join people.people as there on here.organisation_id = there.organisation_id",
    "select count(*) from people.ties as here"
    " inner join people.ties as there on here.left_person_id = there.left_person_id",
    "select count(*) from people.people as here cross join people.people as there",
)
"""Pairs of those who were at one event, work together, or know the same person; and of everybody."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The crowd's warehouse."""
    home = Home.at(tmp_path_factory.mktemp("crowd"))
    home.prepare()
    crowd().write(home)
    outcome = dbt(home, "build", "--exclude-resource-type", "test", "unit_test")
    assert outcome.named("success") == set(outcome.status)
    return home


def test_no_model_joins_people_to_people_without_a_bound(crowded: Home) -> None:
    manifest = json.loads((crowded.dbt_target / "manifest.json").read_text(encoding="utf-8"))
    models = {
        node["name"]: node["compiled_code"]
        for node in rules.models(list(manifest["nodes"].values()))
        if node["language"] == "sql"
    }
    with places.connect(crowded.warehouse_file, read_only=True) as warehouse:
        steps = {name: most_rows(warehouse, sql) for name, sql in models.items()}
    assert len(steps) > 100
    assert max(steps.values()) > len(CROWD)
    assert {name: rows for name, rows in steps.items() if rows > MOST_ROWS} == {}


@pytest.mark.parametrize("sql", UNBOUNDED)
def test_pairs_of_a_crowd_are_found_wherever_they_are_listed(sql: str, crowded: Home) -> None:
    with places.connect(crowded.warehouse_file, read_only=True) as warehouse:
        assert most_rows(warehouse, sql) > MOST_ROWS


def most_rows(warehouse: Any, sql: str) -> int:
    """The rows that the widest step of a query gives on to the next, as DuckDB counts them while it runs."""
    ((_, plan),) = warehouse.execute(f"explain (analyze, format json) {sql}").fetchall()
    return max(step.get("operator_cardinality", 0) for step in _steps(json.loads(plan)))


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for child in step["children"]:
        yield from _steps(child)
