"""The page of published tables, from the yml of dbt's marts and from what publishing adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from docs.pages.markdown import code, page, table
from pipelines.publishing.marts import AUDIENCES
from pipelines.publishing.tables import SUPPRESSED, SUPPRESSED_COMMENT
from pipelines.publishing.telling import TOLD

MARTS = Path(__file__).parents[2] / "dbt_project" / "models" / "marts"
ALIAS = re.compile(r"alias\s*=\s*'(\w+)'")
SUPPRESSED_TYPE = "boolean"

INTRODUCTIONS = {
    "insights": (
        "In `insights.duckdb`, and as Parquet in `published/current/parquet/insights/`. It names nobody. A table is",
        "found as `events` and as `insights.events` alike.",
    ),
    "people": (
        "In `restricted.duckdb`, which its owner alone can read, and as Parquet in",
        "`published/current/parquet/people/`. It is personal data: `kith sql --restricted` queries it.",
    ),
}


@dataclass(frozen=True)
class PublishedTable:
    """A table as an analyst finds it: `columns` are name, type and meaning."""

    audience: str
    name: str
    description: str
    hidden: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]

    @property
    def full_name(self) -> str:
        """Schema and table, as a query writes it."""
        return f"{self.audience}.{self.name}"


def published_tables() -> list[PublishedTable]:
    """Every table that a release holds, `insights` first, by name."""
    found = [_mart(path, model) for path in sorted(MARTS.rglob("_*__models.yml")) for model in _models(path)]
    return sorted([*found, *_history()], key=lambda one: (AUDIENCES.index(one.audience), one.name))


def tables_page() -> str:
    """Every published table and column with its type and meaning."""
    tables = published_tables()
    lines = [
        "# Published tables",
        "",
        "The names are a contract: renaming one is a breaking change, and stands in the",
        "[changelog](../../CHANGELOG.md).",
        "Every table and column has this text as its comment in the database, too. How to read the numbers is in",
        "[concepts](../concepts/numbers.md); how each is computed, in [metrics](metrics.md).",
    ]
    for audience in AUDIENCES:
        lines += ["", f"## Schema {audience}", "", *INTRODUCTIONS[audience]]
        for one in tables:
            lines += _section(one) if one.audience == audience else []
    return page(lines)


def _section(one: PublishedTable) -> list[str]:
    lines = ["", f"### {one.full_name}", "", one.description, ""]
    if one.hidden:
        lines += [f"Hidden where too few people or organisations stand behind a row: {code(one.hidden)}.", ""]
    rows = [(f"`{column}`", kind, meaning) for column, kind, meaning in one.columns]
    return lines + table(("column", "type", "meaning"), rows)


def _models(path: Path) -> list[dict[str, Any]]:
    models: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return models


def _mart(path: Path, model: dict[str, Any]) -> PublishedTable:
    sql = (path.parent / f"{model['name']}.sql").read_text(encoding="utf-8")
    alias = ALIAS.search(sql)
    small_cell = model.get("config", {}).get("meta", {}).get("small_cell")
    columns = [(column["name"], column["data_type"], column["description"]) for column in model["columns"]]
    if small_cell:
        columns = [column for column in columns if column[0] != SUPPRESSED]
        columns.append((SUPPRESSED, SUPPRESSED_TYPE, SUPPRESSED_COMMENT))
    return PublishedTable(
        audience=path.relative_to(MARTS).parts[0],
        name=alias.group(1) if alias else model["name"],
        description=model["description"].strip(),
        hidden=tuple(_hidden(small_cell or {})),
        columns=tuple(columns),
    )


def _hidden(small_cell: dict[str, Any]) -> list[str]:
    support = [small_cell[who] for who in ("people", "organisations") if who in small_cell]
    return list(dict.fromkeys([*small_cell.get("hide", []), *support]))


def _history() -> Iterator[PublishedTable]:
    """The tables of history: publishing adds them to what dbt made."""
    names = {"Int64": "bigint", "Float64": "double", "String": "varchar", "Boolean": "boolean", "Date": "date"}
    for told in TOLD:
        columns = [
            (column, names.get(str(kind), "timestamp"), meaning) for column, (kind, meaning) in told.columns.items()
        ]
        yield PublishedTable(told.audience, told.name, told.comment, (), tuple(columns))
