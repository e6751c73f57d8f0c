"""The layouts that take part: those shipped here and those of a home.

A home's layout counts as much as a shipped one; with the same name it takes its place.
The language is in `exports/layout.py`; that it names fields that records have is checked here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pipelines import exports
from pipelines.errors import LayoutError
from pipelines.exports.layout import Condition, Layout, Source, Table
from pipelines.records.kinds import KINDS

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader, ten times as fast where PyYAML was built with its C library."""

SHIPPED = Path(exports.__file__).parent / "layouts"


def load_layouts(folder: Path | None = None) -> tuple[Layout, ...]:
    """The shipped layouts and those in `folder`, by name.

    Raises `LayoutError`, naming file, line and key.
    """
    layouts = dict(_shipped())
    if folder is not None and folder.is_dir():
        # A shell makes the empty file of `kith explain FILE --draft > layouts/NAME.yaml` before kith starts.
        written = [path for path in sorted(folder.glob("*.yaml")) if path.stat().st_size]
        layouts |= {layout.name: layout for layout in map(read_layout, written)}
    return tuple(layouts[name] for name in sorted(layouts))


@cache
def _shipped() -> dict[str, Layout]:
    return {layout.name: layout for layout in map(read_layout, sorted(SHIPPED.glob("*.yaml")))}


def read_layout(path: Path) -> Layout:
    """The layout that a YAML file describes.

    Raises `LayoutError`, naming file, line and key.
    """
    try:
        text = path.read_text(encoding="utf-8")
        layout = Layout.model_validate(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LayoutError(f"{path}, line {line}: {error.problem}.", "Correct the YAML there.") from error
    except UnicodeDecodeError as error:
        raise LayoutError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except ValidationError as error:
        raise _fault(path, text, error) from error
    _check_fields(path, text, layout)
    return layout


def json_schema() -> str:
    """The JSON schema of the layout language, for editors."""
    return json.dumps(Layout.model_json_schema(), indent=2, sort_keys=True) + "\n"


def _fault(path: Path, text: str, error: ValidationError) -> LayoutError:
    """The first fault in words; a key that is not known comes first, since another may be missing for it."""
    faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    steps = list(faults[0]["loc"])
    message = faults[0]["msg"].removeprefix("Value error, ")
    where = f"{path}, line {_line(text, steps)}"
    if faults[0]["type"] == "extra_forbidden":
        return LayoutError(f"{where}: unknown key '{_key(steps)}'.", "Take it out, or correct its spelling.")
    return LayoutError(f"{where}: '{_key(steps) or 'the layout'}': {message}.", "Correct it there.")


def _key(steps: list[Any]) -> str:
    return ".".join(str(step) for step in steps)


def _check_fields(path: Path, text: str, layout: Layout) -> None:
    for number, table in enumerate(layout.tables):
        for steps, message in _faults(layout, table):
            where = ["tables", number, *steps]
            place = f"{path}, line {_line(text, where)}"
            raise LayoutError(f"{place}: '{_key(where)}': {message}.", "Correct it there.")


def _faults(layout: Layout, table: Table) -> Iterator[tuple[list[str | int], str]]:
    for number, record in enumerate(table.records):
        if record.kind not in KINDS:
            yield ["records", number, "kind"], f"there is no record kind '{record.kind}' (there are {', '.join(KINDS)})"
            continue
        columns = set(KINDS[record.kind].column_names()) - {"file_id", "part", "row_number", "layout"}
        for field, sources in record.fields.items():
            if field not in columns:
                yield ["records", number, "fields", field], f"a {record.kind} record has no field '{field}'"
            yield from _source_faults(layout, ["records", number, "fields", field], sources)
        yield from _condition_faults(layout, ["records", number, "when"], record.when)
        if record.kind == "attendance" and "captures_check_in" not in record.fields:
            yield ["records", number, "fields"], "attendance must say captures_check_in: true or false"
    for number, reject in enumerate(table.reject):
        yield from _condition_faults(layout, ["reject", number, "when"], reject.when)
    for field, sources in table.context.items():
        yield from _source_faults(layout, ["context", field], sources)


def _source_faults(
    layout: Layout, where: list[str | int], sources: tuple[Source, ...]
) -> Iterator[tuple[list[str | int], str]]:
    for source in sources:
        yield from _name_faults(layout, where, source)
        yield from _source_faults(layout, where, source.join)
        yield from _condition_faults(layout, where, source.when)


def _condition_faults(
    layout: Layout, where: list[str | int], conditions: tuple[Condition, ...]
) -> Iterator[tuple[list[str | int], str]]:
    for condition in conditions:
        yield from _name_faults(layout, where, condition)


def _name_faults(
    layout: Layout, where: list[str | int], said: Source | Condition
) -> Iterator[tuple[list[str | int], str]]:
    if said.file_name and said.file_name not in layout.file_name_groups():
        yield where, f"no file_name pattern has a group '{said.file_name}'"
    if said.context and said.context not in {key for table in layout.tables for key in table.context}:
        yield where, f"no table gives a context value '{said.context}'"


def _line(text: str, steps: list[Any]) -> int:
    """The line at which the value at `steps` stands in a YAML text, counted from 1."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for step in steps:
        if isinstance(step, int) and not isinstance(node, yaml.SequenceNode):
            continue  # one value, written where a list may stand
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Any, step: Any) -> tuple[int, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, child
    return None
