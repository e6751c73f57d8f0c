"""Whose a mailbox is, once all is resolved: the people that a decision by address points at.

Resolving asks the same of profiles (`decided.Pointers`); here links stand for them, so
that somebody who knows only those can ask.
"""

from __future__ import annotations

from collections.abc import Set

import polars as pl

from pipelines.home import Home
from pipelines.identity import addresses, mentions, profiles, readings
from pipelines.identity.decided import Pointers
from pipelines.identity.distinct import mapped


def people_of(home: Home, links: pl.DataFrame, mailboxes: Set[str], country: str) -> dict[str, tuple[str, ...]]:
    """Each of `mailboxes` → the `person_id` of everybody whose it is, in order; none where nobody gives it.

    `links` has `mentions.PLACE` and `person_id` of records in the lake, `mailboxes` are canonical, and `country` reads
    phone numbers without a prefix.
    """
    named = mentions.people(home, links["file_id"].unique().to_list())
    raw = _giving(profiles.raw_rows(named), mailboxes)
    read = readings.of(raw, country)
    rows = profiles.normalised(raw, read, pl.repeat(None, raw.height, dtype=pl.String, eager=True))
    known = profiles.distinct(rows)
    of_raw = raw.with_columns(rows["profile_id"]).lazy()
    places = named.join(of_raw, on=mentions.RAW, nulls_equal=True).select(*mentions.PLACE, "profile_id").collect()
    who = places.join(links, on=mentions.PLACE).select("profile_id", "person_id").drop_nulls()
    bearers = dict(who.group_by("profile_id").agg("person_id").iter_rows())
    pointers = Pointers(known)
    ids = known["profile_id"]
    return {
        mailbox: tuple(sorted({one for row in pointers.rows(f"email:{mailbox}") for one in bearers.get(ids[row], [])}))
        for mailbox in mailboxes
    }


def _giving(raw: pl.DataFrame, mailboxes: Set[str]) -> pl.DataFrame:
    """The raw rows that give any of `mailboxes`, as their first or as another."""
    said = pl.concat_str("email", "additional_emails", separator="\n", ignore_nulls=True)
    gives = mapped(
        raw.select(said).to_series(),
        lambda text: any(addresses.email(line) in mailboxes for line in text.split("\n")),
        pl.Boolean,
    )
    return raw.filter(gives)
