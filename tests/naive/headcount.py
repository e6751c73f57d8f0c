"""Who is a member at the end of a month, and who of them was one a year before: day by day, member by member."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from tests.naive import membership
from tests.naive.lake import Lake, months_after
from tests.naive.membership import Term


@dataclass(frozen=True)
class Kept:
    """A month's members of a level, now and a year before, and those of both who were never gone for longer."""

    member_count: int
    before_count: int
    kept_count: int

    @property
    def retention(self) -> float | None:
        """(members − new in the year) / members a year before."""
        new = self.member_count - self.kept_count
        return (self.member_count - new) / self.before_count if self.before_count else None

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.member_count + other.member_count,
            self.before_count + other.before_count,
            self.kept_count + other.kept_count,
        )


def headcount(lake: Lake, month: date) -> dict[tuple[str, str], Kept]:
    """Kind of member and level → its members at the month's end, or at the lake's day in the month of that."""
    day, before = _days(lake, month)
    now, then, kept = (Counter[tuple[str, str]]() for _ in range(3))
    for (kind, _), terms in _by_member(lake).items():
        current = [term for term, _ in terms if _covers(term, day)]
        earlier = [term for term, _ in terms if _covers(term, before)]
        if not (current or earlier):
            continue
        last = min(current or earlier, key=lambda term: (-term.starts_on.toordinal(), term.level))
        place = kind, last.level
        now[place] += bool(current)
        then[place] += bool(earlier)
        kept[place] += bool(earlier) and any(since <= before for term, since in terms if _covers(term, day))
    return {place: Kept(now[place], then[place], kept[place]) for place in now.keys() | then.keys()}


def _days(lake: Lake, month: date) -> tuple[date, date]:
    """The month's last day, or the lake's in it, and the day a year before: a month's end is held against one."""
    end = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    if end > lake.today:
        return lake.today, months_after(lake.today, -12)
    return end, months_after(month, -11) - timedelta(days=1)


def _by_member(lake: Lake) -> dict[tuple[str, str], list[tuple[Term, date]]]:
    """Kind and member → their terms, each with the day since when their membership is unbroken."""
    found: dict[tuple[str, str], list[tuple[Term, date]]] = defaultdict(list)
    since = date.min
    for term in membership.terms(lake):
        since = term.starts_on if term.number == 1 else since
        found[term.member_kind, term.member].append((term, since))
    return found


def _covers(term: Term, day: date) -> bool:
    """A stated end is a member's last day; one that is told by a list is the first day of the next."""
    return term.starts_on <= day and (day < term.end or (day == term.end and not term.is_inferred))
