"""Terms as all exports together tell them, and which of them were renewed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tests.naive.lake import Lake, Row

GRACE = timedelta(days=90)
OPEN = date(9000, 1, 1)


@dataclass(frozen=True)
class Term:
    """One term; `is_inferred` where only being listed tells of it."""

    member_kind: str
    member: str
    group: str
    layout: str
    level: str
    starts_on: date
    ends_on: date | None
    is_inferred: bool
    is_renewable: bool
    place: str
    number: int = 1

    @property
    def end(self) -> date:
        return self.ends_on or OPEN


Series = tuple[str, str, str]
"""Kind of member, member and group: a membership."""


def renewals(lake: Lake) -> Counter[tuple[date, str, str]]:
    """How many terms of a month of ending and level were renewed, lapsed or cannot be told yet."""
    observed: dict[str, date] = {}
    for row in _members(lake):
        observed[row["layout"]] = max(observed.get(row["layout"], date.min), _seen(lake, row))
    found: Counter[tuple[date, str, str]] = Counter()
    for series in _by_series(terms(lake)).values():
        for place, term in enumerate(series):
            if term.ends_on is None or term.ends_on > lake.today or not term.is_renewable:
                continue
            later = series[place + 1].starts_on if place + 1 < len(series) else None
            goes_on = later is not None and later <= term.ends_on + GRACE
            is_covered = any(before.end > term.ends_on for before in series[:place])
            if term.ends_on + GRACE >= min(observed[term.layout], lake.today):
                became = "undetermined"
            else:
                became = "renewed" if goes_on or is_covered else "lapsed"
            found[term.ends_on.replace(day=1), term.level, became] += 1
    return found


def terms(lake: Lake) -> list[Term]:
    """All terms in the order of their memberships, numbered within each unbroken chain."""
    dated: dict[Series, list[Row]] = defaultdict(list)
    listed: dict[Series, list[Row]] = defaultdict(list)
    for row in _members(lake):
        is_dated = row["ends_on"] is not None or not row["is_full_snapshot"]
        (dated if is_dated else listed)[_series(row)].append(row)
    days = _snapshot_days(lake)
    every = [term for key, rows in dated.items() for term in _stated(lake, key, rows)]
    every += [term for key, rows in listed.items() for term in _inferred(key, rows, days)]
    return [term for series in _by_series(every).values() for term in _numbered(series)]


def _members(lake: Lake) -> list[Row]:
    found = []
    for row in lake.rows["membership"]:
        member = row["organisation"] if row["member_kind"] == "organisation" else row["person"]
        if member is not None and (row["member_kind"] == "organisation" or member not in lake.excluded):
            found.append({**row, "member": member, "place": f"{row['file_id']}/{row['part']}/{row['row_number']}"})
    return found


def _series(row: Row) -> Series:
    return row["member_kind"], row["member"], row["group_name"] or ""


def _seen(lake: Lake, row: Row) -> date:
    return row["snapshot_on"] or lake.landed_on[row["file_id"]]


def _snapshot_days(lake: Lake) -> dict[str, list[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    for row in _members(lake):
        if row["is_full_snapshot"]:
            days[row["layout"]].add(row["snapshot_on"])
    return {layout: sorted(found) for layout, found in days.items()}


def _stated(lake: Lake, key: Series, rows: list[Row]) -> list[Term]:
    """Every end ever seen is the end of one term; the next begins where it ended."""
    latest: dict[tuple[date | None, date | None], Row] = {}
    for row in sorted(rows, key=lambda row: (_seen(lake, row), row["place"])):
        if row["status"] not in ("pending", "none"):
            term = (row["ends_on"], None if row["ends_on"] else row["starts_on"])
            corrected = row["starts_on"] or latest.get(term, row)["starts_on"]
            latest[term] = {**row, "starts_on": corrected}
    closed = {row["starts_on"] or row["joined_on"] for row in latest.values() if row["ends_on"]}
    kept = [row for row in latest.values() if row["ends_on"] or (row["starts_on"] or row["joined_on"]) not in closed]
    kept.sort(key=lambda row: (row["ends_on"] or OPEN, row["starts_on"] or row["joined_on"] or OPEN, row["place"]))
    found, begun, before = [], set(), None
    for row in kept:
        start = row["starts_on"] or row["joined_on"]
        if row["starts_on"] and start not in begun:
            begins = start
        elif before is None:
            begins = start or _seen(lake, row)
        else:
            begins = max(start, before) if start else before
        begun.add(start)
        before = row["ends_on"]
        found.append(_term(key, row, min(begins, row["ends_on"] or begins), row["ends_on"], is_inferred=False))
    return found


def _inferred(key: Series, rows: list[Row], days: dict[str, list[date]]) -> list[Term]:
    """Being listed on a day is a term up to the next list."""
    found, seen = [], set()
    for row in sorted(rows, key=lambda row: row["place"]):
        day = row["snapshot_on"]
        if row["status"] in ("active", "suspended", "unknown") and (row["layout"], day) not in seen:
            seen.add((row["layout"], day))
            ends = next((later for later in days[row["layout"]] if later > day), None)
            found.append(_term(key, row, day, ends, is_inferred=True))
    return found


def _term(key: Series, row: Row, starts: date, ends: date | None, *, is_inferred: bool) -> Term:
    waived = row["is_lifetime"] or row["is_complimentary"] or row["is_dependent"] or row["status"] == "deceased"
    return Term(
        *key, row["layout"], row["level"] or "unspecified", starts, ends, is_inferred, not waived, row["place"]
    )  # fmt: skip


def _by_series(every: list[Term]) -> dict[Series, list[Term]]:
    found: dict[Series, list[Term]] = defaultdict(list)
    for term in sorted(every, key=lambda term: (term.starts_on, term.end, term.place)):
        found[term.member_kind, term.member, term.group].append(term)
    return found


def _numbered(series: list[Term]) -> list[Term]:
    """A gap longer than the grace begins a new chain."""
    numbers = [1]
    until = series[0].end
    for _, term in pairwise(series):
        numbers.append(1 if until < OPEN and until + GRACE < term.starts_on else numbers[-1] + 1)
        until = max(until, term.end)
    return [replace(term, number=number) for term, number in zip(series, numbers, strict=True)]
