"""Each of the project's own tests is seen to pass on good rows and to fail on bad ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines import home as places
from pipelines.home import Home
from tests.dbt.running import PROJECT, Outcome, dbt

RATE = "select {rate} as x_rate, {n} as x_rate_n, {low} as x_rate_low, {high} as x_rate_high"


@dataclass(frozen=True)
class Case:
    """A generic test with its arguments, and selects that it passes and fails on."""

    test: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    column: str | None = None
    arguments: dict[str, Any] | None = None


def _rate(rate: object, n: object, low: object, high: object) -> str:
    return RATE.format(rate=rate, n=n, low=low, high=high)


def _term(*intervals: tuple[str, str]) -> str:
    return " union all ".join(
        f"select 'p' as person_id, cast({start} as date) as starts_on, cast({end} as date) as ends_on"
        for start, end in intervals
    )


OUTSIDE = (_rate(0.75, 4, 0.8, 0.95), _rate(0.75, 4, 0.3, 0.7), _rate(0.75, 4, 0.3, 1.1))
CASES = (
    Case(
        "unique_combination",
        ("select 1 as a, 1 as b union all select 1, 2",),
        ("select 1 as a, 1 as b union all select 1, 1",),
        arguments={"columns": ["a", "b"]},
    ),
    Case(
        "in_range",
        ("select 0 as a union all select 1 union all select null",),
        ("select -0.01 as a", "select 1.01 as a"),
        column="a",
        arguments={"lowest": 0, "highest": 1},
    ),
    Case(
        "rows_reconcile",
        ("select 5 as rows_in, 3 as rows_loaded, 1 as rows_quarantined, 1 as rows_duplicate",),
        ("select 5 as rows_in, 3 as rows_loaded, 1 as rows_quarantined, 0 as rows_duplicate",),
    ),
    Case(
        "interval_orders",
        (_rate(0.75, 4, 0.3, 0.95), _rate("null", 0, "null", "null"), _rate(0.0, 3, 0.0, 0.56)),
        (_rate(0.0, 0, "null", "null"), *OUTSIDE, _rate("null", 4, 0.3, 0.7), _rate(0.75, "null", 0.3, 0.95)),
        column="x_rate",
    ),
    Case(
        "not_future",
        ("select date '2026-07-01' as a",),
        ("select date '2026-07-02' as a",),
        column="a",
    ),
    Case(
        "no_overlap",
        (_term(("null", "'2025-01-01'"), ("'2025-01-01'", "'2025-02-01'"), ("'2025-03-01'", "null")),),
        (
            _term(("'2024-01-01'", "'2025-01-02'"), ("'2025-01-01'", "null")),
            _term(("'2024-01-01'", "null"), ("'2025-01-01'", "'2025-02-01'")),
            _term(("null", "'2025-01-01'"), ("null", "'2025-02-01'")),
        ),
        arguments={"key": "person_id"},
    ),
    Case(
        "ends_not_before_start",
        (_term(("'2025-01-01'", "'2025-01-01'"), ("'2025-01-01'", "null")),),
        (_term(("'2025-01-02'", "'2025-01-01'")),),
    ),
    Case(
        "adds_up",
        ("select 3 as total, 1 as a, 2 as b union all select null, 1, 2",),
        ("select 3 as total, 1 as a, 1 as b",),
        arguments={"total": "total", "parts": ["a", "b"]},
    ),
    Case(
        "same_total",
        ("select 'g' as part, 2 as n union all select 'g', 1 union all select 'h', 1",),
        ("select 'g' as part, 2 as n union all select 'h', 1", "select 'g' as part, 3 as n"),
        arguments={"column_name": "n", "by": "part", "to": "ref('reference')", "to_column": "n"},
    ),
)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A project of one model per select, each with its test; built once."""
    root = tmp_path_factory.mktemp("generic")
    home = Home.at(root / "home")
    home.prepare()
    _write_project(root / "project")
    return dbt(home, "build", project=root / "project")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.test)
def test_passes_on_good_rows_and_fails_on_bad_ones(case: Case, outcome: Outcome) -> None:
    status = {name: what for name, what in outcome.status.items() if f"on_{case.test}__" in name}
    assert {what for name, what in status.items() if "good_on" in name} == {"pass", "success"}
    failed = [name for name, what in status.items() if what == "fail"]
    assert len(failed) == len(case.bad)
    assert all("bad_on" in name for name in failed)


def test_every_generic_test_has_a_case() -> None:
    assert {case.test for case in CASES} == {path.stem for path in (PROJECT / "tests" / "generic").glob("*.sql")}


def _write_project(folder: Path) -> None:
    models = folder / "models"
    models.mkdir(parents=True)
    settings = {
        "name": "kith", "version": "1.0.0", "config-version": 2, "profile": "kith", "model-paths": ["models"],
        "macro-paths": [str(PROJECT / "macros"), str(PROJECT / "tests" / "generic")], "vars": {"as_of": ""},
        "models": {"+materialized": "table"},
    }  # fmt: skip
    places.write_json(folder / "dbt_project.yml", settings)
    (models / "reference.sql").write_text("select 'g' as part, 3 as n union all select 'h', 1", encoding="utf-8")
    described = [
        _model(models, case, f"{kind}_on_{case.test}__{place}", select)
        for case in CASES
        for kind, selects in (("good", case.good), ("bad", case.bad))
        for place, select in enumerate(selects)
    ]
    (models / "models.yml").write_text(json.dumps({"version": 2, "models": described}), encoding="utf-8")


def _model(folder: Path, case: Case, name: str, select: str) -> dict[str, Any]:
    (folder / f"{name}.sql").write_text(select, encoding="utf-8")
    # The unnamed test would take a name too long to tell good from bad.
    tests = [{case.test: {"name": f"test_{name}", "arguments": case.arguments or {}}}]
    if case.column:
        return {"name": name, "columns": [{"name": case.column, "data_tests": tests}]}
    return {"name": name, "data_tests": tests}
