"""The figures that expectations judge, counted in polars: one query for many files.

Counting is all that looks at records here; what leaves this module are counts and shares,
and digests in place of events.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import polars as pl

from pipelines.home import Home
from pipelines.quality.deliveries import Delivery, EventSizes
from pipelines.quality.expectations import Figures
from pipelines.quality.suites import (
    Expectation,
    Expectations,
    Filled,
    Measure,
    NoneOf,
    OfCells,
    OneOf,
    Present,
    Window,
    suite_of,
)
from pipelines.records.kinds import KINDS

STRONG_KEYS = {
    "contact": ("email", "profile_url", "tool_person_id"),
    "attendance": ("email", "profile_url", "tool_person_id"),
    "membership": ("email", "profile_url", "tool_person_id"),
    "interaction": ("from_email", "from_profile_url", "from_tool_person_id"),
    "outcome": ("email", "profile_url", "tool_person_id"),
    "organisation": ("domain", "tool_organisation_id"),
}
"""Record kind → the columns of which one filled makes `has_strong_key` true."""

FILES_AT_ONCE = 500
EVENT = ("tool_event_id", "event_name", "event_on")
_LANDED = "landed_year"
T = TypeVar("T")


def figures_of(home: Home, kind: str, deliveries: list[Delivery]) -> list[Figures]:
    """For each delivery of `kind`, the figure of every expectation that is held against it."""
    cells = [e for e in suite_of(kind).everything if isinstance(e, OfCells)]
    counted: dict[str, dict[str, float | None]] = {}
    for some in _some(deliveries):
        counted |= _of_cells(home, kind, some, cells)
    return [_of_delivery(home, delivery, cells, counted.get(delivery.file.file_id, {})) for delivery in deliveries]


def event_sizes(home: Home, file_ids: Iterable[str]) -> Mapping[str, EventSizes]:
    """For each file with attendances, how many it has of each event."""
    sizes: dict[str, dict[str, int]] = {}
    for some in _some([file_id for file_id in file_ids if home.record_file("attendance", file_id).exists()]):
        rows = scanned(home, "attendance", some).group_by("file_id", *EVENT).len().collect(engine="streaming")
        for file_id, tool_event_id, name, day, count in rows.iter_rows():
            event = _digest(tool_event_id or f"{name}|{day}")
            of_file = sizes.setdefault(file_id, {})
            of_file[event] = of_file.get(event, 0) + count
    return sizes


def _of_delivery(home: Home, delivery: Delivery, cells: list[OfCells], counted: dict[str, float | None]) -> Figures:
    if not delivery.has_rows:
        return {}
    measures = delivery.measures()
    places = {expectation: str(place) for place, expectation in enumerate(cells)}

    def figure(expectation: Expectation) -> float | None:
        match expectation:
            case Measure(measure=measure):
                return measures[measure]
            case Present(columns=columns):
                return _missing(home.record_file(delivery.record_kind, delivery.file.file_id), columns)
            case _:
                return counted.get(places[expectation])

    return {expectation: figure(expectation) for expectation in expected_of_delivery(delivery)}


def expected_of_delivery(delivery: Delivery) -> Expectations:
    """What is held against a delivery: its kind's suite, with what its layout adds."""
    return suite_of(delivery.record_kind).of_layout(delivery.layout)


def _missing(path: Path, columns: tuple[str, ...]) -> float | None:
    return float(len(set(columns) - set(pl.read_parquet_schema(path)))) if path.exists() else None


def _of_cells(
    home: Home, kind: str, deliveries: list[Delivery], cells: list[OfCells]
) -> dict[str, dict[str, float | None]]:
    """File → place in `cells` → share, of those files that have records."""
    there = [one for one in deliveries if home.record_file(kind, one.file.file_id).exists()]
    if not there or not cells:
        return {}
    landed = pl.LazyFrame(
        {"file_id": [one.file.file_id for one in there], _LANDED: [one.landed_on.year for one in there]}
    )
    rows = scanned(home, kind, [one.file.file_id for one in there])
    strong = pl.any_horizontal(pl.col(key).is_not_null() for key in STRONG_KEYS[kind])
    shares = [_share(expectation).alias(str(place)) for place, expectation in enumerate(cells)]
    found = (
        rows.join(landed, on="file_id")
        .with_columns(has_strong_key=strong)
        .group_by("file_id")
        .agg(shares)
        .collect(engine="streaming")
    )
    return {row.pop("file_id"): row for row in found.iter_rows(named=True)}


def scanned(home: Home, kind: str, file_ids: list[str]) -> pl.LazyFrame:
    """The records of some files, in the columns of the contract; a column that a file lacks is empty."""
    return pl.scan_parquet(
        [home.record_file(kind, file_id) for file_id in file_ids],
        schema=KINDS[kind].create_empty().schema,
        missing_columns="insert",
        extra_columns="ignore",
    )


def _share(expectation: OfCells) -> pl.Expr:
    """The share of a delivery's rows, or of its filled cells, that are as they should be."""
    cell = pl.col(expectation.column)
    match expectation:
        case Filled():
            return cell.is_not_null().mean()
        case OneOf(values=values):
            return cell.is_in(list(values)).mean()
        case NoneOf(values=values):
            return (~cell.is_in(list(values))).mean()
        case Window(years_before=before, years_after=after):
            year = cell.dt.year()
            return year.is_between(pl.col(_LANDED) - before, pl.col(_LANDED) + after).mean()


def _digest(event: str) -> str:
    return hashlib.sha256(event.encode()).hexdigest()[:16]


def _some(items: list[T]) -> Iterator[list[T]]:
    for first in range(0, len(items), FILES_AT_ONCE):
        yield items[first : first + FILES_AT_ONCE]
