"""The text of a field → its value in the type its contract asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipelines.exports.rows import SEPARATOR
from pipelines.exports.values import numbers, people, text
from pipelines.exports.values.dates import MANY, Order, next_days, read_moments
from pipelines.exports.values.zones import Zones, days, instants

_NAMES = ("full_name", "given_name", "family_name", "owner_name")
UNTIL = ("employed_until_on",)
"""Days on which something holds no more, of which exports write the last day or month in which it does."""

REPETITION = 4
"""How often a word must come, on average, for its distinct values to be read instead."""

_SPLITTERS = r"[;,]|\s:::\s"


@dataclass(frozen=True)
class Clock:
    """How the times of a table are read."""

    zones: Zones
    naive_is_utc: bool


def typed(name: str, dtype: pl.DataType, words: pl.Series, order: Order | None, clock: Clock) -> pl.Series:
    """The values of field `name`; null where a text cannot be read."""
    if isinstance(dtype, pl.Datetime | pl.Date):
        if isinstance(clock.zones, str):
            return on_distinct(words, lambda distinct: _times(name, dtype, distinct, order, clock))
        return _times(name, dtype, words, order, clock)
    if isinstance(dtype, pl.List):
        return _addresses(words)
    if isinstance(dtype, pl.String):
        return _text(name, words)
    return on_distinct(words, lambda distinct: _number(name, dtype, distinct))


def _number(name: str, dtype: pl.DataType, words: pl.Series) -> pl.Series:
    if isinstance(dtype, pl.Boolean):
        return numbers.booleans(words)
    if isinstance(dtype, pl.Float64):
        return numbers.minutes(words) if name == "minutes" else numbers.amounts(words)
    amount = numbers.amounts(words)
    return amount.set(amount != amount.floor(), None).cast(dtype, strict=False)


def on_distinct(words: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `read` makes of each word; where long columns repeat themselves, of each distinct one once."""
    if len(words) < MANY:
        return read(words)
    distinct = words.unique(maintain_order=True)
    if len(distinct) * REPETITION > len(words):
        return read(words)
    values = read(distinct)
    return words.replace_strict(distinct, values, return_dtype=values.dtype)


def _times(name: str, dtype: pl.DataType, words: pl.Series, order: Order | None, clock: Clock) -> pl.Series:
    if not words.is_not_null().any():
        return words.cast(dtype)
    moments = read_moments(words, order)
    zones = clock.zones
    if isinstance(zones, pl.Series) and len(words) == 1 != len(zones):
        moments = read_moments(words.new_from_index(0, len(zones)), order)
    if isinstance(dtype, pl.Date):
        is_constant_day = len(words) == 1 and words.str.contains(r"^\d{4}-\d{2}-\d{2}$").all()
        read = days(moments, zones, clock.naive_is_utc and not is_constant_day)
        return next_days(words, read) if name in UNTIL else read
    return instants(moments, zones, clock.naive_is_utc)


def _addresses(words: pl.Series) -> pl.Series:
    cells = words.str.replace_all(_SPLITTERS, SEPARATOR)
    found = text.pieces(cells, SEPARATOR).list.eval(
        pl.element().str.to_lowercase().filter(pl.element().str.contains("@")).unique(maintain_order=True)
    )
    return found.to_frame("found").select(pl.when(pl.col("found").list.len() > 0).then("found")).to_series()


def _text(name: str, words: pl.Series) -> pl.Series:
    bare = name.removeprefix("from_").removeprefix("to_")
    if bare in ("email", "owner_email"):
        return people.emails(words)
    if bare in _NAMES:
        return people.person_names(words)
    if bare == "phone":
        return people.phones(words)
    if bare.endswith("_id"):
        return people.ids(words)
    if bare == "currency":
        return words.str.to_uppercase()
    if bare == "domain":
        return words.str.to_lowercase()
    return words
