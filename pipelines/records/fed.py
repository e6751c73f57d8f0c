"""Which fields of a record a file has a column for: what a layout asks of a file, and what it found there."""

from __future__ import annotations

import polars as pl

from pipelines.exports.layout import Layout, Table
from pipelines.records.kinds import columns_of
from pipelines.records.texts import Columns


def fed_fields(layout: Layout, table: Table, headings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each record kind of a table, the fields that take their value from a column which is there.

    What comes from the file's name, the layout itself or another table has no column to be missing.
    """
    columns = Columns(layout, table, headings)
    fed: dict[str, set[str]] = {}
    for record in table.records:
        contract = columns_of(record.kind)
        fed.setdefault(record.kind, set()).update(
            name
            for name, sources in record.fields.items()
            if any(columns.feeding(source, is_list=isinstance(contract[name].dtype, pl.List)) for source in sources)
        )
    return {kind: tuple(sorted(fields)) for kind, fields in fed.items()}
