"""Reads one file: opens it, learns its context, and reads its parts into a sink.

A file is read again another way where the first way could not account for it: the
exact reader for irregular text, the whole survey for late dates, comparison by cells
for colliding hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.errors import RefusedFileError
from pipelines.exports.document import PLAIN_FROM_BYTES, opened
from pipelines.exports.layout import Sources
from pipelines.exports.recognise import Recogniser
from pipelines.exports.rows import Document, NotPlainError, Part
from pipelines.exports.values.dates import UndecidedOrderError
from pipelines.records import parts as reading
from pipelines.records.accounts import FileAccount, PartAccount
from pipelines.records.duplicates import HashCollisionError
from pipelines.records.mapping import Mapper
from pipelines.records.orders_shown import OrdersShown
from pipelines.records.orders_taken import orders_taken
from pipelines.records.sinks import Sink
from pipelines.records.survey import Orders, Survey, earliest_days, survey
from pipelines.records.texts import Columns, Surroundings, Texts, file_name_value
from pipelines.settings import Settings


@dataclass(frozen=True)
class FileToRead:
    """A file to read: where its bytes are, what it was called, and when it landed (UTC)."""

    path: Path
    file_id: str
    file_name: str
    landed_at: datetime


@dataclass(frozen=True)
class Ways:
    """How a file is read; each attempt that fails makes the next one more careful."""

    plain_from_bytes: int | None = PLAIN_FROM_BYTES
    survey_fully: bool = False
    distrusted: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reader:
    """What reading any file needs: the layouts, the settings, what people said of events, what other files show."""

    recogniser: Recogniser
    settings: Settings
    events: pl.DataFrame
    shown: OrdersShown = field(default_factory=OrdersShown)

    def read(
        self, file: FileToRead, into: Callable[[], AbstractContextManager[Sink]], ways: Ways | None = None
    ) -> FileAccount:
        """Reads a file into the sink that `into` opens; a refused file gives an account and no rows."""
        ways = ways or Ways()
        try:
            with into() as sink:
                return self._read(file, sink, ways)
        except NotPlainError:
            return self.read(file, into, replace(ways, plain_from_bytes=None))
        except UndecidedOrderError:
            return self.read(file, into, replace(ways, survey_fully=True))
        except HashCollisionError as error:
            return self.read(file, into, replace(ways, distrusted=error.hashes))
        except RefusedFileError as error:
            with into():
                return FileAccount(file.file_id, "refused", error.reason, str(error))

    def _read(self, file: FileToRead, sink: Sink, ways: Ways) -> FileAccount:
        largest = self.settings.inbox.largest_bytes
        with opened(file.path, file.file_name, self.recogniser, largest, ways.plain_from_bytes) as document:
            return _FileReading(self, file, document, ways).into(sink)


class _FileReading:
    """One attempt at one opened file."""

    def __init__(self, reader: Reader, file: FileToRead, document: Document, ways: Ways) -> None:
        self._settings = reader.settings
        self._shown = reader.shown
        self._file = file
        self._document = document
        self._ways = ways
        self._events = reader.events.filter(pl.col("file_name") == file.file_name)

    def into(self, sink: Sink) -> FileAccount:
        document = self._document
        surveys = [self._survey(part) for part in document.parts]
        orders = Orders.of([one for one in surveys if one], self._shown, self._settings.locale.date_order)
        account = FileAccount(
            self._file.file_id,
            "read",
            container=document.container,
            encoding=document.encoding,
            nul_count=document.nul_count,
            orders_shown=orders.by_layout,
            orders_of_others=orders.others,
            read_parts=document.parts,
        )
        contexts = self._contexts(surveys)
        for number, (part, found) in enumerate(zip(document.parts, surveys, strict=True), start=1):
            counted = PartAccount.of(number, part)
            account.parts.append(counted)
            self._read_part(part, found, orders, contexts[number - 1], counted, account, sink)
        _conclude(account, document)
        return account

    def _survey(self, part: Part) -> Survey | None:
        if part.match is None or not (part.match.table.records or part.match.table.context):
            return None
        columns = Columns(part.match.layout, part.match.table, part.headings)
        return survey(part, columns, fully=self._ways.survey_fully)

    def _read_part(
        self,
        part: Part,
        found: Survey | None,
        orders: Orders,
        context: dict[str, str | None],
        counted: PartAccount,
        account: FileAccount,
        sink: Sink,
    ) -> None:
        if part.is_passed_over or (part.match is not None and not part.match.table.records):
            reading.pass_over(part, counted)
        elif part.match is None or found is None:
            reading.hold_part(self._file.file_id, part, counted, sink)
        else:
            counted.ambiguous_date_count = orders.ambiguous_count(found)
            counted.date_orders = orders_taken(found, orders)
            mapper = self._mapper(part, found, orders, context, counted.part)
            _note_snapshot(account, mapper)
            reading.read_part(mapper, part, counted, sink, self._ways.distrusted)

    def _mapper(self, part: Part, found: Survey, orders: Orders, context: dict[str, str | None], number: int) -> Mapper:
        layout = found.columns.layout
        zone = self._event_zone()
        around = replace(self._around(part), context=context)
        if not (self._events.height == 1 and self._events["event_on"][0] is not None):
            names = around.file_names
            earliest = earliest_days(part, found, orders, zone, names, naive_is_utc=layout.times == "utc")
            around = replace(around, earliest=earliest)
        locale = self._settings.locale
        return Mapper(self._file.file_id, number, found.columns, around, found, orders, locale, self._events)

    def _event_zone(self) -> str:
        said = self._events["timezone"][0] if self._events.height == 1 else None
        return said or self._settings.locale.timezone

    def _around(self, part: Part) -> Surroundings:
        names = (part.member, self._file.file_name) if part.member else (self._file.file_name,)
        landed = self._file.landed_at.replace(tzinfo=self._file.landed_at.tzinfo or UTC)
        return Surroundings(names, landed.astimezone(self._settings.zone).date())

    def _contexts(self, surveys: list[Survey | None]) -> list[dict[str, str | None]]:
        """What each part may know of the others: all of them in an archive, else those before it."""
        learnt = [self._learn(part, found) for part, found in zip(self._document.parts, surveys, strict=True)]
        if self._document.container == "zip":
            whole: dict[str, str | None] = {}
            for one in learnt:
                whole |= one
            return [whole for _ in learnt]
        return list(_running(learnt))

    def _learn(self, part: Part, found: Survey | None) -> dict[str, str | None]:
        if found is None or not found.columns.table.context:
            return {}
        learnt: dict[str, str | None] = dict.fromkeys(found.columns.table.context)
        for batch in part.batches():
            texts = Texts(batch.frame, found.columns, self._around(part))
            for name, sources in found.columns.table.context.items():
                if learnt[name] is None and batch.frame.height:
                    values = texts.field(name, sources).drop_nulls()
                    learnt[name] = values[0] if len(values) else None
        return learnt


def _running(learnt: list[dict[str, str | None]]) -> Iterator[dict[str, str | None]]:
    known: dict[str, str | None] = {}
    for one in learnt:
        known = {**known, **one}
        yield known


def _note_snapshot(account: FileAccount, mapper: Mapper) -> None:
    """Notes on the file's account whether it is a full snapshot, of which day, and where an event's day came from."""
    if any(day for day in mapper.around.earliest.values()):
        account.event_day_from = "earliest"
    for record in mapper.columns.table.records:
        if not _is_snapshot(mapper, record.fields.get("is_full_snapshot", ())):
            continue
        account.is_full_snapshot = True
        for source in record.fields.get("snapshot_on", ()):
            if source.file_name:
                text = file_name_value(mapper.columns.layout, mapper.around.file_names, source.file_name)
                account.snapshot_on = _day(text)


def _is_snapshot(mapper: Mapper, sources: Sources) -> bool:
    """Whether a file is a full snapshot, as far as its layout and its name say."""
    for source in sources:
        asked = [one.file_name for one in source.when if one.file_name]
        if all(file_name_value(mapper.columns.layout, mapper.around.file_names, group) for group in asked):
            return source.constant is not False
    return False


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _conclude(account: FileAccount, document: Document) -> None:
    """A file without any part that a layout knows is unrecognised; `status_reason` is a code."""
    if any(part.match for part in document.parts):
        return
    account.status = "unrecognised"
    account.status_reason = reading.UNKNOWN_LAYOUT if account.total("rows_in") else "no_rows"
