"""Terms as all exports together tell them, of a membership in one tool and of its member in all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from tests.naive.lake import Lake, Row

GRACE = timedelta(days=90)
OPEN = date(9000, 1, 1)


@dataclass
class Spell:
    """A time in which a list shows a member in force: since when, until when, and when it showed them out before."""

    begun_on: date
    out_before_on: date | None
    over_on: date | None = None
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Term:
    """One term; `is_inferred` where nothing states its end, `is_listed` where only standing in a list tells of it."""

    member_kind: str
    member: str
    tool: str
    group: str
    layout: str
    level: str
    starts_on: date
    ends_on: date | None
    is_inferred: bool
    is_listed: bool
    is_renewable: bool
    joined_on: date | None
    is_start_stated: bool
    is_shown_late: bool
    shown_on: date
    place: str
    number: int = 1
    is_repeated: bool = False

    @property
    def end(self) -> date:
        return self.ends_on or OPEN


OVER = ("cancelled", "lapsed", "deceased")
Series = tuple[str, str, str, str]
"""Kind of member, member, tool and group: a membership."""
Usual = dict[tuple[str, str], timedelta]
"""Tool and level → how long its terms are."""


def terms(lake: Lake) -> list[Term]:
    """All terms in the order of their members and groups, numbered within each unbroken chain."""
    dated: dict[Series, list[Row]] = defaultdict(list)
    listed: dict[Series, list[Row]] = defaultdict(list)
    for row in _members(lake):
        is_dated = row["ends_on"] is not None or not row["is_full_snapshot"]
        (dated if is_dated else listed)[_series(row)].append(row)
    days = _snapshot_days(lake)
    ended = {key: _ended(lake, rows) for key, rows in dated.items()}
    usual = _usual(ended)
    named = {key: {(row["layout"], _seen(lake, row)) for row in [*dated[key], *listed[key]]} for key in ended}
    every = [term for key, rows in ended.items() for term in _stated(key, rows, usual, _Evidence(named[key], days))]
    every += [term for key, rows in listed.items() for term in _inferred(key, rows, days)]
    chains: dict[Series, list[Term]] = defaultdict(list)
    for term in sorted(_once_each(every), key=_order):
        chains[term.member_kind, term.member, "", term.group].append(term)
    return [term for chain in chains.values() for term in _numbered(chain)]


def _once_each(every: list[Term]) -> list[Term]:
    """The terms; of those of one member, level and last day all but the one that was shown last are repeated."""
    alike: dict[tuple[object, ...], list[Term]] = defaultdict(list)
    for term in sorted(every, key=lambda term: (term.is_shown_late, -term.shown_on.toordinal())):
        alike[term.member_kind, term.member, term.group, term.level, term.ends_on, term.is_inferred].append(term)
    return [
        replace(term, is_repeated=term.ends_on is not None and not term.is_inferred and place > 0)
        for terms in alike.values()
        for place, term in enumerate(terms)
    ]


def by_membership(every: list[Term]) -> list[list[Term]]:
    """The terms of each membership, in order."""
    found: dict[Series, list[Term]] = defaultdict(list)
    for term in sorted(every, key=_order):
        found[term.member_kind, term.member, term.tool, term.group].append(term)
    return list(found.values())


def last_seen(lake: Lake) -> dict[str, date]:
    """The last day that each list shows."""
    found: dict[str, date] = {}
    for row in _members(lake):
        found[row["layout"]] = max(found.get(row["layout"], date.min), _seen(lake, row))
    return found


def _order(term: Term) -> tuple[date, date, str, str]:
    return term.starts_on, term.end, term.level, term.place


def _members(lake: Lake) -> list[Row]:
    found = []
    for row in lake.rows["membership"]:
        member = row["organisation"] if row["member_kind"] == "organisation" else row["person"]
        if member is not None and (row["member_kind"] == "organisation" or member not in lake.excluded):
            found.append({**row, "member": member, "place": f"{row['file_id']}/{row['part']}/{row['row_number']}"})
    return found


def _series(row: Row) -> Series:
    return row["member_kind"], row["member"], row["tool"] or row["layout"], row["group_name"] or ""


def _seen(lake: Lake, row: Row) -> date:
    return row["snapshot_on"] or lake.landed_at[row["file_id"]].date()


def _moment(lake: Lake, row: Row) -> tuple[date, datetime]:
    return _seen(lake, row), lake.landed_at[row["file_id"]]


def _level(row: Row) -> str:
    return row["level"] or "unspecified"


def _content(row: Row) -> tuple[Any, ...]:
    """What a row says, for an order that does not hinge on where it stands."""
    days = (row["starts_on"] or date.min, row["joined_on"] or date.min)
    return (
        row["status"], _level(row), *days, row["layout"],
        row["is_lifetime"], row["is_complimentary"], row["is_dependent"],
    )  # fmt: skip


def _snapshot_days(lake: Lake) -> dict[str, list[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    for row in _members(lake):
        if row["is_full_snapshot"]:
            days[row["layout"]].add(row["snapshot_on"])
    return {layout: sorted(found) for layout, found in days.items()}


@dataclass(frozen=True)
class _Evidence:
    """On which days which lists name a membership, and on which days which lists name everybody there is."""

    named: set[tuple[str, date]]
    snapshot_days: dict[str, list[date]]

    def not_yet(self, shown_on: date) -> date:
        """The last day before `shown_on` that would have shown what was so by then."""
        telling = {layout for layout, day in self.named if day == shown_on}
        days = {day for _, day in self.named}.union(*(self.snapshot_days.get(layout, ()) for layout in telling))
        return max((day for day in days if day < shown_on), default=date.min)


def _usual(ended: dict[Series, list[Row]]) -> Usual:
    """From one end to the next, in the middle of all of a tool's level."""
    lengths: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (_, _, tool, _), rows in ended.items():
        for before, row in pairwise(rows):
            if before["ends_on"] and row["ends_on"]:
                lengths[tool, _level(row)].append((row["ends_on"] - before["ends_on"]).days)
    return {place: timedelta(days=int(median(days))) for place, days in lengths.items()}


def _stated(key: Series, rows: list[Row], usual: Usual, evidence: _Evidence) -> list[Term]:
    """Every end ever seen is the end of one term; the next begins where it ended, or later where a list shows that."""
    found, begun, before = [], set(), None
    for row in rows:
        start = _start(row)
        if row["starts_on"] and start not in begun:
            begins = row["starts_on"]
        elif before is None:
            begins = start or row["shown_on"]
        elif start and start > before:
            begins = start
        else:
            begins = _back_on(row, before, usual.get((key[2], _level(row))), evidence.not_yet(row["shown_on"]))
        begun.add(start)
        before = row["ends_on"]
        found.append(_term(key, row, min(begins, before or begins), before, is_listed=False))
    return found


def _back_on(row: Row, before: date, usual: timedelta | None, not_yet: date) -> date:
    """When a term began after one that ended `before`, and of which a list of the day `not_yet` did not show it."""
    if row["ends_on"] and usual and not_yet > before:
        begins: date = min(row["ends_on"] - usual + timedelta(days=1), row["shown_on"])
        if begins > not_yet:
            return begins
    return not_yet + timedelta(days=1) if not_yet > before + GRACE else before


def _ended(lake: Lake, rows: list[Row]) -> list[Row]:
    """One row for each end, as it was told last, in the order of ends; `shown_on` is the day it was told first."""
    told = [row for row in rows if row["status"] not in ("pending", "none")]
    dated = [row for row in told if row["ends_on"]] + _ceased(lake, [row for row in told if not row["ends_on"]])
    dated.sort(key=lambda row: row["place"])
    latest: dict[tuple[date | None, date | None], Row] = {}
    for row in sorted(sorted(dated, key=_content, reverse=True), key=lambda row: _moment(lake, row)):
        term = (row["ends_on"], None if row["ends_on"] else row["starts_on"])
        before = latest.get(term, {**row, "shown_on": _seen(lake, row)})
        latest[term] = {
            **row, "starts_on": row["starts_on"] or before["starts_on"], "shown_on": before["shown_on"],
            "is_full_snapshot": row["is_full_snapshot"] and before["is_full_snapshot"],
        }  # fmt: skip
    closed = {_start(row) for row in latest.values() if row["ends_on"] and "over_on" not in row}
    kept = [row for row in latest.values() if (row["ends_on"] and "over_on" not in row) or _start(row) not in closed]
    return sorted(kept, key=lambda row: (row["ends_on"] or OPEN, _start(row) or OPEN, _level(row), row["place"]))


def _ceased(lake: Lake, rows: list[Row]) -> list[Row]:
    """Rows without a stated end: over on the day of the first file of their list that shows them so, or running yet."""
    found: list[Row] = []
    for layout in sorted({row["layout"] for row in rows}):
        files: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["layout"] == layout:
                files[row["file_id"]].append(row)
        for spell in _spells(lake, files):
            for row in spell.rows:
                has_start = spell.out_before_on is None or (row["starts_on"] or date.min) > spell.out_before_on
                starts = row["starts_on"] if has_start else spell.begun_on
                over = {"ends_on": spell.over_on, "over_on": spell.over_on} if spell.over_on else {}
                found.append({**row, "starts_on": starts, **over})
    return found


def _spells(lake: Lake, files: dict[str, list[Row]]) -> list[Spell]:
    """The times in which one list's files show a member in force; who is in at any level is in."""
    running = {file: [row for row in rows if row["status"] not in OVER] for file, rows in files.items()}
    spells: list[Spell] = []
    out_on: date | None = None
    for file in sorted(files, key=lambda file: (*_moment(lake, files[file][0]), not running[file], file)):
        seen_on = _seen(lake, files[file][0])
        if running[file] and (not spells or spells[-1].over_on):
            spells.append(Spell(seen_on, out_on))
        if not running[file]:
            out_on = seen_on
            if spells:
                spells[-1].over_on = spells[-1].over_on or seen_on
        if spells:
            spells[-1].rows += running[file] or files[file]
    return spells


def _start(row: Row) -> date | None:
    stated: date | None = row["starts_on"] or row["joined_on"]
    return stated


def _inferred(key: Series, rows: list[Row], days: dict[str, list[date]]) -> list[Term]:
    """Being listed on a day is a term up to the next list."""
    found, seen = [], set()
    for row in sorted(rows, key=lambda row: (_content(row), row["place"])):
        day = row["snapshot_on"]
        if row["status"] in ("active", "suspended", "unknown") and (row["layout"], day) not in seen:
            seen.add((row["layout"], day))
            ends = next((later for later in days[row["layout"]] if later > day), None)
            is_seen = {**row, "starts_on": day if day > days[row["layout"]][0] else None, "shown_on": day}
            found.append(_term(key, is_seen, day, ends, is_listed=True))
    return found


def _term(key: Series, row: Row, starts: date, ends: date | None, *, is_listed: bool) -> Term:
    waived = row["is_lifetime"] or row["is_complimentary"] or row["is_dependent"] or row["status"] == "deceased"
    is_late = row["is_full_snapshot"] and ends is not None and row["shown_on"] > ends
    return Term(
        *key, row["layout"], _level(row), starts, ends, is_listed or "over_on" in row, is_listed, not waived,
        row["joined_on"], row["starts_on"] is not None, is_late, row["shown_on"], row["place"],
    )  # fmt: skip


def _numbered(series: list[Term]) -> list[Term]:
    """A gap longer than the grace begins a new chain."""
    numbers = [1]
    until = series[0].end
    for _, term in pairwise(series):
        numbers.append(1 if until < OPEN and until + GRACE < term.starts_on else numbers[-1] + 1)
        until = max(until, term.end)
    return [replace(term, number=number) for term, number in zip(series, numbers, strict=True)]
