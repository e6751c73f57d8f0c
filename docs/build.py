"""Writes what the docs say of the code: `python -m docs.build`.

A page that lists what the code says of itself (settings, tables, commands, layouts)
is never written by hand; a test holds the committed pages to what this writes. With
the home of a published demo, `python -m docs.build HOME`, the answers beneath the
queries in the other pages are written again too, and so are the figures of its forecasts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.accuracy import report as accuracy
from docs.pages import checks, classifier, commands, forecasts, layouts, metrics, queries, records, settings, tables
from pipelines.home import Home
from pipelines.records.library import json_schema

PROJECT = Path(__file__).parent.parent
REFERENCE = PROJECT / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings.settings_page,
    "commands.md": commands.commands_page,
    "layouts.md": layouts.layouts_page,
    "layout-language.md": layouts.layout_language_page,
    "layout.schema.json": json_schema,
    "tables.md": tables.tables_page,
    "metrics.md": metrics.metrics_page,
    "checks.md": checks.checks_page,
    "records.md": records.records_page,
    "accuracy.md": accuracy.page,
    "classifier.md": classifier.classifier_page,
    "forecasts.md": forecasts.forecasts_page,
}
"""Reference page → what makes it."""


def written_by_hand() -> list[Path]:
    """The pages that people write."""
    pages = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]
    return sorted(path for path in pages if path.parent != REFERENCE)


def build() -> None:
    """Writes every reference page."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")


def answer(home: Home) -> None:
    """Writes the answers of the release in `home` beneath the queries of the pages written by hand."""
    for path in written_by_hand():
        path.write_text(queries.answered(path.read_text(encoding="utf-8"), home), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        forecasts.measure(Home.at(Path(sys.argv[1])))
        answer(Home.at(Path(sys.argv[1])))
    build()
