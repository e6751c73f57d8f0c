"""How the dates of a table were read where they are written as bare numbers: for the ledger, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.exports.values.dates import Order
from pipelines.exports.values.evidence import Evidence
from pipelines.records.survey import Orders, Survey

Basis = Literal["cells", "other columns", "layout", "other files", "setting"]


@dataclass(frozen=True)
class OrderTaken:
    """The order of day and month in one column, and what decided it.

    `open_count` counts the dates that could be read either way. Where `basis` is not the cells or
    other columns of the file, they were read on trust.
    """

    column: str
    order: Order
    basis: Basis
    open_count: int


def orders_taken(found: Survey, orders: Orders) -> tuple[OrderTaken, ...]:
    """The orders that a table's columns of bare-number dates were read in, in the order of the columns."""
    taken = []
    for name, evidence in found.evidence.items():
        order = orders.of_columns(found, [name])
        if evidence.is_numeric and order is not None:
            heading = found.columns.headings[int(name.removeprefix("c"))]
            taken.append((int(name[1:]), OrderTaken(heading, order, _basis(evidence, found, orders), evidence.either)))
    return tuple(one for _, one in sorted(taken, key=lambda pair: pair[0]))


def _basis(evidence: Evidence, found: Survey, orders: Orders) -> Basis:
    if evidence.order is not None:
        return "cells"
    if orders.shared.order is not None:
        return "other columns"
    layout = found.columns.layout
    if layout.date_order is not None:
        return "layout"
    return "setting" if orders.others.get(layout.name) is None else "other files"
