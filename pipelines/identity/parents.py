"""Parents: which organisation belongs to which, from which day to which.

Companies of one group stay organisations of their own; a fact joins the parent in
force on its own day. Rows of `decisions/parents.csv` go before what a list of
organisations says, which names no day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from pipelines.errors import DecisionError
from pipelines.identity.spans import ALWAYS, Span, span
from pipelines.identity.tables import OrganisationParent

Find = Callable[[str], str | None]

DECISION, LISTED = "decision", "list"


def named(decided: pl.DataFrame, records: pl.DataFrame) -> pl.Series:
    """The names of parents as decisions and lists of organisations write them."""
    return pl.concat([decided["parent"], records["parent_name"].rename("parent")]).drop_nulls().unique().sort()


def built(records: pl.DataFrame, decided: pl.DataFrame, find: Find) -> pl.DataFrame:
    """The contract `OrganisationParent`.

    `records` are organisation records with `organisation_id, parent_name`; `decided` the rows of
    `decisions/parents.csv`. Raises `DecisionError` where an organisation would have two parents on one day.
    """
    rows = list(_decided(decided, find))
    told = {row["organisation_id"] for row in rows}
    rows.extend(row for row in _listed(records, find) if row["organisation_id"] not in told)
    schema = OrganisationParent.create_empty().schema
    return pl.DataFrame(rows, schema=schema).sort("organisation_id", "starts_on", nulls_last=False)


def _decided(decided: pl.DataFrame, find: Find) -> Iterator[dict[str, object]]:
    taken: dict[str, list[Span]] = {}
    for row in decided.sort("line").iter_rows(named=True):
        child, parent = find(row["organisation"]), find(row["parent"])
        if child is None or parent is None or child == parent:
            continue
        days = span(row["valid_from"], row["valid_to"])
        if any(days.meets(other) for other in taken.get(child, [])):
            raise DecisionError(
                f"decisions/parents.csv, line {row['line']}: a second parent on the same days.",
                "Give the rows of one organisation days that do not meet, or delete one of them.",
            )
        taken.setdefault(child, []).append(days)
        yield _row(child, parent, days, DECISION)


def _listed(records: pl.DataFrame, find: Find) -> Iterator[dict[str, object]]:
    known = records.select("organisation_id", "parent_name").drop_nulls()
    counted = known.group_by("organisation_id", "parent_name").len()
    ordered = counted.sort(["organisation_id", "len", "parent_name"], descending=[False, True, False])
    for child, name, _ in ordered.unique("organisation_id", keep="first", maintain_order=True).iter_rows():
        parent = find(name)
        if parent is not None and parent != child:
            yield _row(child, parent, ALWAYS, LISTED)


def _row(child: str, parent: str, days: Span, source: str) -> dict[str, object]:
    return {"organisation_id": child, "parent_organisation_id": parent, **days._asdict(), "parent_source": source}
