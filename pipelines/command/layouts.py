"""`kith layouts`: the exports that kith can read."""

from __future__ import annotations

from rich.table import Table

from pipelines.command.printing import console
from pipelines.home import Home
from pipelines.records.library import json_schema, load_layouts


def layouts(home: Home, *, is_schema: bool) -> None:
    """Lists the layouts that are shipped and those of `home`; or prints the JSON schema of them all.

    `seen` layouts follow a real export, `reconstructed` ones a vendor's description.
    """
    if is_schema:
        print(json_schema(), end="")
        return
    table = Table("layout", "what it reads", "records", "evidence", header_style="bold")
    for layout in load_layouts(home.layouts):
        table.add_row(layout.name, layout.title, ", ".join(layout.record_kinds), layout.evidence)
    console().print(table, markup=False)
