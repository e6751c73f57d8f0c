"""Exact keys: profiles that share a mailbox, a profile page or a tool's own id.

A shared key is proof where the names agree. Where they clearly differ (a couple,
an assistant who registers a team, a desk), or the days of birth do (a parent and a
child of one name), or one record may be either of two such people, it is only
evidence: the profiles stay apart, and the pair is scored like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple

import polars as pl

from pipelines.identity.likeness import compatible
from pipelines.identity.mentions import BETWEEN
from pipelines.identity.names import Name

RULES = ("exact_email", "exact_profile_url", "exact_tool_id")
"""Match rules of keys, strongest first."""

BEARER = ("row", "given", "family", "name", "further", "generation", "born_on")
UNASKED = pl.lit(None, pl.String).alias("mailbox")
"""In place of the bearer's own mailbox, where the key says enough without it."""

MOST_BEARERS = 30
"""A key with more different bearers than this is shared: only equal ones agree on it."""

GENERATION = 15
"""Years between the births of a parent and a child."""

MOST_SLIPS = 2
"""Digits of a day of birth (eight) by which two records of one person may differ, whatever the years between them."""


class Bearer(NamedTuple):
    """Who bears a key, as far as two who share it can tell each other apart."""

    name: Name
    born_on: str | None
    mailbox: str | None = None

    def may_be(self, other: Bearer) -> bool:
        """Whether nothing speaks against the two being one person."""
        if not compatible(self.name, other.name) or self._is_generations_from(other):
            return False
        return not self._has_another_mailbox(other) or self._may_be_kin(other)

    def _has_another_mailbox(self, other: Bearer) -> bool:
        return self.mailbox is not None and other.mailbox is not None and self.mailbox != other.mailbox

    def _may_be_kin(self, other: Bearer) -> bool:
        families = (Name(None, None, bearer.name.family) for bearer in (self, other))
        return compatible(*families)

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


class Judged(NamedTuple):
    """What keys say: the ties they make, strongest rule first, and the rows that may be two who are not one."""

    ties: list[Tie]
    vague: set[int]


def judged(profiles: pl.DataFrame) -> Judged:
    """What exact keys say of `profiles` (`profiles.distinct`)."""
    rows = profiles.with_row_index("row")
    ties: list[Tie] = []
    vague: set[int] = set()
    for rule, keyed in zip(RULES, (_mailboxes(rows), _pages(rows), _tool_ids(rows)), strict=True):
        for rows_of in _groups(keyed):
            tied, unsure = _said(rows_of)
            ties.extend(Tie(left, right, rule) for left, right in tied)
            vague.update(unsure)
    return Judged(ties, vague)


def _mailboxes(rows: pl.DataFrame) -> pl.DataFrame:
    # A desk's mailbox is the key of the desk itself: of what is known by nothing else.
    own = pl.when(pl.col("is_role") & pl.col("name").is_not_null()).then(None).otherwise(pl.col("email"))
    more = pl.col("more_emails").str.split("\n")
    both = pl.concat([rows.select(*BEARER, UNASKED, key=own), rows.select(*BEARER, UNASKED, key=more).explode("key")])
    return both.filter(pl.col("key").is_not_null()).unique()


def _pages(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("page").is_not_null()).select(*BEARER, UNASKED, key="page")


def _tool_ids(rows: pl.DataFrame) -> pl.DataFrame:
    # Two accounts with a tool may both count from one, so another family name and mailbox make it another person's id.
    known = rows.filter(pl.col("tool_person").is_not_null())
    return known.select(*BEARER, "mailbox", key=pl.concat_str("tool", "tool_person", separator=BETWEEN))


def _groups(keyed: pl.DataFrame) -> Iterator[dict[Bearer, list[int]]]:
    """Who bears each key that several rows share: the rows of each, in order."""
    shared = keyed.filter(pl.len().over("key") > 1).sort("key", "row")
    for _, rows in groupby(shared.select("key", *BEARER, "mailbox").iter_rows(), key=itemgetter(0)):
        rows_of: dict[Bearer, list[int]] = {}
        for _, row, *name, born_on, mailbox in rows:
            rows_of.setdefault(Bearer(Name(*name), born_on, mailbox), []).append(row)
        yield rows_of


def _said(rows_of: dict[Bearer, list[int]]) -> tuple[list[tuple[int, int]], list[int]]:
    """What one key says: pairs of rows that join all who agree on it, and the rows that may be two."""
    tied = [(first, row) for first, *others in rows_of.values() for row in others]
    vague: list[int] = []
    if not 1 < len(rows_of) <= MOST_BEARERS:
        return tied, vague
    for bearer, stands in zip(rows_of, _stand_for(list(rows_of)), strict=True):
        if stands is None:
            vague.extend(rows_of[bearer])
        elif stands != bearer:
            tied.append((rows_of[stands][0], rows_of[bearer][0]))
    return tied, vague


def _stand_for(bearers: list[Bearer]) -> list[Bearer | None]:
    """Who stands for the person of each of `bearers`; None for who may be two of them that cannot be one.

    J. Byte, beside John and Jane, is such a one. So all for whom the same one stands may be each other.
    """
    near = [{place} for place in range(len(bearers))]
    for one, other in combinations(range(len(bearers)), 2):
        if bearers[one].may_be(bearers[other]):
            near[one].add(other)
            near[other].add(one)
    clear = {place for place, own in enumerate(near) if all(own <= near[other] for other in own)}
    return [bearers[min(own & clear)] if place in clear else None for place, own in enumerate(near)]
