"""Every query and example in the docs runs on the published demo and gives what the page shows."""

from __future__ import annotations

import io
import json
import re

import pytest
from rich.console import Console

from docs.build import PROJECT, written_by_hand
from docs.pages import forecasts, queries
from docs.pages.queries import beside, blocks
from docs.pages.tables import published_tables
from pipelines.command import summary
from pipelines.defs.running import RunOutcome
from pipelines.faults import Ending
from pipelines.home import Home
from pipelines.publishing.reading import released
from pipelines.publishing.tables import schema_of, sketches

pytestmark = pytest.mark.integration

PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TEXT = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CASES = [
    pytest.param(block, id=f"{path.relative_to(PROJECT)}-{number}")
    for path in written_by_hand()
    for number, block in enumerate(blocks(path.read_text(encoding="utf-8")), start=1)
]
EXAMPLES = [
    pytest.param(example, id=f"{path.relative_to(PROJECT)}-{number}")
    for path in written_by_hand()
    for number, example in enumerate(PYTHON.findall(path.read_text(encoding="utf-8")), start=1)
]


@pytest.mark.parametrize("block", CASES)
def test_a_query_gives_what_the_page_shows(block: queries.Block, published_demo: Home) -> None:
    found = queries.answer(block.query, published_demo)
    assert len(found) > len(("header", "rule")), "a query in the docs gives at least one row"
    assert not block.shown or found == list(block.shown), "run `python -m docs.build HOME`"


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(example: str, published_demo: Home) -> None:
    with beside(published_demo):
        exec(compile(example, "example", "exec"), {})


def test_the_readme_shows_the_summary_of_the_demo(published_demo: Home) -> None:
    written = io.StringIO()
    outcome = RunOutcome("none", Ending.PUBLISHED, "", ())
    summary.show(Console(file=written, width=100), published_demo, outcome, is_new=True)
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = _lines(TEXT.findall(readme)[0])
    assert len(shown) > 10
    assert shown == _lines(written.getvalue())[: len(shown)]


def _lines(text: str) -> list[str]:
    """The lines without what depends on the code alone: the release's name and how many checks there are."""
    lines = [re.sub(r"r[0-9a-f]{12}", "r", line.rstrip()) for line in text.splitlines()]
    return [line for line in lines if not line.startswith(("  Checks", "  !"))]


def test_the_tables_and_columns_documented_are_those_published(published_demo: Home) -> None:
    documented = {one.full_name: [column for column, _, _ in one.columns] for one in published_tables()}
    found: dict[str, list[str]] = {}
    for audience, catalogue in (("insights", "insights"), ("people", "restricted")):
        with released(published_demo, audience) as connection:  # type: ignore[arg-type]
            tables = sketches(connection, catalogue, schema_of(audience))  # type: ignore[arg-type]
        found |= {f"{audience}.{table}": list(sketch.columns) for table, sketch in tables.items()}
    assert {name: sorted(columns) for name, columns in found.items()} == {
        name: sorted(columns) for name, columns in documented.items()
    }


def test_the_page_on_forecasts_shows_those_of_the_demo(published_demo: Home) -> None:
    assert json.loads(forecasts.MEASURED.read_text(encoding="utf-8")) == forecasts.measured(published_demo)


def test_answers_are_written_beneath_queries_and_nothing_else_changes(published_demo: Home) -> None:
    page = "Before\n\n```sql\nselect count(*) as n from events\n```\n\n| old |\n| --- |\n\nAfter\n"
    written = queries.answered(page, published_demo)
    assert written == page.replace("| old |\n| --- |", "| n |\n| --- |\n| 40 |")
    assert queries.answered(written, published_demo) == written
