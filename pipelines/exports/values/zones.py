"""Wall-clock times in a zone ↔ UTC instants and local days."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from zoneinfo import available_timezones

import polars as pl

from pipelines.exports.values.dates import Moments

Zones = pl.Series | str
"""One IANA zone for all rows, or a zone a row."""


@cache
def zone_names() -> frozenset[str]:
    """The IANA zones that there are; to list them, folders are read."""
    return frozenset(available_timezones())


def known_zones(cells: pl.Series) -> pl.Series:
    """The IANA zones in cells; null where a cell names none that exists."""
    names = [name for name in cells.unique().to_list() if name in zone_names()]
    return cells.set(~cells.is_in(names).fill_null(False), None)


def instants(moments: Moments, zones: Zones, naive_is_utc: bool = False) -> pl.Series:
    """UTC instants without a zone. A time that clocks skip is read an hour later; one they repeat, as the first.

    >>> from pipelines.exports.values.dates import read_moments
    >>> instants(read_moments(pl.Series(["2026-07-01 18:00:00"]), "dmy"), "Europe/London").to_list()
    [datetime.datetime(2026, 7, 1, 17, 0)]
    """
    if naive_is_utc or moments.is_utc.all():
        return moments.local
    in_utc = _by_zone(moments.local, zones, _to_utc)
    return moments.local.zip_with(moments.is_utc, in_utc)


def days(moments: Moments, zones: Zones, naive_is_utc: bool = False) -> pl.Series:
    """Local dates: of an instant, its day in the zone; of a wall-clock time, its own."""
    if not naive_is_utc and not moments.is_utc.any():
        return moments.local.dt.date()
    in_zone = _by_zone(moments.local, zones, _to_local)
    return in_zone.dt.date() if naive_is_utc else in_zone.zip_with(moments.is_utc, moments.local).dt.date()


def _by_zone(times: pl.Series, zones: Zones, convert: Callable[[pl.Series, str], pl.Series]) -> pl.Series:
    if isinstance(zones, str):
        return convert(times, zones)
    out = times.clear(len(times))
    for zone in zones.drop_nulls().unique().sort().to_list():
        out = convert(times, zone).zip_with((zones == zone).fill_null(False), out)
    return out


def _to_utc(times: pl.Series, zone: str) -> pl.Series:
    local = times.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    skipped = local.is_null() & times.is_not_null()
    if skipped.any():
        later = times.dt.offset_by("1h").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        local = later.zip_with(skipped, local)
    return local.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _to_local(times: pl.Series, zone: str) -> pl.Series:
    return times.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.replace_time_zone(None)
