"""Reads `decisions/events.csv`: which event a file without a name or a date is about.

It stands with the records because reading a file needs it; the other decisions
are identity's. What a person wrote here wins over what a file says.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from pipelines import settings
from pipelines.errors import DecisionError
from pipelines.exports.values.zones import zone_names
from pipelines.home import Home
from pipelines.records import decision_rows
from pipelines.records.blocks import INSTANT

SCHEMA: dict[str, pl.DataType] = {
    "line": pl.Int64(),
    "file_name": pl.String(),
    "event_name": pl.String(),
    "event_on": pl.Date(),
    "starts_at": INSTANT,
    "timezone": pl.String(),
    "topic": pl.String(),
    "format": pl.String(),
}
"""The columns of `read_events`."""

COLUMNS = (*(name for name in SCHEMA if name != "line"), *decision_rows.OPTIONAL)
"""The columns that the file may have."""

FORMATS = ("in_person", "online", "hybrid")


def read_events(home: Home) -> pl.DataFrame:
    """The events that people named, by file name: the columns of `SCHEMA`, in the file's order.

    `starts_at` is a UTC instant: a time without an offset is read in the row's
    `timezone`, else in the home's. Empty without the file.

    Raises `DecisionError`, naming file and line.
    """
    path = home.decisions_file("events")
    if not path.exists():
        return pl.DataFrame(schema=SCHEMA)
    default_zone = settings.load(home).locale.timezone
    rows = [_checked(path, line, row, default_zone) for line, row in decision_rows.rows(path, COLUMNS, ("file_name",))]
    _refuse_repeats(path, rows)
    return pl.DataFrame([{key: row[key] for key in SCHEMA} for row in rows], schema=SCHEMA)


def _checked(path: Path, line: int, row: dict[str, str], default_zone: str) -> dict[str, Any]:
    where = f"{path}, line {line}"
    if not row["file_name"]:
        raise DecisionError(f"{where}: file_name is empty.", "Name the file as it was dropped into the inbox.")
    zone = row["timezone"] or None
    if zone and zone not in zone_names():
        raise DecisionError(f"{where}: timezone is no IANA time zone.", "Write it as Europe/London.")
    form = row["format"] or None
    if form and form not in FORMATS:
        raise DecisionError(f"{where}: format is not known.", f"It is one of {', '.join(FORMATS)}.")
    starts_at = _instant(where, row["starts_at"], ZoneInfo(zone or default_zone))
    return {
        "line": line,
        "file_name": row["file_name"],
        "event_name": row["event_name"] or None,
        "event_on": _day(where, row["event_on"]) or _local_day(starts_at, zone or default_zone),
        "starts_at": starts_at,
        "timezone": zone,
        "topic": row["topic"] or None,
        "format": form,
    }


def _day(where: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DecisionError(f"{where}: event_on is no date.", "Write it as 2026-07-01.") from error


def _instant(where: str, text: str, zone: ZoneInfo) -> datetime | None:
    try:
        value = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise DecisionError(f"{where}: starts_at is no time.", "Write it as 2026-07-01T18:30.") from error
    if value is None:
        return None
    aware = value if value.tzinfo else value.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None)


def _local_day(instant: datetime | None, zone: str) -> date | None:
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date() if instant else None


def _refuse_repeats(path: Path, rows: list[dict[str, Any]]) -> None:
    seen: dict[tuple[str, str | None], int] = {}
    for row in rows:
        key = (row["file_name"], row["event_name"])
        if key in seen:
            raise DecisionError(
                f"{path}, line {row['line']}: says again what line {seen[key]} says of the same file and event.",
                "Keep one of the two lines.",
            )
        seen[key] = row["line"]
