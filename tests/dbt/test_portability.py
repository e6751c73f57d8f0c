"""The models are one SQL for every engine: each compiles for Spark and parses as Spark's, and none uses what is
DuckDB's alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlglot

from tests.dbt.running import AS_OF, PROJECT

BANNED = {
    "exclude or replace of columns": r"\*\s*(?:exclude|replace)\b|\bcolumns\s*\(",
    "group by all, order by all": r"\b(?:group|order)\s+by\s+all\b",
    "group by position": r"\bgroup\s+by\s+\d",
    "qualify": r"\bqualify\b",
    "cast by colons": r"::",
    "reading files": r"\bread_(?:parquet|csv|json)\w*\s*\(|\bglob\s*\(",
    "list lambdas": r"->|\blist_(?:transform|filter|reduce)\b",
    "the machine's clock": r"\b(?:now|today|get_current_timestamp)\s*\(|\bcurrent_(?:date|timestamp|time)\b",
    "typed literals": r"\b(?:date|timestamp|interval)\s+'",
    "first of a group": r"\b(?:first|last|any_value|arg_max|arg_min|max_by|min_by)\s*\(",
}
EXAMPLES = (
    "select * exclude (a) from t", "select a from t group by all", "select a, count(*) from t group by 1",
    "select a from t qualify row_number() over (order by a) = 1", "select a::int from t", "from read_parquet('x')",
    "select list_transform(a, x -> x + 1) from t", "select current_date", "select date '2026-01-01'",
    "select any_value(a) from t",
)  # fmt: skip


def _sources() -> list[Path]:
    return sorted((PROJECT / "models").rglob("*.sql"))


def _used(sql: str) -> list[str]:
    code = re.sub(r"--[^\n]*|\{#.*?#\}", "", sql, flags=re.DOTALL).lower()
    return [name for name, pattern in BANNED.items() if re.search(pattern, code)]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: path.stem)
def test_uses_nothing_of_one_engine(path: Path) -> None:
    assert _used(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sql", EXAMPLES)
def test_what_is_banned_is_found(sql: str) -> None:
    assert _used(sql)


@pytest.fixture(scope="module")
def for_spark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the models as dbt writes them out for Spark."""
    target = tmp_path_factory.mktemp("spark")
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "compile", "--target", "spark", "--select", "resource_type:model"),
        # A Python model is no SQL, and dbt asks an engine about its table before it compiles it.
        *("--exclude", "file:*.py"),
        # Nothing is asked of an engine: what is compiled stands on the project alone.
        *("--no-populate-cache", "--no-introspect", "--quiet", "--no-send-anonymous-usage-stats"),
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(target), "--log-path", str(target)),
        *("--vars", json.dumps({"lake_dir": "/lake", "as_of": AS_OF})),
    ]
    found_first = str(Path(__file__).parent / "without_spark")
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": found_first})
    return target / "compiled" / "kith" / "models"


def _compiled(folder: Path) -> dict[str, Path]:
    """The models by name; what is compiled of a data test stands below its yml."""
    return {path.stem: path for path in folder.rglob("*.sql") if path.parent.suffix != ".yml"}


def test_every_model_compiles_for_spark_and_parses(for_spark: Path) -> None:
    compiled = _compiled(for_spark)
    assert set(compiled) == {path.stem for path in _sources()}
    for path in compiled.values():
        assert len(sqlglot.parse(path.read_text(encoding="utf-8"), dialect="spark")) == 1, path.stem


def test_dispatched_macros_write_sparks_own_sql(for_spark: Path) -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in _compiled(for_spark).values())
    assert "percentile(" in written
    assert "median(" not in re.sub(r"--[^\n]*", "", written)
    assert "date_diff(" not in written
    assert "string_agg" not in written
