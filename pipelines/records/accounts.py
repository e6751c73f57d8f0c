"""What reading made of a file and of each of its parts: the ledger entry, as it is counted and as it is written.

For each part: rows_in = rows_loaded + rows_quarantined + rows_duplicate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from pipelines.exports.rows import Part
from pipelines.exports.values.dates import Order
from pipelines.exports.values.evidence import Shown
from pipelines.records.fed import fed_fields
from pipelines.records.orders_taken import OrderTaken

KEPT_WORDS = 200
"""Unknown words kept per column; the rest are counted together."""

OTHER_WORDS = "(other words)"


@dataclass
class PartAccount:
    """One table within a file.

    `unmade_by_reason` counts records of a further kind that a loaded row did not give;
    `fed_fields` are, by record kind, the fields that the layout has a column for in this file;
    `date_orders` say how dates of bare numbers were read; `notices` count, by code, what an
    operator should know and what costs no row.
    """

    part: int
    part_name: str | None
    layout: str | None
    layout_reason: str
    record_kinds: tuple[str, ...]
    header_row: int | None
    rows_skipped: int = 0
    rows_in: int = 0
    rows_loaded: int = 0
    rows_duplicate: int = 0
    quarantined_by_reason: Counter[str] = field(default_factory=Counter)
    unmade_by_reason: Counter[str] = field(default_factory=Counter)
    unknown_values: dict[str, Counter[str]] = field(default_factory=dict)
    ambiguous_date_count: int = 0
    fed_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date_orders: tuple[OrderTaken, ...] = ()
    notices: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, number: int, part: Part) -> PartAccount:
        """The account of a part before its rows are read."""
        match = part.match
        return cls(
            part=number,
            part_name=part.name,
            layout=match.layout.name if match else None,
            layout_reason=part.reason,
            record_kinds=tuple(dict.fromkeys(record.kind for record in match.table.records)) if match else (),
            header_row=part.header_row,
            rows_skipped=part.header_count,
            fed_fields=fed_fields(match.layout, match.table, part.headings) if match else {},
        )

    @property
    def rows_quarantined(self) -> int:
        """Rows in quarantine, whatever the reason."""
        return self.quarantined_by_reason.total()

    def count_unknown(self, unknown: dict[str, Counter[str]]) -> None:
        """Adds words that no vocabulary knows, by column."""
        for column, words in unknown.items():
            self.unknown_values.setdefault(column, Counter()).update(words)
            self.unknown_values[column] = _bounded(self.unknown_values[column])

    def as_entry(self) -> dict[str, Any]:
        """The part as the ledger file holds it."""
        return {
            "part": self.part,
            "part_name": self.part_name,
            "layout": self.layout,
            "layout_reason": self.layout_reason,
            "record_kinds": list(self.record_kinds),
            "header_row": self.header_row,
            "rows_skipped": self.rows_skipped,
            "rows_in": self.rows_in,
            "rows_loaded": self.rows_loaded,
            "rows_quarantined": self.rows_quarantined,
            "rows_duplicate": self.rows_duplicate,
            "quarantined_by_reason": dict(sorted(self.quarantined_by_reason.items())),
            "unmade_by_reason": dict(sorted(self.unmade_by_reason.items())),
            "unknown_values": {column: dict(words) for column, words in self.unknown_values.items()},
            "ambiguous_date_count": self.ambiguous_date_count,
            "fed_fields": {kind: list(fields) for kind, fields in self.fed_fields.items()},
            "date_orders": [asdict(taken) for taken in self.date_orders],
            "notices": dict(sorted(self.notices.items())),
        }


def _bounded(words: Counter[str]) -> Counter[str]:
    """The words met first, up to a limit, and the count of all others together."""
    if len(words) <= KEPT_WORDS + 1:
        return words
    other = words.pop(OTHER_WORDS, 0)
    kept = dict(list(words.items())[:KEPT_WORDS])
    return Counter({**kept, OTHER_WORDS: other + words.total() - sum(kept.values())})


@dataclass
class FileAccount:
    """One landed file: `read`, `unrecognised` or `refused`.

    `status_reason` is a code; `refusal` says why a file was refused in words, with a remedy;
    `event_day_from` is `earliest` where the earliest day in its rows dates its event.
    `orders_shown` is, by layout, the order of day and month that its own dates show; `orders_of_others`,
    where they leave it open, that which other files showed when it was read.
    """

    file_id: str
    status: str
    status_reason: str | None = None
    refusal: str | None = None
    container: str | None = None
    encoding: str | None = None
    nul_count: int = 0
    is_full_snapshot: bool = False
    snapshot_on: date | None = None
    event_day_from: str | None = None
    orders_shown: Mapping[str, Shown] = field(default_factory=dict)
    orders_of_others: Mapping[str, Order | None] = field(default_factory=dict)
    parts: list[PartAccount] = field(default_factory=list)
    read_parts: tuple[Part, ...] = ()

    def total(self, column: str) -> int:
        """The sum of a count over the parts, such as `rows_in`."""
        return sum(getattr(part, column) for part in self.parts)

    def quarantined_by_reason(self) -> Counter[str]:
        """Rows in quarantine over all parts, by reason."""
        return sum((part.quarantined_by_reason for part in self.parts), Counter())

    def as_entry(self, fingerprint: str) -> dict[str, Any]:
        """The file as its ledger file holds it."""
        return {
            "file_id": self.file_id,
            "status": self.status,
            "status_reason": self.status_reason,
            "refusal": self.refusal,
            "container": self.container,
            "encoding": self.encoding,
            "nul_count": self.nul_count,
            "is_full_snapshot": self.is_full_snapshot,
            "snapshot_on": self.snapshot_on.isoformat() if self.snapshot_on else None,
            "event_day_from": self.event_day_from,
            "orders_shown": dict(self.orders_shown),
            "orders_of_others": dict(self.orders_of_others),
            "fingerprint": fingerprint,
            "parts": [part.as_entry() for part in self.parts],
        }
