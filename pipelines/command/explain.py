"""`kith explain`: how one file would be read, in words or as JSON; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines import settings
from pipelines.command.file_status import date_orders, read_as, unknown
from pipelines.command.printing import console, say
from pipelines.errors import some
from pipelines.exports.drafting import draft as drafting
from pipelines.exports.recognise import Recogniser
from pipelines.home import Home
from pipelines.records.explain import explain as explain_file
from pipelines.records.library import load_layouts

MOST_ROWS_NAMED = 8
WHERE_FROM = ("file_id", "part", "row_number", "layout")


def explain(home: Home, file: Path, *, as_json: bool) -> None:
    """Prints what reading `file` with the layouts and settings of `home` would make of it."""
    found = explain_file(file, home, settings.load(home)).to_dict()
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False, default=str))
    else:
        _print(console(), found)


def draft(home: Home, file: Path) -> None:
    """Prints a layout proposed for `file`, as YAML; whatever it says of the cells is for their owner's eyes."""
    known = Recogniser(load_layouts(home.layouts))
    print(drafting.draft(file, file.name, known, settings.load(home).inbox.largest_bytes), end="")


def _print(to: Console, found: dict[str, Any]) -> None:
    say(to, *_file(found))
    for part in found["parts"]:
        say(to, "", *_part(part))
        for kind, fields in part["mapping"].items():
            to.print(_mapping(kind, fields))
    for kind, records in found["first_records"].items():
        to.print(_records(kind, records))


def _file(found: dict[str, Any]) -> Iterator[str]:
    yield f"File      {found['file']}"
    if found["refusal"]:
        yield f"Refused   {found['refusal']}"
        return
    yield f"Layout    {found['layout'] or 'none: its rows would wait in quarantine'}"
    yield from read_as(found)
    yield (
        f"Rows      {found['rows_in']:,} in: {found['loaded']:,} would load, "
        f"{sum(found['quarantined'].values()):,} be quarantined, {found['duplicates']:,} are exact duplicates"
    )


def _part(part: dict[str, Any]) -> Iterator[str]:
    named = f" '{part['name']}'" if part["name"] else ""
    yield f"Part {part['part']}{named}: {part['layout'] or 'no layout'}, because {part['layout_reason']}"
    for reason, rows in part["quarantined_rows"].items():
        yield f"  quarantined, {reason}: row {some(rows, MOST_ROWS_NAMED)}"
    yield from unknown(part["unknown_values"])
    yield from date_orders(part["date_orders"], part["orders_shown"])


def _mapping(kind: str, fields: dict[str, list[str]]) -> Table:
    table = Table("field", "from", title=kind, title_justify="left", header_style="bold")
    for field, sources in fields.items():
        table.add_row(field, Text("; else ".join(sources)))
    return table


def _records(kind: str, records: list[dict[str, Any]]) -> Table:
    """The first records of a kind side by side, leaving out what none of them fills."""
    heads = [f"part {record['part']}, row {record['row_number']}" for record in records]
    table = Table("field", *heads, title=f"first {kind} records", title_justify="left", header_style="bold")
    for field in records[0] if records else ():
        values = [record[field] for record in records]
        if field not in WHERE_FROM and any(value is not None for value in values):
            table.add_row(field, *(Text("" if value is None else str(value)) for value in values))
    return table
