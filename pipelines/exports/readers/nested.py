"""JSON as tables: every list of objects is one, under the dotted path at which it stands.

A row has its object's own keys (`address.city` for an object within it) and, under their whole
path, the scalars of the objects around it. Numbers keep the digits they are written with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.errors import RefusedFileError
from pipelines.exports.readers.limits import check_cells
from pipelines.exports.rows import SEPARATOR, Row

LARGEST_BYTES = 1 << 25
"""Of one document, all of which is held in memory."""

OUTERMOST = "items"
"""The name of a list that is the whole document."""


@dataclass
class _Table:
    rows: list[dict[str, str]] = field(default_factory=list)

    def read(self) -> Iterator[Row]:
        headings = list(dict.fromkeys(name for row in self.rows for name in row))
        check_cells(len(self.rows), len(headings))
        yield Row(0, headings)
        for number, row in enumerate(self.rows, start=1):
            yield Row(number, [row.get(name, "") for name in headings])


def tables(path: Path, file_name: str) -> dict[str, Callable[[], Iterator[Row]]]:
    """The tables of a UTF-8 document (JSON, or one JSON a line) by name, in the order they begin.

    Each reads a header row numbered 0, then its rows from 1. Raises `RefusedFileError`
    (`broken_json`, `no_table`, `too_large`) and, as rows are read, `OverLimitError`.
    """
    document = _document(path, file_name)
    found: dict[str, _Table] = {}
    try:
        _gather(document, "", {}, found)
    except RecursionError as error:
        raise _broken(file_name, "is nested too deeply") from error
    if not found:
        raise RefusedFileError(
            "no_table", f"{file_name} is JSON without a list of objects.", "Export the list itself, or as CSV."
        )
    return {name: partial(_Table.read, table) for name, table in found.items()}


def _document(path: Path, file_name: str) -> Any:
    if path.stat().st_size > LARGEST_BYTES:
        raise RefusedFileError(
            "too_large",
            f"{file_name} is JSON of more than {LARGEST_BYTES >> 20} MiB.",
            "Export it as CSV, or in several files.",
        )
    text = path.read_text(encoding="utf-8-sig")
    try:
        try:
            return _parsed(text)
        except json.JSONDecodeError:
            if not text.lstrip().startswith("{"):
                raise
            return [_parsed(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as error:
        raise _broken(file_name, f"is no JSON from line {error.lineno} on") from error
    except RecursionError as error:
        raise _broken(file_name, "is nested too deeply") from error


def _parsed(text: str) -> Any:
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)


def _gather(value: Any, path: str, around: dict[str, str], found: dict[str, _Table]) -> None:
    """Adds the rows of every list of objects below `value`; `around` holds the scalars of what encloses it."""
    if isinstance(value, dict):
        prefix = f"{path}." if path else ""
        around = around | {prefix + name: text for name, text in _flat(value).items()}
        for name, inner in value.items():
            if isinstance(inner, dict | list):
                _gather(inner, prefix + name, around, found)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        table = found.setdefault(path or OUTERMOST, _Table())
        for one in value:
            own = one if isinstance(one, dict) else {"value": one}
            table.rows.append(_flat(own) | around)
            _gather(own, path, around, found)


def _flat(value: dict[str, Any]) -> dict[str, str]:
    """The scalars of an object and of the objects within it, but not of lists of objects."""
    flat: dict[str, str] = {}
    for name, inner in value.items():
        if isinstance(inner, dict):
            flat |= {f"{name}.{key}": text for key, text in _flat(inner).items()}
        elif not isinstance(inner, list):
            flat[name] = _text(inner)
        elif not any(isinstance(one, dict | list) for one in inner):
            flat[name] = SEPARATOR.join(filter(None, map(_text, inner)))
    return flat


def _text(scalar: Any) -> str:
    if scalar is None:
        return ""
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def _broken(file_name: str, what: str) -> RefusedFileError:
    return RefusedFileError("broken_json", f"{file_name} {what}.", "Export it again.")
