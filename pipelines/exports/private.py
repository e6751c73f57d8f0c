"""Columns that a layout declares private: emptied before anything of a row is looked at or kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import polars as pl

from pipelines.exports.rows import Batch, Part


def without_private(part: Part) -> Part:
    """The part with the cells of its table's private columns empty, in rows and in faults."""
    if part.match is None or not part.match.table.private:
        return part
    private = {f"c{position}" for position, name in enumerate(part.headings) if name in part.match.table.private}

    def batches() -> Iterator[Batch]:
        for batch in part.batches():
            # In a row that does not fit its header, any cell may be a private one.
            faults = tuple(row._replace(cells=[""] * len(row.cells)) for row in batch.faults)
            yield replace(batch, frame=_emptied(batch.frame, private), faults=faults)

    def scan(columns: list[str]) -> Iterator[pl.DataFrame]:
        for cells in part.cells(columns):
            yield _emptied(cells, private)

    return replace(part, batches=batches, scan=scan)


def _emptied(frame: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    return frame.with_columns(pl.lit("").alias(name) for name in frame.columns if name in columns)
