"""An artificial association: some forty people in four industries, five events, terms, ties and outcomes.

Small enough to count by hand where a test does, and with one of each thing that models treat apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.dbt.lake import Lake, Row

INDUSTRIES = ("software", "hospitals", "design", "unknown")
PEOPLE = [f"p_{number:02}" for number in range(40)]
STAFF = "p_39"
REFUSING = "p_17"
FREQUENT = (
    ("Spring Forum", date(2024, 3, 5)),
    ("Autumn Forum", date(2024, 10, 8)),
    ("Health Night", date(2025, 6, 30)),
    ("Design Day", date(2026, 4, 20)),
)
WITHOUT_CHECK_IN = ("Summer Picnic", date(2026, 6, 1))
ONLINE = ("Remote Hour", date(2026, 5, 12))
EDITIONS = (date(2025, 1, 10), date(2025, 7, 10), date(2026, 1, 10))


def association() -> Lake:
    """The whole association, ready to be written."""
    lake = Lake(uncounted={"notcounted"})
    lake.identity["people"] = [_person(number) for number in range(len(PEOPLE))]
    lake.identity["organisations"] = [_organisation(number) for number in range(9)]
    lake.identity["affiliations"] = list(_affiliations())
    lake.identity["identity_candidates"] = [
        {"left_person_id": "p_01", "right_person_id": "p_02", "match_probability": 0.7, "evidence": "name"}
    ]
    lake.add("attendance", "frequentevents", _frequent_events())
    lake.add("attendance", "picnic", _picnic())
    lake.add("attendance", "onlinejoinlog", _online())
    lake.add("attendance", "notcounted", [_attendance(PEOPLE[0], *FREQUENT[0])])
    lake.add("membership", "statedterms", _stated_terms())
    for edition in EDITIONS:
        lake.add("membership", f"edition{edition:%y%m}", _edition(edition))
    lake.add("interaction", "connections", _interactions())
    lake.add("outcome", "deals", _outcomes())
    lake.add("contact", "addressbook", [_contact(number) for number in range(30, 40)])
    lake.add("organisation", "companies", [{"name": "Employer 1", "organisation": "o_1", "employee_count": 12}])
    lake.events = [{"file_name": "a.csv", "event_name": "Health Night", "event_on": date(2025, 6, 30),
                    "topic": "Hospitals and Health Care", "format": "hybrid"}]  # fmt: skip
    lake.quarantine = [{"file_id": "picnic", "part": 1, "row_number": 99, "reason": "event_date_missing"}]
    lake.acceptance = [{"file_id": "picnic", "check_name": "row_count_in_range", "severity": "warning",
                        "is_passed": True, "expected": "0 to 100"}]  # fmt: skip
    return lake


def _person(number: int) -> Row:
    person = PEOPLE[number]
    return {
        "person_id": person, "full_name": f"Person {number}", "email": f"{person}@example.org" if number % 7 else None,
        "organisation_id": f"o_{number % 9}", "record_count": 1, "profile_count": 1, "is_excluded": person == STAFF,
        "exclusion_reason": "staff" if person == STAFF else None, "refuses_introductions": person == REFUSING,
    }  # fmt: skip


def _organisation(number: int) -> Row:
    return {"organisation_id": f"o_{number}", "organisation_name": f"Employer {number}",
            "industry_id": INDUSTRIES[number % 4], "industry_source": "explicit"}  # fmt: skip


def _affiliations() -> Iterator[Row]:
    """Everybody works for one employer all along, but p_00, who moves from software to design in 2025."""
    common: dict[str, Any] = {
        "employment": "employed", "industry_source": "organisation", "industry_confidence": 1.0,
        "affiliation_source": "attendance", "confidence": 1.0, "shown_from_on": date(2020, 1, 1),
    }  # fmt: skip
    moved = date(2025, 1, 1)
    yield {**common, "person_id": "p_00", "organisation_id": "o_0", "industry_id": "software", "ends_on": moved}
    yield {**common, "person_id": "p_00", "organisation_id": "o_2", "industry_id": "design", "starts_on": moved}
    for number, person in enumerate(PEOPLE[1:], start=1):
        industry = INDUSTRIES[(number % 9) % 4]
        yield {**common, "person_id": person, "organisation_id": f"o_{number % 9}", "industry_id": industry}


def _attendance(person: str, name: str, day: date, status: str = "attended", **more: Any) -> Row:
    return {
        "person": person, "full_name": person, "tool": "luma", "event_name": name, "event_on": day,
        "event_starts_at": datetime.combine(day, time(18)), "event_timezone": "Europe/London",
        "captures_check_in": True, "status": status, "role": "attendee",
        "registered_at": datetime.combine(day, time(9)) - timedelta(days=7), **more,
    }  # fmt: skip


def _frequent_events() -> Iterator[Row]:
    for place, (name, day) in enumerate(FREQUENT):
        guests = PEOPLE[place * 4 : place * 4 + 24]
        for number, person in enumerate(guests):
            status = ("attended", "attended", "attended", "registered", "waitlisted", "cancelled")[number % 6]
            yield _attendance(person, name, day, status)
        yield _attendance(PEOPLE[38], name, day, "registered", role="speaker")
        yield _attendance(PEOPLE[37], name, day, registered_at=None)
        yield _attendance(STAFF, name, day)


def _picnic() -> Iterator[Row]:
    for person in PEOPLE[:12]:
        yield _attendance(person, *WITHOUT_CHECK_IN, "registered", captures_check_in=False)


def _online() -> Iterator[Row]:
    """Six people: one rejoins, one overlaps on a second device, one only looks in."""
    start = datetime.combine(ONLINE[1], time(17))
    stays = [(0, 0, 6), (0, 20, 30), (1, 0, 30), (1, 10, 20), (2, 0, 3), (3, 0, 60), (4, 0, 60), (5, 5, 50)]
    for number, joined, left in stays:
        yield _attendance(
            PEOPLE[number], *ONLINE, tool="zoom", is_online=True, registered_at=None,
            joined_at=start + timedelta(minutes=joined), left_at=start + timedelta(minutes=left),
        )  # fmt: skip


def _stated_terms() -> Iterator[Row]:
    """Twelve members a year apart: most renew, some lapse, one comes back after grace, one is complimentary."""
    for number, person in enumerate(PEOPLE[:12]):
        joined = date(2023, 2, 1) + timedelta(days=20 * number)
        for year in range(3 if number % 3 else 1):
            starts = joined + timedelta(days=365 * year)
            ends = starts + timedelta(days=364)
            yield {
                "person": person, "full_name": person, "member_kind": "person", "level": "standard",
                "status": "active", "joined_on": joined, "starts_on": starts, "ends_on": ends,
                "is_complimentary": number == 11,
            }  # fmt: skip
    yield {
        "person": "p_03", "full_name": "p_03", "member_kind": "person", "level": "standard", "status": "active",
        "joined_on": date(2023, 4, 2), "starts_on": date(2025, 9, 1), "ends_on": date(2026, 8, 31),
    }  # fmt: skip
    yield {
        "organisation": "o_1", "organisation_name": "Employer 1", "member_kind": "organisation", "level": "corporate",
        "status": "active", "starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31),
    }  # fmt: skip


def _edition(edition: date) -> Iterator[Row]:
    missing = {date(2025, 7, 10): {"p_21"}, date(2026, 1, 10): {"p_21", "p_22"}}.get(edition, set())
    for person in PEOPLE[20:30]:
        if person not in missing:
            yield {
                "person": person, "full_name": person, "member_kind": "person", "level": "officer",
                "group_name": "Group", "status": "active", "is_full_snapshot": True, "snapshot_on": edition,
            }  # fmt: skip


def _interactions() -> Iterator[Row]:
    for number in range(12):
        day = date(2025, 7, 3) + timedelta(days=11 * number)
        pair = {"person": PEOPLE[number + 8], "other": PEOPLE[number + 9]}
        names = {"from_full_name": pair["person"], "to_full_name": pair["other"]}
        kind = ("connection", "meeting", "introduction", "endorsement")[number % 4]
        yield {**pair, **names, "interaction_kind": kind, "occurred_on": day}
    yield {"person": "p_09", "other": "p_08", "from_full_name": "p_09", "to_full_name": "p_08",
           "interaction_kind": "connection", "occurred_on": date(2025, 7, 3)}  # fmt: skip


def _outcomes() -> Iterator[Row]:
    for number in range(8):
        yield {
            "person": PEOPLE[number], "tool": "hubspot", "tool_outcome_id": str(number),
            "outcome_name": f"Deal {number}", "outcome_kind": "client", "stage": "won" if number % 2 else "lost",
            "occurred_on": date(2026, 3, 1 + number), "value": 1000.0 * (number + 1),
            "currency": "USD" if number == 7 else "GBP",
        }  # fmt: skip


def _contact(number: int) -> Row:
    return {"person": PEOPLE[number], "full_name": f"Person {number}", "seen_on": date(2025, 5, 1)}
