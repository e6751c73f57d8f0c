"""The project's singular tests are seen to fail: definitions that do not match, a setting unknown, a name too many."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines import home as places
from pipelines.home import Home
from tests.dbt.running import PROJECT, Outcome, dbt

BREAKS = [
    ("every_metric_is_defined", "delete from insights.metric_definitions where column_name = 'no_show_rate'"),
    ("every_metric_is_defined", "delete from insights.metric_definitions where column_name = 'tie_strength'"),
    ("every_metric_is_defined", "insert into insights.metric_definitions (table_name, column_name) values "
     "('event_performance', 'applause')"),
    ("every_metric_is_defined", "update insights.metric_definitions set column_name = 'topic_industry_id' "
     "where table_name = 'event_performance' and column_name = 'minutes_median'"),
    ("every_setting_is_filled_in", "update insights.metric_definitions set formula = 'within {' || 'no_such} days'"),
    ("every_setting_is_filled_in", "update insights.metric_definitions set coverage = 'the best {' || 'no_such}'"),
    ("newmans_weights_add_up_to_events",
     "update intermediate.int_tie_weighed set opportunity_undecayed = opportunity_undecayed / 2"),
    ("nobody_refusing_is_introduced",
     "update people.people set refuses_introductions = true"
     " where person_id = (select max(via_person_id) from people.warm_paths)"),
    ("public_organisations_may_be_named", "update people.organisations set person_count = 4"),
]  # fmt: skip
REFERENCE = Path("models", "marts", "insights", "reference", "_reference__models.yml")


@pytest.mark.parametrize(("test", "change"), BREAKS)
def test_fails_on_what_is_wrong(test: str, change: str, built: tuple[Home, Outcome], tmp_path: Path) -> None:
    home, outcome = built
    assert outcome.status[test] == "pass"
    broken = _copied(home, tmp_path)
    with places.connect(broken.warehouse_file) as connection:
        connection.execute(change)
    assert dbt(broken, "test", "--select", test).status[test] == "fail"


@pytest.mark.parametrize(
    ("column", "kind", "status"),
    [("reach", "double", "fail"), ("worth", "decimal(18,2)", "fail"), ("label", "varchar", "pass")],
)
def test_a_number_is_a_metric_whatever_it_is_called(
    column: str, kind: str, status: str, built: tuple[Home, Outcome], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    more = f"      - {{name: {column}, data_type: '{kind}', description: Made up.}}\n"
    path = project / REFERENCE
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + more, encoding="utf-8")
    broken = _copied(built[0], tmp_path / "home")
    test = "every_metric_is_defined"
    assert dbt(broken, "test", "--select", test, project=project).status[test] == status


def test_every_singular_test_is_broken_once() -> None:
    assert {path.stem for path in (PROJECT / "tests").glob("*.sql")} == {test for test, _ in BREAKS}


def _copied(home: Home, root: Path) -> Home:
    """A home that holds a copy of the warehouse."""
    other = Home.at(root)
    other.prepare()
    shutil.copy(home.warehouse_file, other.warehouse_file)
    return other
