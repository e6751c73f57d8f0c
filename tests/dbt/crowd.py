"""An artificial crowd, one of everything: all at one fair, of one employer and level, and all tied to one person.

Whatever pairs those who have something in common pairs all of them with all.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tests.dbt.lake import Lake, Row

CROWD = [f"p_{number:04}" for number in range(1_200)]
HUB, SMALL_TALK = CROWD[0], CROWD[:60]
FAIR_ON, TALK_ON = date(2026, 4, 20), date(2026, 5, 12)


def crowd() -> Lake:
    """The whole crowd, ready to be written."""
    lake = Lake()
    lake.identity["people"] = [
        {"person_id": person, "full_name": person, "email": f"{person}@example.org", "record_count": 1,
         "profile_count": 1, "organisation_id": "o_0", "is_excluded": False} for person in CROWD
    ]  # fmt: skip
    lake.identity["organisations"] = [
        {"organisation_id": "o_0", "organisation_name": "Employer", "industry_id": "software",
         "industry_source": "explicit"}
    ]  # fmt: skip
    lake.identity["affiliations"] = [
        {"person_id": person, "organisation_id": "o_0", "industry_id": "software", "employment": "employed",
         "industry_source": "organisation", "industry_confidence": 1.0, "affiliation_source": "attendance",
         "confidence": 1.0, "shown_from_on": date(2026, 1, 1)} for person in CROWD
    ]  # fmt: skip
    lake.add("attendance", "fair", (_guest(person, "Great Fair", FAIR_ON) for person in CROWD))
    lake.add("attendance", "talk", (_guest(person, "Small Talk", TALK_ON) for person in SMALL_TALK))
    for kind in ("connection", "introduction_request", "introduction", "meeting"):
        lake.add("interaction", kind, (_dealing(person, kind) for person in CROWD[1:]))
    lake.add("membership", "members", (_member(person) for person in CROWD))
    lake.add("outcome", "deals", (_deal(person) for person in CROWD))
    return lake


def _guest(person: str, name: str, day: date) -> Row:
    return {
        "person": person, "full_name": person, "tool": "luma", "event_name": name, "event_on": day,
        "event_starts_at": datetime.combine(day, time(18)), "captures_check_in": True, "status": "attended",
        "role": "attendee", "registered_at": datetime.combine(day - timedelta(days=7), time(9)),
    }  # fmt: skip


def _dealing(person: str, kind: str) -> Row:
    return {"person": HUB, "other": person, "from_full_name": HUB, "to_full_name": person, "interaction_kind": kind,
            "occurred_on": FAIR_ON}  # fmt: skip


def _member(person: str) -> Row:
    return {"person": person, "full_name": person, "member_kind": "person", "level": "standard", "status": "active",
            "starts_on": date(2026, 1, 1), "ends_on": date(2026, 5, 31)}  # fmt: skip


def _deal(person: str) -> Row:
    return {"person": person, "organisation": "o_0", "tool": "hubspot", "tool_outcome_id": person,
            "outcome_name": person, "outcome_kind": "client", "stage": "won", "occurred_on": TALK_ON, "value": 1.0,
            "currency": "GBP"}  # fmt: skip
