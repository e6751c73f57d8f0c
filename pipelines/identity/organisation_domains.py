"""Whose a domain is: the organisation's that most of its people write, or that it spells; a mail provider's; nobody's.

Spellings of one name count together (`family`), so that a university whose people
write its name in a hundred ways is no mail provider.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.identity.distinct import mapped
from pipelines.identity.organisation_names import initials, plain

LEAST_SHARE = 0.5
"""Share of a domain's people who write a name, from which the domain is that name's."""

LEAST_NAMES = 5
"""Names that users of a domain write, none of them mostly, from which it is a mail provider's."""

LEAST_MAILBOXES = 2
"""Mailboxes from which a domain without a name counts as an organisation, not as somebody's own."""

LEAST_SPELLED = 0.1
"""Share of a domain's people who write a name that it spells, from which it is no mail provider's."""

SHORTEST_LABEL, SHORTEST_INITIALS = 3, 3


def claimed(listed: pl.DataFrame) -> pl.DataFrame:
    """Takes away domains that a list gives to several names, but from the names that have the best claim to them.

    `listed` has `name, family, domain, has_parent`. A domain is that of the names it spells, without those
    that belong to another organisation; where these alone are spelled, of theirs if they are spellings of one.
    """
    claims = listed.drop_nulls(["domain", "name"]).group_by("domain", "family", "name").agg(pl.col("has_parent").any())
    disputed = claims.filter(pl.col("family").n_unique().over("domain") > 1)
    told = disputed.with_columns(spelled(disputed))
    is_head = pl.col("spelled") & ~pl.col("has_parent")
    is_alone = pl.col("family").filter("spelled").n_unique().over("domain") == 1
    has_claim = is_head | (pl.col("spelled") & is_alone & ~is_head.any().over("domain"))
    lost = told.filter(~has_claim).select("domain", "name", is_lost=pl.lit(True))
    marked = listed.join(lost, on=["domain", "name"], how="left", maintain_order="left")
    return marked.with_columns(pl.when(pl.col("is_lost").is_null()).then("domain").alias("domain")).drop("is_lost")


def without_providers(people: pl.DataFrame, told: Iterable[str]) -> tuple[pl.DataFrame, frozenset[str]]:
    """Takes away domains that say nothing of an employer: those of mail providers, and somebody's own.

    `people` has `name, family, domain, mailbox`; `told` are domains that lists and decisions say are an organisation's.
    """
    users = people.drop_nulls("domain").group_by("domain").agg(
        pl.col("mailbox").n_unique().alias("users"), pl.col("name").is_not_null().any().alias("is_named")
    )  # fmt: skip
    known = users.join(_named(people), on="domain", how="left").filter(~pl.col("domain").is_in(list(told)))
    many = (pl.col("names") >= LEAST_NAMES) & (pl.col("most") < LEAST_SHARE * pl.col("users"))
    spelled = pl.col("spelled_users").fill_null(0) >= LEAST_SPELLED * pl.col("users")
    own = ~pl.col("is_named") & (pl.col("users") < LEAST_MAILBOXES)
    providers = frozenset(known.filter(many & ~spelled)["domain"])
    dropped = [*providers, *known.filter(own)["domain"]]
    return people.with_columns(pl.when(~pl.col("domain").is_in(dropped)).then("domain").alias("domain")), providers


def owners(people: pl.DataFrame) -> pl.DataFrame:
    """`name, domain` of names that most users of a domain write, in some spelling, or that the domain spells."""
    used = people.filter(pl.col("name").is_not_null() & pl.col("domain").is_not_null())
    pairs = used.group_by("domain", "family", "name").agg(pl.col("mailbox").n_unique().alias("mailboxes"))
    of_family = pl.col("mailboxes").sum().over("domain", "family")
    usual = (of_family > LEAST_SHARE * pl.col("mailboxes").sum().over("domain")) & (of_family >= LEAST_MAILBOXES)
    return pairs.filter(usual | spelled(pairs)).select("name", "domain").sort("name", "domain")


def abbreviated(people: pl.DataFrame) -> pl.DataFrame:
    """`short, name` of names whose initials people of the same domain write, where no other name has them.

    Initials alone say little: many names share them.
    """
    used = people.select("domain", "family", "name").drop_nulls().unique()
    short = used.filter(~pl.col("name").str.contains(" ") & (pl.col("name").str.len_chars() >= SHORTEST_INITIALS))
    beside = used.join(short, on="domain", how="semi")
    spelled = mapped(beside["name"], lambda name: sorted(initials(name)), pl.List(pl.String)).alias("short")
    each = beside.with_columns(spelled).explode("short").drop_nulls("short")
    pairs = each.join(short.select("domain", short="name"), on=["domain", "short"])
    alone = pairs.filter(pl.col("family").n_unique().over("domain", "short") == 1)
    return alone.select("short", "name").unique().sort("short", "name")


def _named(people: pl.DataFrame) -> pl.DataFrame:
    """`domain, most, names, spelled_users`: who writes which name in a domain."""
    used = people.drop_nulls(["domain", "name"])
    mailboxes = pl.col("mailbox").n_unique()
    families = used.group_by("domain", "family").agg(mailboxes.alias("most"))
    widest = families.group_by("domain").agg(pl.col("most").max(), pl.len().alias("names"))
    pairs = used.group_by("domain", "name").agg(mailboxes.alias("mailboxes"))
    told = pairs.filter(spelled(pairs)).group_by("domain").agg(pl.col("mailboxes").sum().alias("spelled_users"))
    return widest.join(told, on="domain", how="left")


def spelled(pairs: pl.DataFrame) -> pl.Series:
    """Whether the `domain` of each pair spells its `name`; null where it has not both."""
    both = pairs.select(pl.concat_str("domain", "name", separator="\x1f")).to_series()
    return mapped(both, lambda pair: spells(*pair.split("\x1f")), pl.Boolean).alias("spelled")


def spells(domain: str, name: str) -> bool:
    """Whether a domain is a name run together, its first words, its initials, or begins with all of it.

    >>> spells("acme-tools.example", "acme tools"), spells("uol.example", "university of leeds")
    (True, True)
    >>> spells("acme.example", "acme tools of leeds"), spells("acmetools.example", "acme")
    (True, True)
    >>> spells("mit.example", "mitre"), spells("tl.example", "tl"), spells("tl.example", "tl example")
    (False, False, True)
    """
    label = domain.partition(".")[0].replace("-", "")
    return (len(label) >= SHORTEST_LABEL and _is_label(label, name)) or name == plain(domain)


def _is_label(label: str, name: str) -> bool:
    words = name.split()
    heads = {"".join(words[: count + 1]) for count in range(len(words))}
    is_begun = label.startswith("".join(words)) and len("".join(words)) > SHORTEST_LABEL
    return label in heads or is_begun or (len(label) >= SHORTEST_INITIALS and label in initials(name))
