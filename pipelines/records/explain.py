"""How one file would be read: what `kith explain` shows. Writes nothing into the home."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.exports.layout import Source
from pipelines.exports.recognise import Match, Recogniser
from pipelines.home import Home, read_json
from pipelines.landing import FILE_ID_LENGTH
from pipelines.records.accounts import FileAccount, PartAccount
from pipelines.records.events import read_events
from pipelines.records.files import FileToRead, Reader
from pipelines.records.library import load_layouts
from pipelines.records.orders_shown import OrdersShown
from pipelines.records.sinks import MemorySink
from pipelines.records.texts import Columns
from pipelines.settings import Settings

FIRST_RECORDS = 3


@dataclass(frozen=True)
class Explanation:
    """What reading a file would come to.

    `first_records` holds the first records of each kind, and with them personal data:
    it is for the eyes of whoever holds the file.
    """

    file_name: str
    account: FileAccount
    shown: OrdersShown
    mappings: tuple[dict[str, dict[str, list[str]]], ...]
    refusals: pl.DataFrame
    first_records: dict[str, list[dict[str, Any]]]

    @property
    def layouts(self) -> list[str]:
        """The layouts recognised, by name."""
        return sorted({part.layout for part in self.account.parts if part.layout})

    def to_dict(self) -> dict[str, Any]:
        """Everything, under names that stay: `kith explain --json`."""
        account = self.account
        kinds = [kind for part in account.parts for kind in part.record_kinds]
        return {
            "file": self.file_name,
            "status": account.status,
            "status_reason": account.status_reason,
            "refusal": account.refusal,
            "layout": ", ".join(self.layouts) or None,
            "record_kinds": list(dict.fromkeys(kinds)),
            "container": account.container,
            "encoding": account.encoding,
            "nul_count": account.nul_count,
            "is_full_snapshot": account.is_full_snapshot,
            "snapshot_on": account.snapshot_on.isoformat() if account.snapshot_on else None,
            "parts": [self._part(part, mapping) for part, mapping in zip(account.parts, self.mappings, strict=True)],
            "rows_in": account.total("rows_in"),
            "loaded": account.total("rows_loaded"),
            "quarantined": dict(sorted(account.quarantined_by_reason().items())),
            "duplicates": account.total("rows_duplicate"),
            "first_records": self.first_records,
        }

    def _part(self, part: PartAccount, mapping: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
        held = self.refusals.filter(pl.col("part") == part.part).sort("row_number")
        return {
            "part": part.part,
            "name": part.part_name,
            "layout": part.layout,
            "layout_reason": part.layout_reason,
            "record_kinds": list(part.record_kinds),
            "header_row": part.header_row,
            "rows_skipped": part.rows_skipped,
            "rows_in": part.rows_in,
            "loaded": part.rows_loaded,
            "quarantined": dict(sorted(part.quarantined_by_reason.items())),
            "quarantined_rows": {
                reason: held.filter(pl.col("reason") == reason)["row_number"].to_list()
                for reason in sorted(part.quarantined_by_reason)
            },
            "duplicates": part.rows_duplicate,
            "mapping": mapping,
            "unknown_values": {column: dict(words) for column, words in part.unknown_values.items()},
            "ambiguous_dates": part.ambiguous_date_count,
            "date_orders": [asdict(taken) for taken in part.date_orders],
            "orders_shown": self.shown.counts(part.layout),
        }


def explain(path: Path, home: Home, settings: Settings) -> Explanation:
    """How the file at `path` would be read with the layouts, decisions, settings and other files of `home`.

    A file that would be refused gives an explanation with status `refused`. Raises
    `LayoutError` or `DecisionError` where a layout or `events.csv` cannot be used.
    """
    shown = OrdersShown.of(read_json(path).get("orders_shown", {}) for path in sorted(home.ledger.glob("*.json")))
    reader = Reader(Recogniser(load_layouts(home.layouts)), settings, read_events(home), shown)
    sink = MemorySink(FIRST_RECORDS)

    @contextmanager
    def into() -> Iterator[MemorySink]:
        sink.clear()
        yield sink

    account = reader.read(FileToRead(path, _file_id(path), path.name, settings.now()), into)
    return Explanation(
        path.name,
        account,
        shown,
        tuple(_mapping(part.match, part.headings) for part in account.read_parts),
        pl.concat(
            [pl.DataFrame(schema={"part": pl.Int16, "row_number": pl.Int64, "reason": pl.String}), *sink.refusals]
        ),
        {kind: frame.to_dicts() for kind, frame in sink.first.items()},
    )


def _file_id(path: Path) -> str:
    """The id that the file would land under; empty for what reading will refuse."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:FILE_ID_LENGTH]
    except OSError:
        return ""


def _mapping(match: Match | None, headings: tuple[str, ...]) -> dict[str, dict[str, list[str]]]:
    """For each record that a row gives, the fields that this part fills and from what, in order of trust.

    Records are known by their kind; a second one of a kind by `<kind> 2`.
    """
    if match is None:
        return {}
    columns = Columns(match.layout, match.table, headings)
    seen: Counter[str] = Counter()
    mapping = {}
    for record in match.table.records:
        seen[record.kind] += 1
        name = record.kind if seen[record.kind] == 1 else f"{record.kind} {seen[record.kind]}"
        mapping[name] = {
            field: told
            for field, sources in record.fields.items()
            if (told := [text for source in sources if (text := _described(source, columns))])
        }
    return mapping


def _described(source: Source, columns: Columns) -> str:
    """A source in words; empty where the part has none of its columns."""
    named = [columns.headings[int(column[1:])] for column in columns.feeding(source)]
    if source.earliest:
        text = f"earliest day in '{named[0]}'" if named else ""
    elif source.join:
        text = " + ".join(filter(None, (_described(one, columns) for one in source.join))) if named else ""
    elif source.next:
        text = f"'{named[0]}' of the next row about the same" if named else ""
    elif source.column or source.headings_like:
        text = ", else ".join(f"'{name}'" for name in named)
    else:
        text = _fixed(source)
    if not text:
        return ""
    return text + (" by vocabulary" if source.vocabulary else "") + (" on some rows" if source.when else "")


def _fixed(source: Source) -> str:
    if source.file_name:
        return f"{source.file_name} in the file's name"
    if source.context:
        return f"{source.context} elsewhere in the file"
    if source.landed:
        return "the day the file lands"
    return f"always {source.constant}"
