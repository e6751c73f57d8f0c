"""What must be known of a whole table before its first row is read.

The order of day and month in each date column, and the earliest day of columns
that date an event. Both hold for the file, never for a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from pipelines.exports.layout import RecordMap, Source
from pipelines.exports.rows import Part
from pipelines.exports.values.dates import Order, read_moments
from pipelines.exports.values.evidence import Evidence, Shown, evidence_of, pooled
from pipelines.exports.values.zones import days
from pipelines.records.kinds import columns_of
from pipelines.records.orders_shown import OrdersShown
from pipelines.records.texts import Columns, file_name_value

_MACHINE_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$"


@dataclass
class Survey:
    """The evidence of one table, by the frame's columns; complete once all rows were looked at."""

    columns: Columns
    evidence: dict[str, Evidence] = field(default_factory=dict)
    is_complete: bool = False


def survey(part: Part, columns: Columns, *, fully: bool) -> Survey:
    """The evidence in the date columns of a part.

    Only its first batch is read where no date there is written as bare numbers, unless `fully`.
    """
    found = Survey(columns)
    names = sorted(set(_date_columns(columns)))
    for cells in part.cells(names) if names else ():
        for name in names:
            found.evidence[name] = found.evidence.get(name, Evidence()) + evidence_of(cells[name])
        if not fully and not any(one.is_numeric for one in found.evidence.values()):
            return found
    found.is_complete = True
    return found


def _date_columns(columns: Columns) -> Iterator[str]:
    for record in columns.table.records:
        for sources in dated_fields(record).values():
            for source in sources:
                yield from columns.feeding(source)
    for sources in columns.table.context.values():
        for source in sources:
            yield from columns.feeding(source)


def dated_fields(record: RecordMap) -> dict[str, tuple[Source, ...]]:
    """The fields of a record map that hold dates or times."""
    contract = columns_of(record.kind)
    return {name: sources for name, sources in record.fields.items() if contract[name].dtype.is_temporal()}


@dataclass(frozen=True)
class Orders:
    """The order of day and month for every field of a file's tables.

    `by_layout` is what the tables of each layout show; `others`, where the file leaves it open and
    the layout does not say, what other files of the layout show.
    """

    shared: Evidence
    by_layout: Mapping[str, Shown]
    others: Mapping[str, Order | None]
    default: Order

    @classmethod
    def of(cls, surveys: list[Survey], shown: OrdersShown, default: Order) -> Orders:
        """The orders of a file from the surveys of all its tables; `default` where nothing tells."""
        found: dict[str, Evidence] = {}
        for one in surveys:
            layout = one.columns.layout.name
            found[layout] = pooled([found.get(layout, Evidence()), *one.evidence.values()])
        shared = pooled(list(found.values()))
        by_layout = {layout: order for layout, evidence in sorted(found.items()) if (order := evidence.shown)}
        unsaid = {one.columns.layout.name for one in surveys if one.columns.layout.date_order is None}
        is_open = shared.is_numeric and shared.order is None
        others = {layout: shown.order_of(layout) for layout in sorted(unsaid)} if is_open else {}
        return cls(shared, by_layout, others, default)

    def of_columns(self, found: Survey, names: list[str]) -> Order | None:
        """The order in some columns: what they show, the file's other columns, the layout, other files, the setting.

        None where the survey ended before a date that is written as bare numbers.
        """
        if not (found.is_complete or any(one.is_numeric for one in found.evidence.values())):
            return None
        own = pooled([found.evidence.get(name, Evidence()) for name in names])
        layout = found.columns.layout
        return own.order or self.shared.order or layout.date_order or self.others.get(layout.name) or self.default

    def ambiguous_count(self, found: Survey) -> int:
        """Dates of a table whose order no cell of the file shows."""
        if self.shared.order is not None:
            return 0
        return sum(one.either for one in found.evidence.values() if one.order is None)


def earliest_days(
    part: Part, found: Survey, orders: Orders, zone: str, file_names: tuple[str, ...], *, naive_is_utc: bool
) -> dict[tuple[str, ...], date | None]:
    """The earliest local day in each set of columns that a field dates something by, where nothing before it does."""
    wanted = set(_wanted(found.columns, file_names))
    days_by_names: dict[tuple[str, ...], date | None] = {}
    for names in wanted:
        columns = found.columns.of(names)
        order = orders.of_columns(found, columns)
        lowest = [
            days(read_moments(_lowest(_text(cells, column)), order), zone, naive_is_utc).min()
            for cells in (part.cells(columns) if columns else ())
            for column in columns
        ]
        days_by_names[names] = min((day for day in lowest if isinstance(day, date)), default=None)
    return days_by_names


def _lowest(words: pl.Series) -> pl.Series:
    """The cells among which the earliest time is: of times that machines write, the first in the alphabet."""
    is_sortable = words.drop_nulls().str.contains(_MACHINE_TIME).all()
    return pl.Series([words.min()], dtype=pl.String) if is_sortable else words


def _text(frame: pl.DataFrame, column: str) -> pl.Series:
    cells = frame[column].str.strip_chars()
    return cells.set(cells == "", None)


def _wanted(columns: Columns, file_names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for record in columns.table.records:
        for sources in record.fields.values():
            for source in sources:
                if source.earliest:
                    yield source.earliest
                if source.file_name and file_name_value(columns.layout, file_names, source.file_name):
                    break
