"""The page of metrics, from the catalogue and the seeds that dbt computes them with."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from docs.pages.markdown import page, table

DBT = Path(__file__).parents[2] / "dbt_project"


def metrics_page() -> str:
    """Each metric's formula, what is left out, what it depends on and covers; then the weights of score and ties."""
    lines = [
        "# Metrics",
        "",
        "How each published number is computed, with the default [settings](settings.md). The table",
        "`insights.metric_definitions` says the same with the settings that were in force. `_n`, `_low` and `_high`",
        "beside a rate are its denominator and the bounds of its Wilson 95 % interval. The tables of `people` follow",
        "those of `insights`.",
    ]
    defaults = _defaults()
    for name, metrics in groupby(_seed("metric_catalogue"), key=lambda row: row["table_name"]):
        rows = list(metrics)
        lines += ["", f"## {name}", "", f"One row per {rows[0]['grain'].removeprefix('one row per ')}.", ""]
        lines += table(("column", "unit", "formula", "left out", "depends on", "covers"), _rows(rows, defaults))
    return page([*lines, *_score(), *_ties(), *_network()])


def _rows(metrics: list[dict[str, str]], defaults: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for row in metrics:
        written = [_with(defaults, row[key]) for key in ("formula", "exclusions", "settings", "coverage")]
        yield (f"`{row['column_name']}`", row["unit"], *written)


def _score() -> list[str]:
    """The seeds behind the engagement score."""
    lines = ["", "## The engagement score", ""]
    lines += [
        "Each activity adds its weight, which halves with every half-life; the decayed sum of a type counts up to its",
        "cap, and at most so many a day. The bands' thresholds are fixed. Both tables are versioned seeds.",
        "",
    ]
    for seed in ("activity_weights", "engagement_bands"):
        lines += [*_printed(seed), ""]
    return lines[:-1]


def _ties() -> list[str]:
    """The seed behind the strength of a tie."""
    return [
        *("", "## The strength of a tie", ""),
        "Each component of a tie halves with every half-life; the strength is their sum, each times its weight.",
        "`opportunity` is Newman's weight of the events that both attended, 1/(people attending - 1) each. The table",
        "is a versioned seed.",
        "",
        *_printed("tie_weights"),
    ]


def _network() -> list[str]:
    """The seeds behind the visibility of a person and the score of a suggested introduction."""
    return [
        *("", "## Visibility and suggested introductions", ""),
        "`people.bridges.visibility` adds, over the events that a person attended, weight × ln(1 + others attending),",
        "which halves with every half-life. Both tables are versioned seeds.",
        "",
        *_printed("visibility_weights"),
        "",
        "`people.suggested_introductions.score` adds weight × value of what speaks for introducing two people.",
        "",
        *_printed("introduction_weights"),
    ]


def _printed(seed: str) -> list[str]:
    rows = _seed(seed)
    return table(tuple(rows[0]), [tuple(row.values()) for row in rows])


def _seed(name: str) -> list[dict[str, str]]:
    with (DBT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _defaults() -> dict[str, Any]:
    variables: dict[str, Any] = yaml.safe_load((DBT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    return variables


def _with(defaults: dict[str, Any], text: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(defaults[found.group(1)]), text)
