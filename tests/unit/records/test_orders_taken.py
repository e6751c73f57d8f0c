"""The ledger's account of how dates of bare numbers were read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.exports.values.evidence import Evidence
from pipelines.records.library import load_layouts
from pipelines.records.orders_shown import OrdersShown
from pipelines.records.orders_taken import OrderTaken, orders_taken
from pipelines.records.survey import Orders, Survey
from pipelines.records.texts import Columns

OPEN, DAY_FIRST, MONTH_FIRST = Evidence(either=4), Evidence(day_first=2, either=3), Evidence(month_first=1, either=3)
SHOWN = OrdersShown.of([{"lead_retrieval": "dmy", "zoom_meeting": "dmy"}])


def found(layout: str, *evidence: Evidence) -> Survey:
    """A survey of a table of a layout, whose columns show `evidence`."""
    chosen = next(one for one in load_layouts(Path("none")) if one.name == layout)
    headings = tuple(f"day {number}" for number, _ in enumerate(evidence))
    columns = Columns(chosen, chosen.tables[0], headings)
    return Survey(columns, {f"c{number}": one for number, one in enumerate(evidence)}, is_complete=True)


@pytest.mark.parametrize(
    ("layout", "evidence", "expected"),
    [
        ("wildapricot_contacts", [OPEN], [OrderTaken("day 0", "mdy", "setting", 4)]),
        ("zoom_meeting", [OPEN], [OrderTaken("day 0", "mdy", "layout", 4)]),
        ("lead_retrieval", [OPEN], [OrderTaken("day 0", "dmy", "other files", 4)]),
        ("lead_retrieval", [MONTH_FIRST], [OrderTaken("day 0", "mdy", "cells", 3)]),
        ("wildapricot_contacts", [DAY_FIRST], [OrderTaken("day 0", "dmy", "cells", 3)]),
        (
            "zoom_meeting",
            [OPEN, DAY_FIRST],
            [OrderTaken("day 0", "dmy", "other columns", 4), OrderTaken("day 1", "dmy", "cells", 3)],
        ),
        ("zoom_meeting", [Evidence()], []),
    ],
)
def test_the_account_names_what_decided_each_column(
    layout: str, evidence: list[Evidence], expected: list[OrderTaken]
) -> None:
    survey = found(layout, *evidence)
    assert list(orders_taken(survey, Orders.of([survey], SHOWN, "mdy"))) == expected
