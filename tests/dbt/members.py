"""An artificial club: sixty members over three years of quarterly lists, monthly evenings, and one evening to come.

Whoever renews does so ten days before the end; each fourth member lapses at the end of a term of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.dbt.lake import Lake, Row

MEMBERS = [f"p_{number:03}" for number in range(60)]
LATER = [f"p_{number:03}" for number in range(60, 66)]
UNPLACED = MEMBERS[50:]
"""Members of whom nothing shows an employer."""
LISTS = [date(year, month, 28) for year in (2023, 2024, 2025, 2026) for month in (3, 6, 9, 12)][:14]
EVENINGS = [date(year, month, 17) for year in (2024, 2025, 2026) for month in range(1, 13)][:30]
TALK = LISTS[10] + timedelta(days=40)
"""An evening more, for which all registered on the day of a list."""
TO_COME = date(2026, 8, 1)
YEAR, PAID_AHEAD = timedelta(days=365), timedelta(days=10)
INDUSTRIES = ("software", "design", "hospitals")


def club() -> Lake:
    """The whole club, as of the lists' last day."""
    lake = Lake()
    lake.identity["people"] = [_person(number) for number in range(len(MEMBERS) + len(LATER))]
    lake.identity["organisations"] = [
        {"organisation_id": f"o_{number}", "organisation_name": f"Employer {number}", "industry_id": industry,
         "industry_source": "explicit"} for number, industry in enumerate(INDUSTRIES)
    ]  # fmt: skip
    placed = [person for person in [*MEMBERS, *LATER] if person not in UNPLACED]
    lake.identity["affiliations"] = [employed(person, date(2020, 1, 1)) for person in placed]
    for day in LISTS:
        lake.add("membership", f"list{day:%y%m}", (listed(person, day) for person in MEMBERS if _joined(person) < day))
    lake.add("attendance", "evenings", (row for day in EVENINGS for row in _evening(day)))
    lake.add("attendance", "talk", (guest(person, TALK, "attended") for person in MEMBERS[::4]))
    lake.add("attendance", "tocome", (guest(person, TO_COME, "registered") for person in MEMBERS[:8]))
    lake.add(
        "attendance", "tocome", [guest(MEMBERS[9], TO_COME, "cancelled"), guest(MEMBERS[10], TO_COME, "waitlisted")]
    )
    lake.add("attendance", "tocome", [guest(MEMBERS[11], TO_COME, "registered", role="speaker")])
    return lake


def end_on(person: str, day: date) -> date:
    """The last day of the term that a list of `day` shows for a member."""
    number, end = MEMBERS.index(person), _joined(person) + YEAR
    last = end + YEAR * (number // 4 % 3) if number % 4 == 0 else date.max
    while day > end - PAID_AHEAD and end < last:
        end += YEAR
    return end


def listed(person: str, day: date, **more: Any) -> Row:
    """A member's row in the list of a day."""
    return {
        "person": person, "full_name": person, "member_kind": "person", "level": "standard", "status": "active",
        "joined_on": _joined(person), "ends_on": end_on(person, day), "is_full_snapshot": True, "snapshot_on": day,
        **more,
    }  # fmt: skip


def employed(person: str, shown_from_on: date) -> Row:
    """Where a person has always worked, and since when that is shown."""
    place = int(person.removeprefix("p_")) % 3
    return {
        "person_id": person, "organisation_id": f"o_{place}", "industry_id": INDUSTRIES[place],
        "employment": "employed", "industry_source": "organisation", "industry_confidence": 1.0,
        "affiliation_source": "attendance", "confidence": 1.0, "shown_from_on": shown_from_on,
    }  # fmt: skip


def guest(person: str, day: date, status: str, **more: Any) -> Row:
    """A guest of an evening, registered forty days ahead."""
    return {
        "person": person, "full_name": person, "tool": "luma", "event_name": f"Evening {day:%B %Y}", "event_on": day,
        "event_starts_at": datetime.combine(day, time(18)), "captures_check_in": True, "is_online": False,
        "status": status, "role": "attendee", "registered_at": datetime.combine(day - timedelta(days=40), time(9)),
        **more,
    }  # fmt: skip


def walk_in(person: str, day: date) -> Row:
    """Somebody who came without having registered."""
    return guest(person, day, "attended", event_name="Open door", registered_at=None)


def _evening(day: date) -> Iterator[Row]:
    for place in range(12):
        person = MEMBERS[(day.month * 7 + day.year + place * 3) % len(MEMBERS)]
        yield guest(person, day, "registered" if (place + day.month) % 3 == 0 else "attended")


def _joined(person: str) -> date:
    return date(2022, 5, 1) + timedelta(days=11 * MEMBERS.index(person))


def _person(number: int) -> Row:
    person = [*MEMBERS, *LATER][number]
    return {"person_id": person, "full_name": person, "email": f"{person}@example.org", "record_count": 1,
            "profile_count": 1, "organisation_id": f"o_{number % 3}", "is_excluded": False}  # fmt: skip
