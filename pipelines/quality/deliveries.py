"""A delivery: the records of one kind in one landed file, and what its file's books say of it.

What is counted among the records themselves is in figures.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from pipelines.quality.ledger import LandedFile, PartEntry

EARLIER_SNAPSHOTS = 5
"""How many full snapshots before a delivery its row count is held against: one odd one among them is outvoted."""

EventSizes = Mapping[str, int]
"""Rows by event; events are named by a digest."""


@dataclass(frozen=True)
class Earlier:
    """What earlier deliveries of the same layout let expect: so many rows where this one has so many.

    `fed_fields` are the fields that the delivery before it had columns for.
    """

    rows_expected: float = 0
    rows_found: int = 0
    fed_fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Delivery:
    """The records of one kind in one landed file."""

    file: LandedFile
    record_kind: str
    earlier: Earlier = field(default_factory=Earlier)

    @property
    def landed_on(self) -> date:
        """The day, in UTC, that the file landed on."""
        return self.file.landed_at.date()

    @property
    def layout(self) -> str | None:
        """The layouts that gave this kind, as one text."""
        return ", ".join(sorted({part.layout for part in self._parts if part.layout})) or None

    @property
    def row_count(self) -> int:
        """Rows loaded by the parts that feed this kind."""
        return self._sum("rows_loaded")

    @property
    def fed_fields(self) -> frozenset[str]:
        """The fields of this kind that some part had a column for."""
        return frozenset(field for part in self._parts for field in part.fed_fields.get(self.record_kind, ()))

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to judge: rows, or rows that should be there."""
        return bool(self.row_count + self._sum("rows_quarantined") or self.earlier.rows_expected)

    def measures(self) -> dict[str, float | None]:
        """The figures of the whole delivery; None where there is nothing to divide by or compare with.

        `rows_against_earlier` holds a full snapshot against the median of the snapshots of days up to
        its own, and attendances against the delivery before of the same events. An addition, such as a
        batch of new contacts, has no size to expect.
        """
        loaded, quarantined, duplicate = map(self._sum, ("rows_loaded", "rows_quarantined", "rows_duplicate"))
        lost = len(self.earlier.fed_fields - self.fed_fields) if self.earlier.fed_fields and loaded else None
        return {
            "quarantined_share": _share(quarantined, loaded + quarantined),
            "duplicate_share": _share(duplicate, loaded + quarantined + duplicate),
            "rows_against_earlier": _share(self.earlier.rows_found, self.earlier.rows_expected),
            "fields_lost_count": None if lost is None else float(lost),
            "ambiguous_date_share": _share(self._sum("ambiguous_date_count"), loaded),
            "unknown_word_share": _share(self._sum("unknown_value_count"), loaded),
        }

    @property
    def _parts(self) -> Iterable[PartEntry]:
        return (part for part in self.file.entry.parts if self.record_kind in part.record_kinds)

    def _sum(self, column: str) -> int:
        return sum(getattr(part, column) for part in self._parts)


def deliveries(files: list[LandedFile], event_sizes: Mapping[str, EventSizes]) -> list[Delivery]:
    """The deliveries of `files` (earliest first), each with what those before it let expect.

    `event_sizes` has the attendances of each file by event. Only earlier files are looked at, so a
    verdict never changes because of what came later.
    """
    history = _History()
    return [
        history.next(Delivery(file, kind), event_sizes.get(file.file_id, {}))
        for file in files
        for kind in file.record_kinds
    ]


class _History:
    """What came so far, by record kind and layout."""

    def __init__(self) -> None:
        self._snapshots: dict[tuple[str, str | None], list[tuple[date, int]]] = {}
        self._events: dict[tuple[str | None, str], int] = {}
        self._fed: dict[tuple[str, str | None], frozenset[str]] = {}

    def next(self, delivery: Delivery, sizes: EventSizes) -> Delivery:
        key = (delivery.record_kind, delivery.layout)
        expected, found = self._of_events(delivery, sizes) if delivery.record_kind == "attendance" else (0.0, 0)
        if delivery.file.entry.is_full_snapshot:
            expected, found = self._of_snapshots(delivery)
        earlier = Earlier(expected, found, self._fed.get(key, frozenset()))
        self._fed[key] = delivery.fed_fields
        return Delivery(delivery.file, delivery.record_kind, earlier)

    def _of_snapshots(self, delivery: Delivery) -> tuple[float, int]:
        landed = self._snapshots.setdefault((delivery.record_kind, delivery.layout), [])
        as_of = delivery.file.entry.snapshot_on or delivery.landed_on
        # An old snapshot may land late: only those of days before it say what to expect.
        before = [count for day, count in sorted(landed) if day <= as_of][-EARLIER_SNAPSHOTS:]
        landed.append((as_of, delivery.row_count))
        return median(before) if before else 0, delivery.row_count

    def _of_events(self, delivery: Delivery, sizes: EventSizes) -> tuple[float, int]:
        """Rows of the events that were delivered before: then, and now."""
        known = {event: (delivery.layout, event) for event in sizes if (delivery.layout, event) in self._events}
        expected = sum(self._events[key] for key in known.values())
        found = sum(sizes[event] for event in known)
        self._events.update({(delivery.layout, event): size for event, size in sizes.items()})
        return expected, found


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
