"""Exact keys: profiles that share a mailbox, a profile page or a tool's own id.

A shared key is proof where the names agree. Where they clearly differ (a couple,
an assistant who registers a team, a desk), or the days of birth do (a parent and a
child of one name), it is only evidence: the profiles stay apart, and the pair is
scored like any other.
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

BEARER = ("row", "name", "given", "family", "born_on")
MOST_NAMES = 30
"""A key with more different names than this is shared: only equal names agree on it."""


GENERATION = 15
"""Years between the births of a parent and a child."""

MOST_SLIPS = 2
"""Digits of a day of birth (eight) by which two records of one person may differ, whatever the years between them."""


class Bearer(NamedTuple):
    """Who bears a key, as far as two who share it can tell each other apart."""

    name: Name
    born_on: str | None

    def may_be(self, other: Bearer) -> bool:
        """Whether nothing speaks against the two being one person."""
        return compatible(self.name, other.name) and not self._is_generations_from(other)

    def _is_generations_from(self, other: Bearer) -> bool:
        if self.born_on is None or other.born_on is None:
            return False
        slips = sum(one != two for one, two in zip(self.born_on, other.born_on, strict=False))
        return slips > MOST_SLIPS and abs(int(self.born_on[:4]) - int(other.born_on[:4])) >= GENERATION


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
    both = pl.concat([rows.select(*BEARER, key=own), rows.select(*BEARER, key=more).explode("key")])
    return both.filter(pl.col("key").is_not_null()).unique()


def _pages(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("page").is_not_null()).select(*BEARER, key="page")


def _tool_ids(rows: pl.DataFrame) -> pl.DataFrame:
    known = rows.filter(pl.col("tool_person").is_not_null())
    return known.select(*BEARER, key=pl.concat_str("tool", "tool_person", separator="\x1f"))


def _groups(keyed: pl.DataFrame) -> Iterator[list[tuple[int, Bearer]]]:
    shared = keyed.filter(pl.len().over("key") > 1).sort("key", "row")
    for _, rows in groupby(shared.select("key", *BEARER).iter_rows(), key=itemgetter(0)):
        yield [(row, Bearer(Name(given, family, name), born_on)) for _, row, name, given, family, born_on in rows]


def _agreeing(group: list[tuple[int, Bearer]]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that join all of `group` who agree."""
    by_bearer: dict[Bearer, list[int]] = {}
    for row, bearer in group:
        by_bearer.setdefault(bearer, []).append(row)
    for rows in by_bearer.values():
        yield from ((rows[0], row) for row in rows[1:])
    named = [bearer for bearer in by_bearer if bearer.name.full is not None]
    if len(named) > MOST_NAMES:
        return
    agreeing = Clusters(len(named))
    for i, bearer in enumerate(named):
        for j in range(i):
            if agreeing.root(i) != agreeing.root(j) and named[j].may_be(bearer):
                agreeing.join(j, i)
                yield by_bearer[named[j]][0], by_bearer[bearer][0]
    nameless = [bearer for bearer in by_bearer if bearer.name.full is None]
    if len(set(agreeing.members())) == 1:
        yield from ((by_bearer[named[0]][0], by_bearer[bearer][0]) for bearer in nameless)
