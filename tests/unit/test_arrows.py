"""Arrows between the packages of kith: a stage knows of earlier ones alone, and nothing leads in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import pipelines

ROOT = Path(pipelines.__file__).parent
STAGES = ("exports", "records", "quality", "industries", "identity", "network", "forecasts", "publishing")
"""In the order in which data passes them."""

EDGES = ("defs", "command", "cli")
"""What works the stages, and what no stage knows of."""


def arrows(root: Path) -> dict[str, set[str]]:
    """Each package and module right below `root`, a package called `pipelines`, and which others it imports."""
    found: dict[str, set[str]] = {}
    for path in root.rglob("*.py"):
        name = path.relative_to(root).with_suffix("").parts[0]
        found.setdefault(name, set()).update(set(imported(ast.parse(path.read_text(encoding="utf-8")))) - {name})
    return found


def imported(code: ast.Module) -> Iterator[str]:
    for node in ast.walk(code):
        modules: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module == "pipelines":
            modules = [f"pipelines.{one.name}" for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        elif isinstance(node, ast.Import):
            modules = [one.name for one in node.names]
        yield from (module.split(".")[1] for module in modules if module.startswith("pipelines."))


def backward(found: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The arrows from a stage to a later one, or to an edge."""
    later = {stage: {*STAGES[place:], *EDGES} - {stage} for place, stage in enumerate(STAGES)}
    return sorted((stage, other) for stage in STAGES for other in found.get(stage, set()) & later[stage])


def test_no_stage_imports_a_later_one() -> None:
    found = arrows(ROOT)
    assert set(STAGES) < set(found)
    assert backward(found) == []


def test_no_imports_lead_in_a_circle() -> None:
    assert "errors" in TopologicalSorter(arrows(ROOT)).static_order()


@pytest.mark.parametrize(
    "line",
    ["from pipelines.records.kinds import KINDS", "from pipelines import records", "import pipelines.records.kinds"],
)
def test_an_arrow_back_is_seen_however_it_is_written(tmp_path: Path, line: str) -> None:
    for stage, code in (("exports", f"def read():\n    {line}\n"), ("records", "from pipelines.exports import rows\n")):
        (tmp_path / stage).mkdir()
        (tmp_path / stage / "some.py").write_text(code)
    assert backward(arrows(tmp_path)) == [("exports", "records")]
    with pytest.raises(CycleError):
        [*TopologicalSorter(arrows(tmp_path)).static_order()]
