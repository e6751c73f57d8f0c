"""Exact keys: profiles that share a mailbox, a profile page or a tool's own id.

A shared key is proof where the names agree. Where they clearly differ (a couple,
an assistant who registers a team, a desk) it is only evidence: the profiles
stay apart, and the pair is scored like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import polars as pl

from pipelines.identity.clusters import Clusters
from pipelines.identity.names import Name, compatible

RULES = ("exact_email", "exact_profile_url", "exact_tool_id")
"""Match rules of keys, strongest first."""

MOST_NAMES = 30
"""A key with more different names than this is shared: only equal names agree on it."""


class Tie(NamedTuple):
    """Two profiles, by row number, that a rule says are one person."""

    left: int
    right: int
    rule: str


def ties(profiles: pl.DataFrame) -> list[Tie]:
    """The ties that exact keys make among `profiles` (`profiles.distinct`), strongest rule first."""
    rows = profiles.with_row_index("row")
    found: list[Tie] = []
    for rule, keyed in zip(RULES, (_mailboxes(rows), _pages(rows), _tool_ids(rows)), strict=True):
        for group in _groups(keyed):
            found.extend(Tie(left, right, rule) for left, right in _agreeing(group))
    return found


def _mailboxes(rows: pl.DataFrame) -> pl.DataFrame:
    # A desk's mailbox is the key of the desk itself: of what is known by nothing else.
    own = pl.when(pl.col("is_role") & pl.col("name").is_not_null()).then(None).otherwise(pl.col("email"))
    more = pl.col("more_emails").str.split("\n")
    both = pl.concat([rows.select("row", "name", "given", "family", key=own),
                      rows.select("row", "name", "given", "family", key=more).explode("key")])  # fmt: skip
    return both.filter(pl.col("key").is_not_null()).unique()


def _pages(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("page").is_not_null()).select("row", "name", "given", "family", key="page")


def _tool_ids(rows: pl.DataFrame) -> pl.DataFrame:
    known = rows.filter(pl.col("tool_person").is_not_null())
    return known.select("row", "name", "given", "family", key=pl.concat_str("tool", "tool_person", separator="\x1f"))


def _groups(keyed: pl.DataFrame) -> Iterator[list[tuple[int, Name]]]:
    shared = keyed.filter(pl.len().over("key") > 1).sort("key", "row")
    rows = shared.select("key", "row", "given", "family", "name").iter_rows()
    for _, group in groupby(rows, key=itemgetter(0)):
        yield [(row, Name(given, family, name)) for _, row, given, family, name in group]


def _agreeing(group: list[tuple[int, Name]]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that join all of `group` whose names agree."""
    by_name: dict[Name, list[int]] = {}
    for row, name in group:
        by_name.setdefault(name, []).append(row)
    for rows in by_name.values():
        yield from ((rows[0], row) for row in rows[1:])
    named = [name for name in by_name if name.full is not None]
    if len(named) > MOST_NAMES:
        return
    agreeing = Clusters(len(named))
    for i, name in enumerate(named):
        for j in range(i):
            if agreeing.root(i) != agreeing.root(j) and compatible(named[j], name):
                agreeing.join(j, i)
                yield by_name[named[j]][0], by_name[name][0]
    nameless = [name for name in by_name if name.full is None]
    if len(set(agreeing.members())) == 1:
        yield from ((by_name[named[0]][0], by_name[name][0]) for name in nameless)
