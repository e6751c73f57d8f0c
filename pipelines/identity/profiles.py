"""Profiles: the distinct people that exports describe, in values that compare.

From raw combinations (`mentions.RAW`) to normalised ones. Two raw rows that
normalise alike are one profile. Whether two profiles are one person is not
decided here.
"""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.identity.mentions import BETWEEN, RAW

FIELDS = (
    "name", "given", "family", "generation", "email", "more_emails", "phone", "page", "tool", "tool_person",
    "organisation", "city", "country", "born_on", "street", "postal_code", "scope",
)  # fmt: skip
"""What makes a profile; `organisation` is an organisation_id."""

KEYS = ("email", "more_emails", "phone", "page", "tool_person")
"""What may name a person without a name."""

SHORTEST_HANDLE = 5
GIVEN_START = 2
FAMILY_START = 3
MOST_CHANGING = 0.5
"""Share of returning people whose id changed, or of ids whose name did, beyond which a tool's ids are not people's."""


def raw_rows(mentions: pl.LazyFrame) -> pl.DataFrame:
    """The distinct raw combinations, in a total order: `RAW`, `raw_id`, `mention_count`."""
    distinct = mentions.group_by(RAW).agg(pl.len().cast(pl.Int64).alias("mention_count"))
    return distinct.collect(engine="streaming").sort(RAW, nulls_last=False).with_row_index("raw_id")


def normalised(raw: pl.DataFrame, read: pl.DataFrame, organisation_ids: pl.Series) -> pl.DataFrame:
    """What every raw row reads as (`readings.of`), its `FIELDS`, and `profile_id`: null where it names nobody."""
    known = read.with_columns(
        raw["tool"], _personal_ids(raw, read), organisation_ids.alias("organisation"),
        raw["scope"], raw["raw_id"],
    )  # fmt: skip
    written = pl.concat_str([pl.col(field).fill_null("") for field in FIELDS], separator=BETWEEN)
    is_person = pl.any_horizontal(pl.col(field).is_not_null() for field in ("name", *KEYS))
    told = known.select(pl.when(is_person).then(written)).to_series()
    ids = [None if text is None else _profile_id(text) for text in told.to_list()]
    return known.with_columns(pl.Series("profile_id", ids, dtype=pl.String))


def distinct(normalised_rows: pl.DataFrame, providers: frozenset[str] = frozenset()) -> pl.DataFrame:
    """One row per profile, by `profile_id`: its `FIELDS`, what blocks and scores it, and whether it `is_weak`.

    `providers` are domains that the data shows to be nobody's employer (`organisations`).
    """
    first = pl.col("profile_id").is_not_null() & pl.col("profile_id").is_first_distinct()
    known = normalised_rows.filter(first).drop("raw_id").sort("profile_id")
    own = known["email"].is_not_null() & ~known["is_role"] & ~_borrowed(known)
    domain = pl.when(own & ~pl.col("employer_domain").is_in(list(providers))).then("employer_domain")
    return known.with_columns(
        pl.when(own).then("email").alias("mailbox"),
        domain.alias("employer_domain"),
        pl.when(own & ~_holds_name()).then(_long("local_part")).alias("handle"),
        pl.when(own).then(_long("local_part")).alias("local_part"),
        pl.col("given").str.head(GIVEN_START).alias("given_start"),
        pl.col("family_root").str.head(FAMILY_START).alias("family_start"),
        pl.col("born_on").str.head(4).alias("born_year"),
        pl.col("born_on").str.tail(4).alias("born_day"),
        pl.col("name").str.replace_all(" ", "", literal=True).alias("unspaced"),
    ).with_columns(_is_weak().alias("is_weak"))


def _is_weak() -> pl.Expr:
    """Whether nothing is known by which another tool reaches the person: only a name, an employer, a tool's own id."""
    return pl.all_horizontal(pl.col(key).is_null() for key in ("mailbox", "more_emails", "phone", "born_on", "street"))


def _personal_ids(raw: pl.DataFrame, read: pl.DataFrame) -> pl.Series:
    """The ids of tools that give a person one; null for a tool that gives one to each registration or each account.

    Such a tool shows in people who come again, most of whom have a new id each time, or in ids that do, most of which
    have another name.
    """
    who = pl.coalesce(read["email"], read["name"]).alias("who")
    known = raw.select("tool", "tool_person_id", "mention_count", who, read["given_root"].str.head(1).alias("initial"))
    given = known.drop_nulls("tool_person_id")
    shared = [*_changing(given, "who", "tool_person_id"), *_changing(given, "tool_person_id", "initial")]
    keeps = pl.col("tool").is_not_null() & ~pl.col("tool").is_in(shared)
    return raw.select(pl.when(keeps).then("tool_person_id").alias("tool_person")).to_series()


def _changing(known: pl.DataFrame, one: str, other: str) -> list[str]:
    """The tools of which most of `one` that come again come with another `other`."""
    again = (
        known.drop_nulls(["tool", one, other])
        .group_by("tool", one)
        .agg(pl.col("mention_count").sum(), pl.col(other).n_unique().alias("others"))
    )
    changing = again.filter(pl.col("mention_count") > 1).group_by("tool").agg((pl.col("others") > 1).mean())
    return changing.filter(pl.col("others") > MOST_CHANGING)["tool"].to_list()


def _profile_id(written: str) -> str:
    return f"f_{hashlib.sha256(written.encode()).hexdigest()[:16]}"


def _holds_name() -> pl.Expr:
    """Whether the local part is made of the name, and so says no more than the name; true where either is unknown."""
    local, given, family = pl.col("local_part"), pl.col("given"), pl.col("family").str.replace_all(" ", "")
    return (local.str.contains(given, literal=True) | local.str.contains(family, literal=True)).fill_null(True)


def _borrowed(people: pl.DataFrame) -> pl.Series:
    """Whether somebody else's mailbox was given: one made of another name that uses it, and not of this one."""
    named = pl.col("given").is_not_null() & pl.col("email").is_not_null()
    owned = (named & _holds_name()).any().over("email")
    return people.select((named & ~_holds_name() & owned).alias("borrowed")).to_series()


def _long(column: str) -> pl.Expr:
    return pl.when(pl.col(column).str.len_chars() >= SHORTEST_HANDLE).then(column)
