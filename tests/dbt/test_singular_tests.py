"""The project's singular tests are seen to fail: on a published number that nothing defines, on a setting unknown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines import home as places
from pipelines.home import Home
from tests.dbt.running import PROJECT, Outcome, dbt

BREAKS = {
    "every_metric_is_defined": "delete from insights.metric_definitions where column_name = 'no_show_rate'",
    "newmans_weights_add_up_to_events": (
        "update intermediate.int_tie_weighed set opportunity_undecayed = opportunity_undecayed / 2"
    ),
    "nobody_refusing_is_introduced": (
        "update people.people set refuses_introductions = true"
        " where person_id = (select max(via_person_id) from people.warm_paths)"
    ),
    "every_setting_is_filled_in": "update insights.metric_definitions set formula = 'within {' || 'no_such} days'",
}


@pytest.mark.parametrize("test", BREAKS)
def test_fails_on_a_definition_that_is_wrong(test: str, built: tuple[Home, Outcome], tmp_path: Path) -> None:
    home, outcome = built
    assert outcome.status[test] == "pass"
    broken = Home.at(tmp_path)
    broken.prepare()
    shutil.copy(home.warehouse_file, broken.warehouse_file)
    with places.connect(broken.warehouse_file) as connection:
        connection.execute(BREAKS[test])
    assert dbt(broken, "test", "--select", test).status[test] == "fail"


def test_every_singular_test_is_broken_once() -> None:
    assert {path.stem for path in (PROJECT / "tests").glob("*.sql")} == set(BREAKS)
