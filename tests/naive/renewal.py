"""Which terms were renewed, which lapsed, and of which that cannot be told."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.naive import membership
from tests.naive.lake import Lake
from tests.naive.membership import GRACE, Term

Became = Counter[tuple[date, str, str]]
"""Month of ending, level, and what became of it → how many terms."""


def renewals(lake: Lake) -> Became:
    """What became of the terms that have ended and were somebody's to renew."""
    observed = membership.last_seen(lake)
    every = membership.by_membership(membership.terms(lake))
    found: Became = Counter()
    for series in every:
        for place, term in enumerate(series):
            if term.ends_on is None or term.ends_on > lake.today or not term.is_renewable or term.is_repeated:
                continue
            if term.is_shown_late:
                became = "shown_late"
            elif term.ends_on + GRACE >= min(observed[term.layout], lake.today):
                became = "undetermined"
            else:
                became = "renewed" if _goes_on(term, series[:place], series[place + 1 :], every) else "lapsed"
            found[term.ends_on.replace(day=1), term.level, became] += 1
    return found


def _goes_on(term: Term, before: list[Term], after: list[Term], every: list[list[Term]]) -> bool:
    """Whether the term is followed in its own tool, lies within a longer one, or its member begins in another tool."""
    if any(earlier.end > term.end for earlier in before):
        return True
    if after:
        return after[0].starts_on <= term.end + GRACE
    return any(_moves(term, series[0]) for series in every)


def _moves(term: Term, other: Term) -> bool:
    return (
        (other.member_kind, other.member, other.group) == (term.member_kind, term.member, term.group)
        and other.tool != term.tool
        and other.end > term.end
        and abs(other.starts_on - term.end) <= GRACE
    )
