"""Which day an event is on where the days of the world differ: what has begun counts when its own day has come."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from pipelines.home import Home
from tests.dbt.association import association
from tests.dbt.running import dbt, query

LATE_IN_UTC = "2026-06-30 20:00:00"
TODAY = date(2026, 6, 30)
BEGUN = {"event_name": "Evening", "event_on": TODAY, "event_starts_at": datetime.combine(TODAY, time(18))}
TOMORROW = {
    "event_name": "Breakfast", "event_on": date(2026, 7, 1), "event_starts_at": datetime.combine(TODAY, time(19))
}  # fmt: skip
"""In Auckland at seven in the morning, an hour before `LATE_IN_UTC`."""


def test_an_event_of_tomorrow_where_it_is_has_not_begun(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    home.prepare()
    lake = association()
    lake.records["attendance"] = []
    lake.add("attendance", "luma", [{"tool": "luma", "person": "p_01", **event} for event in (BEGUN, TOMORROW)])
    lake.write(home)
    dbt(home, "run", "--select", "stg_attendance", "stg_attendance_upcoming", as_of=LATE_IN_UTC)
    assert query(home, "select event_name, event_on from staging.stg_attendance") == [("Evening", TODAY)]
    assert query(home, "select event_name from staging.stg_attendance_upcoming") == [("Breakfast",)]
