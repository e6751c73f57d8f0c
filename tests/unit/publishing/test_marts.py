"""What dbt's manifest says of the tables to publish."""

from __future__ import annotations

import json

import pytest

from pipelines.errors import KithError
from pipelines.home import Home
from pipelines.publishing.marts import SmallCell, marts
from tests.unit.publishing.warehouses import make_home


def test_only_models_of_the_published_schemas_are_marts(home: Home) -> None:
    assert [mart.full_name for mart in marts(make_home(home))] == [
        "insights.events",
        "insights.industry_engagement_monthly",
        "people.people",
    ]


def test_the_small_count_itself_is_hidden_with_the_rest() -> None:
    declared = SmallCell(people="people_count", hide=("value", "people_count"), within=(("month",),))
    assert declared.hidden == ("value", "people_count")
    assert declared.named == {"value", "people_count", "month"}


def test_a_home_that_dbt_has_not_built_is_an_error(home: Home) -> None:
    with pytest.raises(KithError, match="dbt has not run"):
        marts(home)


def test_a_declaration_with_an_unknown_key_names_the_model_and_the_key(home: Home) -> None:
    make_home(home)
    path = home.dbt_target / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["nodes"]["model.kith.events"]["config"]["meta"] = {"small_cell": {"hide": [], "witin": []}}
    path.write_text(json.dumps(manifest))
    with pytest.raises(KithError, match=r"events: config\.meta\.small_cell\.witin"):
        marts(home)


@pytest.mark.parametrize(
    ("cells", "table", "column"),
    [("events", "industry_engagement_monthly", "engaged_count"), ("industry_engagement_monthly", "events", "event_id")],
)
def test_a_total_that_cannot_be_hidden_is_refused(home: Home, cells: str, table: str, column: str) -> None:
    make_home(home)
    path = home.dbt_target / "manifest.json"
    manifest = json.loads(path.read_text())
    added_up = {"number": column, "totals": [{"table": table, "column": column, "where": "true"}]}
    manifest["nodes"][f"model.kith.{cells}"]["config"]["meta"] = {"small_cell": {"hide": [], "added_up": [added_up]}}
    path.write_text(json.dumps(manifest))
    with pytest.raises(KithError, match=rf"{cells} declares that {table}\.{column} adds it up"):
        marts(home)


def test_a_key_is_what_is_tested_to_be_unique_several_columns_before_one(home: Home) -> None:
    make_home(home)
    path = home.dbt_target / "manifest.json"
    manifest = json.loads(path.read_text())
    for place, (model, name, said) in enumerate(
        [
            ("industry_engagement_monthly", "unique", {"column_name": "month"}),
            ("events", "unique", {"column_name": "event_id"}),
            ("events", "not_null", {"column_name": "event_name"}),
        ]
    ):
        manifest["nodes"][f"test.kith.more_{place}"] = {
            "resource_type": "test",
            "attached_node": f"model.kith.{model}",
            "test_metadata": {"name": name, "kwargs": said},
        }
    path.write_text(json.dumps(manifest))
    assert {mart.name: mart.key for mart in marts(home)} == {
        "events": ("event_id",),
        "industry_engagement_monthly": ("month", "industry_id"),
        "people": (),
    }
