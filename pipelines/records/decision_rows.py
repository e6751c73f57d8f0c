"""The rows of a decisions file: what every file in `decisions/` has in common, whatever its columns mean.

They stand with the records because reading a file needs one of them (`events`). A
message repeats nothing that a file holds: its first line may be a person's, where
the header was left out.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.errors import DecisionError

OPTIONAL = ("note", "decided_on")
"""Columns that a file may lack: they are for people, and decide nothing."""


def rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's line and its cells by column, trimmed; empty where the file lacks the column.

    Raises `DecisionError`, naming file and line, where the file is not UTF-8 text, has a column that is not one of
    `columns` or lacks one that is `required`, or where a row is longer than its header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            _refuse_columns(path, reader.fieldnames or (), columns, required)
            for found in reader:
                if None in found:
                    raise DecisionError(
                        f"{path}, line {reader.line_num}: more cells than the header has.",
                        "Put text that holds a comma in double quotes.",
                    )
                yield reader.line_num, {key: (found.get(key) or "").strip() for key in columns}
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error


def _refuse_columns(path: Path, found: Sequence[str], known: Sequence[str], required: Sequence[str]) -> None:
    allowed = f"Its columns are {', '.join(known)}."
    for number, name in enumerate(found, start=1):
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            meant = f"Did you mean '{close[0]}'? " if close else "Does the header stand in the first line? "
            raise DecisionError(f"{path}, line 1: column {number} is not known.", meant + allowed)
    for name in required:
        if name not in found:
            raise DecisionError(f"{path}, line 1: no column '{name}'.", allowed)
