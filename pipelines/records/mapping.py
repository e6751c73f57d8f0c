"""Rows of a batch → records of one kind, in the columns and types of its contract.

Rows that a contract refuses are split off in `judging.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.exports.layout import RecordMap, Sources
from pipelines.exports.values.dates import Order
from pipelines.exports.values.numbers import currencies
from pipelines.exports.values.people import looks_like_phone
from pipelines.exports.values.zones import known_zones
from pipelines.records.events import SCHEMA as EVENT_SCHEMA
from pipelines.records.kinds import columns_of
from pipelines.records.survey import Orders, Survey, dated_fields
from pipelines.records.texts import Columns, Surroundings, Texts
from pipelines.records.typed import Clock, typed
from pipelines.settings import Locale

UNREADABLE = "unreadable_field"
"""The column of a mapped frame that names a field whose cell could not be read."""

DEFAULTS: dict[str, dict[str, Any]] = {
    "attendance": {"status": "unknown", "role": "attendee"},
    "membership": {
        "member_kind": "person", "status": "unknown", "is_lifetime": False, "is_complimentary": False,
        "is_dependent": False, "is_full_snapshot": False,
    },
    "outcome": {"stage": "unknown", "is_self_reported": False},
}  # fmt: skip
"""What a field that must be filled holds where the export says nothing."""

_MONEY = {"membership": "amount", "outcome": "value"}
_NEVER_UNREADABLE = (pl.String, pl.List)


@dataclass(frozen=True)
class Mapper:
    """Everything that the rows of one table are mapped with."""

    file_id: str
    part: int
    columns: Columns
    around: Surroundings
    found: Survey
    orders: Orders
    locale: Locale
    events: pl.DataFrame

    def texts(self, frame: pl.DataFrame) -> Texts:
        """The texts of a batch's rows."""
        return Texts(frame, self.columns, self.around)

    def records(self, record: RecordMap, frame: pl.DataFrame, texts: Texts) -> pl.DataFrame:
        """One record of a kind for each row, with `UNREADABLE` naming the first field that could not be read."""
        zone, zone_is_known = self._zone(texts)
        clock = Clock(zone, self.columns.layout.times == "utc")
        values: dict[str, pl.Series] = {}
        unreadable = pl.repeat(None, frame.height, dtype=pl.String, eager=True)
        for name, words in self._words(record, texts).items():
            dtype = columns_of(record.kind)[name].dtype
            values[name] = typed(name, dtype, words, self._order(record, name), clock)
            missed = _missed(words, values[name])
            if missed is None:
                continue
            if name in record.lenient or isinstance(dtype, _NEVER_UNREADABLE):
                texts.count_unreadable(name, record.fields[name], words.filter(missed))
            else:
                unreadable = unreadable.set(unreadable.is_null() & missed, name)
        mapped = _named(self._framed(record, frame, values))
        if record.kind == "attendance":
            mapped = self._of_event(mapped, zone, zone_is_known)
        if record.kind in _MONEY:
            mapped = self._of_currency(record, mapped, texts)
        return mapped.with_columns(unreadable.alias(UNREADABLE))

    def _words(self, record: RecordMap, texts: Texts) -> dict[str, pl.Series]:
        contract = columns_of(record.kind)
        words: dict[str, pl.Series] = {}
        for name, sources in record.fields.items():
            words[name] = texts.field(name, sources, is_list=isinstance(contract[name].dtype, pl.List))
            raw = f"{name}_raw"
            if raw in contract and raw not in record.fields:
                words[raw] = texts.own_words(sources)
        return words

    def _order(self, record: RecordMap, name: str) -> Order | None:
        if name not in dated_fields(record):
            return self.locale.date_order
        names = [column for source in record.fields[name] for column in self.columns.feeding(source)]
        return self.orders.of_columns(self.found, names)

    def _zone(self, texts: Texts) -> tuple[pl.Series | str, pl.Series | bool]:
        """The zone of each row's times, and whether anything named it."""
        decided = self._single_event().get("timezone")
        if decided:
            return decided, True
        named = known_zones(texts.field("timezone", self._zone_sources()))
        if len(named) == 1:
            return named[0] or self.locale.timezone, named[0] is not None
        return named.fill_null(self.locale.timezone), named.is_not_null()

    def _zone_sources(self) -> Sources:
        return self.columns.layout.timezone

    def _single_event(self) -> dict[str, Any]:
        """What people said of the one event that this file is about."""
        return self.events.row(0, named=True) if self.events.height == 1 else {}

    def _framed(self, record: RecordMap, frame: pl.DataFrame, values: dict[str, pl.Series]) -> pl.DataFrame:
        contract = columns_of(record.kind)
        defaults = DEFAULTS.get(record.kind, {})
        tool = dict.fromkeys(("tool", "from_tool", "to_tool"), self.columns.layout.tool)
        own = {"file_id": self.file_id, "part": self.part, "layout": self.columns.layout.name, **tool}
        series = []
        for name, column in contract.items():
            if name == "row_number":
                series.append(frame["row_number"])
                continue
            value = values.get(name)
            if value is None:
                value = pl.Series([own.get(name, defaults.get(name))], dtype=column.dtype)
            elif name in defaults:
                value = value.fill_null(defaults[name])
            full = value if len(value) == frame.height else value.new_from_index(0, frame.height)
            series.append(full.alias(name))
        return pl.DataFrame(series)

    def _of_event(self, mapped: pl.DataFrame, zone: pl.Series | str, is_known: pl.Series | bool) -> pl.DataFrame:
        for event in self.events.iter_rows(named=True):
            mapped = _decided(mapped, event, is_only=self.events.height == 1)
        zones = pl.lit(zone) if isinstance(zone, str) else zone
        mapped = mapped.with_columns(
            event_timezone=zones, is_timezone_assumed=~(pl.lit(is_known) if isinstance(is_known, bool) else is_known)
        )
        if mapped["event_on"].null_count() and mapped["event_starts_at"].is_not_null().any():
            return mapped.with_columns(event_on=pl.col("event_on").fill_null(_local_days(mapped)))
        return mapped

    def _of_currency(self, record: RecordMap, mapped: pl.DataFrame, texts: Texts) -> pl.DataFrame:
        """An amount's currency: its column's, else its symbol's, else the home's."""
        money = _MONEY[record.kind]
        if money not in record.fields:
            return mapped
        written = currencies(texts.field(money, record.fields[money]), self.locale.currency)
        shown = written if len(written) == mapped.height else written.new_from_index(0, mapped.height)
        filled = pl.coalesce("currency", shown, pl.lit(self.locale.currency))
        return mapped.with_columns(currency=pl.when(pl.col(money).is_not_null()).then(filled))


def _named(mapped: pl.DataFrame) -> pl.DataFrame:
    """Records without phones for names: who dialled in is known by the phone."""
    if "full_name" not in mapped.columns or not (is_phone := looks_like_phone(mapped["full_name"])).any():
        return mapped
    return mapped.with_columns(
        phone=pl.when(is_phone).then(pl.coalesce("phone", "full_name")).otherwise("phone"),
        full_name=pl.when(~is_phone).then("full_name"),
    )


def _missed(words: pl.Series, values: pl.Series) -> pl.Series | None:
    """Where a text is there and no value came of it; None where that is nowhere."""
    if values.null_count() * len(words) == words.null_count() * len(values):
        return None
    missed = words.is_not_null() & values.is_null()
    return missed if missed.any() else None


def _decided(mapped: pl.DataFrame, event: dict[str, Any], *, is_only: bool) -> pl.DataFrame:
    """Attendances with what people said of an event; of several in one file, by its name."""
    is_it = pl.lit(True) if is_only or not event["event_name"] else pl.col("event_name") == event["event_name"]
    form = event["format"]
    said = {
        "event_name": event["event_name"],
        "event_on": event["event_on"],
        "event_starts_at": event["starts_at"],
        "event_topic": event["topic"],
        "is_online": {"online": True, "in_person": False}.get(form) if form else None,
    }
    types = {"event_on": EVENT_SCHEMA["event_on"], "event_starts_at": EVENT_SCHEMA["starts_at"]}
    return mapped.with_columns(
        pl.when(is_it).then(pl.lit(value, dtype=types.get(name))).otherwise(pl.col(name)).alias(name)
        for name, value in said.items()
        if value is not None
    )


def _local_days(mapped: pl.DataFrame) -> pl.Series:
    out = pl.Series("event_on", [None] * mapped.height, dtype=pl.Date)
    starts = mapped["event_starts_at"].dt.replace_time_zone("UTC")
    for zone in mapped["event_timezone"].unique().sort().to_list():
        local = starts.dt.convert_time_zone(zone).dt.date()
        out = local.zip_with(mapped["event_timezone"] == zone, out)
    return out
