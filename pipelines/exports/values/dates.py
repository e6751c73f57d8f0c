"""Dates and times as exports write them → wall-clock times, and whether they are UTC.

The order of day and month is decided for a whole column before it is read
(`evidence.py`), never for a row. Zones come in `zones.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from pipelines.exports.values.months import month_of

Order = Literal["dmy", "mdy"]


class UndecidedOrderError(Exception):
    """A date is written as bare numbers, and nobody has decided which of them is the day."""


_FORMATS = (
    ("%+", True),
    ("%Y-%m-%d %H:%M:%S", False),
    ("%Y-%m-%d", False),
    ("%Y-%m-%d %H:%M", False),
    ("%Y-%m-%dT%H:%M:%S", False),
    ("%Y-%m-%d %H:%M:%S UTC", True),
    ("%Y-%m-%d %H:%M:%S%.f", False),
    ("%Y-%m-%dT%H:%M:%S%.f", False),
    ("%Y-%m-%d %H:%M:%S%.f%z", True),
)
"""Formats tried first, and whether they give UTC; the first is RFC 3339."""

_TIME = (
    r"(?:(?:,?\s+(?:at\s+)?|T)(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?:(?P<p>[AaPp])\.?\s?[Mm]\.?)?)?"
    r"(?:\s+\(?(?P<z>UTC|GMT)(?P<o>[+-]\d{1,2}(?::?\d{2})?)?\)?)?$"
)
_WEEKDAY = r"^(?:\p{L}{2,9}\.?,?\s+)?"
_CLOCK_BEFORE_YEAR = r"^\p{L}{3}\s+(\p{L}{3})\s+(\d{1,2})\s+(\d{2}:\d{2}:\d{2})\s+(UTC|GMT)\s+(\d{4})$"
_MONTH = r"^(?P<mon>\p{L}{3,12})\.?\s+(?P<y>\d{4})$"
_FAMILIES = (
    r"^(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})" + _TIME,
    _WEEKDAY
    + r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?(?P<mon>\p{L}{3,12})\.?,?[\s-]+(?:de\s+)?(?P<y>\d{4}|\d{2})"
    + _TIME,
    _WEEKDAY + r"(?P<mon>\p{L}{3,12})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})" + _TIME,
    r"^(?P<y>\d{4})[年년]\s?(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})[日일]" + _TIME,
    r"^(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])$",
    _MONTH,
)
"""The last knows the month only, and gives its first day."""
_NUMERIC = {
    "dmy": r"^(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})" + _TIME,
    "mdy": r"^(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4}|\d{2})" + _TIME,
}
_DOTTED = r"^(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})" + _TIME
_TAIL = re.compile(r"^(?:\.(\d{1,6}))?Z$")
_MOST_TAILS = 5_000
_SERIAL = r"^[2-5]\d{4}(?:\.\d+)?$"
_SERIAL_EPOCH = np.datetime64("1899-12-30", "us")
_PARTS = ("y", "m", "mon", "d", "h", "n", "s", "p", "z", "o")
MANY = 1_000
SHOWN = 32
EARLIEST_YEAR = 1900
_TIMES = ("", " %I:%M:%S %p", " %H:%M:%S", " %H:%M", " %I:%M %p", ", %I:%M:%S %p", ", %H:%M:%S")
_ORDERED = {
    "dmy": tuple(f"%d{mark}%m{mark}%Y{time}" for mark in "/.-" for time in _TIMES),
    "mdy": tuple(f"%m{mark}%d{mark}%Y{time}" for mark in "/-" for time in _TIMES),
}
_YEAR_FIRST = r"^\d{4}-"
"""What every one of the formats begins with."""

_EPOCH = r"^1\d{9}(?:\d{3})?$"


@dataclass(frozen=True)
class Moments:
    """Times read from cells: `local` (Datetime, null where unreadable) and `is_utc`."""

    local: pl.Series
    is_utc: pl.Series


class _Peeling:
    """Cells of which each step reads what it can and leaves the rest to the next."""

    def __init__(self, cells: pl.Series) -> None:
        self.local = np.full(len(cells), np.datetime64("NaT"), dtype="datetime64[us]")
        self.is_utc = np.zeros(len(cells), dtype=bool)
        left = cells.alias("text").to_frame().with_row_index("at").drop_nulls("text")
        self.left = left.with_columns(pl.col("text").str.replace_all("[\u202f\u00a0]", " "))

    def take(self, local: pl.Series, is_utc: pl.Series | bool) -> None:
        read = local.is_not_null()
        if not read.any():
            return
        at = self.left["at"].filter(read).to_numpy()
        self.local[at] = local.filter(read).to_numpy()
        self.is_utc[at] = is_utc if isinstance(is_utc, bool) else is_utc.filter(read).to_numpy()
        self.left = self.left.filter(~read)


def read_moments(cells: pl.Series, order: Order | None) -> Moments:
    """The times in cells; a bare date is its first instant. Null where a cell is no date.

    Raises `UndecidedOrderError` where `order` is None and matters.

    >>> read_moments(pl.Series(["15/11/22, 09:30:17", "7 Feb 2022"]), "dmy").local.to_list()
    [datetime.datetime(2022, 11, 15, 9, 30, 17), datetime.datetime(2022, 2, 7, 0, 0)]
    """
    peeling = _Peeling(cells)
    _by_format(peeling)
    _by_ordered_format(peeling, order)
    if peeling.left.height:
        rewritten = pl.col("text").str.replace(_CLOCK_BEFORE_YEAR, "$2 $1 $5 $3 $4")
        peeling.left = peeling.left.with_columns(rewritten)
        for family in _families(order, peeling.left):
            peeling.take(*_by_family(peeling.left["text"], family))
    if peeling.left.height:
        peeling.take(_by_serial(peeling.left["text"]), False)
    if peeling.left.height:
        peeling.take(_by_epoch(peeling.left["text"]), True)
    local = pl.Series(cells.name, peeling.local, dtype=pl.Datetime("us"), nan_to_null=True)
    return Moments(local, pl.Series("is_utc", peeling.is_utc))


def next_days(cells: pl.Series, days: pl.Series) -> pl.Series:
    """The day after each of `days` that were read from `cells`; after the whole month, where a cell names no more.

    >>> cells = pl.Series(["Mar 2022", "3 Mar 2022"])
    >>> next_days(cells, read_moments(cells, None).local).dt.date().to_list()
    [datetime.date(2022, 4, 1), datetime.date(2022, 3, 4)]
    """
    is_month = cells.str.replace_all("[\u202f\u00a0]", " ").str.contains(_MONTH)
    after = pl.when(is_month).then(pl.lit("1mo")).otherwise(pl.lit("1d"))
    return days.to_frame().select(pl.first().dt.offset_by(after)).to_series()


def _families(order: Order | None, left: pl.DataFrame) -> list[str]:
    """The families that some of the texts left belong to."""
    if order is None and left["text"].str.contains(r"^\d{1,2}[/-]\d{1,2}[/-]\d{2}").any():
        raise UndecidedOrderError
    families = (*_FAMILIES, _DOTTED, _NUMERIC[order or "dmy"])
    is_met = left.select(pl.col("text").str.contains(family).any().alias(family) for family in families)
    return [family for family in families if is_met[family][0]]


def _by_format(peeling: _Peeling) -> None:
    if not peeling.left["text"].str.contains(_YEAR_FIRST).any():
        return
    peeling.take(_of_machines(peeling.left["text"]), True)
    if peeling.left.height:
        read = peeling.left.select(_in(form).alias(form) for form, _ in _FORMATS)  # together: texts are often few
        is_utc = pl.coalesce(pl.when(pl.col(form).is_not_null()).then(utc) for form, utc in _FORMATS)
        found = read.select(local=pl.coalesce(pl.all()), is_utc=is_utc)
        peeling.take(found["local"], found["is_utc"])


def _in(form: str) -> pl.Expr:
    return pl.col("text").str.to_datetime(form, strict=False, time_unit="us").dt.replace_time_zone(None)


def _by_ordered_format(peeling: _Peeling, order: Order | None) -> None:
    """Long columns of bare numbers, of which the order is known: a fixed format is read faster than a pattern."""
    if order is None or peeling.left.height < MANY:
        return
    shown = peeling.left["text"].head(SHOWN)
    for form in _ORDERED[order]:
        if _in_format(shown, form).is_not_null().any():
            peeling.take(_in_format(peeling.left["text"], form), False)


def _in_format(text: pl.Series, form: str) -> pl.Series:
    read = text.str.to_datetime(form, strict=False, time_unit="us")
    return read.set(read.dt.year() < EARLIEST_YEAR, None)  # a year of two digits is read by its family


def _of_machines(text: pl.Series) -> pl.Series:
    """Times as machines write them, `2026-04-09T20:18:25.760Z`: by far the most, and fastest read in pieces."""
    whole = text.str.slice(0, 19).str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False, time_unit="us", cache=False)
    tails = text.str.slice(19)
    micros = {tail: _micros(tail) for tail in tails.unique().to_list()}
    if len(micros) > _MOST_TAILS:
        return pl.repeat(None, len(text), dtype=pl.Datetime("us"), eager=True)
    return whole + tails.replace_strict(micros, return_dtype=pl.Int64).cast(pl.Duration("us"))


def _micros(tail: str) -> int | None:
    found = _TAIL.match(tail)
    return int((found[1] or "").ljust(6, "0")) if found else None


def _by_family(text: pl.Series, pattern: str) -> tuple[pl.Series, pl.Series]:
    found = text.str.extract_groups(pattern).struct.unnest()
    found = found.with_columns(pl.lit(None, pl.String).alias(part) for part in _PARTS if part not in found.columns)
    words = found["mon"].str.to_lowercase()
    months = {word: month_of(word) for word in words.drop_nulls().unique().to_list()}
    month_name = words.replace_strict(months, default=None, return_dtype=pl.Int32)
    year = pl.col("y").cast(pl.Int32)
    century = pl.when(pl.col("y").str.len_chars() == 2).then(pl.when(year < 69).then(2000).otherwise(1900)).otherwise(0)
    hour = pl.col("h").cast(pl.Int32).fill_null(0)
    half_day = pl.col("p").str.to_lowercase()
    hour_of_24 = pl.when(half_day.is_null()).then(hour).otherwise(hour % 12 + 12 * (half_day == "p").cast(pl.Int32))
    built = pl.format(
        "{}-{}-{} {}:{}:{}",
        (year + century).cast(pl.String).str.zfill(4),
        pl.coalesce(month_name.cast(pl.String), "m").str.zfill(2),
        pl.col("d").fill_null("1").str.zfill(2),
        hour_of_24.cast(pl.String).str.zfill(2),
        pl.col("n").fill_null("00"),
        pl.col("s").fill_null("00"),
    )
    written = built.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    out = found.select(local=written - _offset(pl.col("o")), is_utc=pl.col("z").is_not_null())
    return out["local"], out["is_utc"]


def _offset(zone: pl.Expr) -> pl.Expr:
    """How far `+2`, `+0530` or `-3:30` is ahead of UTC; nothing where null."""
    parts = zone.str.extract_groups(r"^([+-])(\d{1,2}):?(\d{2})?$").struct
    hours, rest = parts.field("2").cast(pl.Int64), parts.field("3").cast(pl.Int64).fill_null(0)
    length = pl.duration(minutes=(hours * 60 + rest).fill_null(0))
    return pl.when(parts.field("1") == "-").then(-length).otherwise(length)


def _by_serial(text: pl.Series) -> pl.Series:
    """Days since the end of 1899, as spreadsheets keep dates; only for years 1954 to 2064."""
    days = text.set(~text.str.contains(_SERIAL), None).cast(pl.Float64)
    seconds = (days * 86_400).round(0).cast(pl.Int64)
    return (seconds * 1_000_000 + int(_SERIAL_EPOCH.astype("int64"))).cast(pl.Datetime("us"))


def _by_epoch(text: pl.Series) -> pl.Series:
    """Seconds or milliseconds since 1970, for years 2001 to 2033."""
    count = text.set(~text.str.contains(_EPOCH), None).cast(pl.Int64)
    micros = count.to_frame("n").select(
        pl.when(pl.col("n") < 10**10).then(pl.col("n") * 10**6).otherwise(pl.col("n") * 1000)
    )
    return micros.to_series().cast(pl.Datetime("us"))
