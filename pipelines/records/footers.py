"""Rows that end a table and are no data: totals, copyright lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from pipelines.exports.rows import Batch

LOOKED_AT = 20
"""Rows from the end that may be a footer."""

_TOTAL = (
    "(grand |overall )?totals?|totali|totale( generale)?|totaux|total g[eé]n[eé]ral|totales|totais|total geral|totaal"
    "|gesamt(summe)?|insgesamt|summe|razem|suma|итого|всего|合計|总计|總計"
)
ALWAYS = (
    rf"^({_TOTAL})\s*([(:].*)?$",
    r"^confidential information\b", r"^copyright (\(c\)|©)", r"^generated (by|on)\b", r"^filtered by\b",
)  # fmt: skip

_CLAIM = re.compile(r"\((\d[\d,]*) records?\)", re.IGNORECASE)


def without_footer(batches: Iterator[Batch], patterns: tuple[str, ...]) -> Iterator[Batch]:
    """The batches of a part, without the rows at its end whose first filled cell is a footer's."""
    held: Batch | None = None
    for batch in batches:
        if held is not None:
            if batch.frame.height > LOOKED_AT:
                yield held
            else:
                batch = _joined(held, batch)
        held = batch
    if held is not None:
        yield _cut(held, re.compile("|".join((*ALWAYS, *patterns)), re.IGNORECASE))


def _joined(first: Batch, second: Batch) -> Batch:
    frame = pl.concat([first.frame, second.frame])
    return Batch(frame, (*first.faults, *second.faults), first.skipped + second.skipped)


def _cut(batch: Batch, footer: re.Pattern[str]) -> Batch:
    cut, claimed = 0, None
    for seen, row in enumerate(batch.frame.tail(LOOKED_AT).drop("row_number").reverse().iter_rows(), start=1):
        filled = [cell.strip() for cell in row if cell.strip()]
        # Where all that a row holds was private, nothing of it is left to be a record. A line of its own
        # (the report's name, the company's) is a footer's where a row above it is.
        if footer.search(filled[0]) if filled else cut == seen - 1:
            cut = seen
        elif len(filled) > 1:
            break
        if filled and (count := _CLAIM.search(filled[0])):
            claimed = int(count[1].replace(",", ""))
    if not cut:
        return batch
    rows = batch.frame.head(batch.frame.height - cut)
    return replace(batch, frame=rows, skipped=batch.skipped + cut, claimed=claimed)
