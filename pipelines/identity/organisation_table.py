"""The table of organisations: what each is called, where it is, what it does, how often it is named.

Which organisations there are is resolved elsewhere (`organisations`).
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from pipelines.identity.aliases import Aliases
from pipelines.identity.distinct import mapped
from pipelines.identity.tables import ResolvedOrganisation

NOT_WORDS = re.compile(r"[\W_]+")
LEAST_WORDS, MOST_WORDS = 2, 6
"""Words of a person's name that is looked for in an organisation's; a single word is no evidence."""

LISTED, WRITTEN, ABOVE, MEANT = range(4)
"""Whose word for an organisation goes first: a list's, a record's, a row's about parents, an alias's for a domain."""


def told(above: pl.DataFrame, aliases: Aliases, of_key: dict[str, str]) -> pl.DataFrame:
    """What decisions and lists call the organisations of `above`, and those that aliases mean by their domain."""
    meant = [(key, None, MEANT) for key in sorted(aliases.targets) if key.startswith("d:")]
    rows = pl.DataFrame(
        [*((*row, ABOVE) for row in above.iter_rows()), *meant],
        schema={"key": pl.String, "written": pl.String, "rank": pl.Int32},
        orient="row",
    )
    is_domain = pl.col("key").str.starts_with("d:")
    return rows.select(
        mapped(rows["key"], of_key.get).alias("organisation_id"),
        pl.when(~is_domain).then("written").alias("written"),
        pl.when(is_domain).then(pl.col("key").str.slice(2)).alias("domain"),
        pl.lit(0, pl.Int64).alias("weight"),
        "rank",
    )


def called(people: pl.DataFrame, listed: pl.DataFrame, told: pl.DataFrame, of_key: dict[str, str]) -> pl.DataFrame:
    """`organisation_id, organisation_name, domain` of every organisation that rows have.

    `people` and `listed` are `organisation_mentions` with `organisation_id`; `of_key` is `Organisations.of_key`.
    """
    columns = ("organisation_id", "written", "domain", "weight", "rank")
    rows = pl.concat(
        [
            people.with_columns(rank=pl.lit(WRITTEN)).select(columns),
            listed.with_columns(rank=pl.lit(LISTED)).select(columns),
            told.select(columns),
        ]
    ).filter(pl.col("organisation_id").is_not_null())
    # That an alias means it makes no organisation.
    rows = rows.filter(pl.col("rank").min().over("organisation_id") < MEANT)
    own = mapped(rows["domain"], lambda domain: of_key.get(f"d:{domain}")) == rows["organisation_id"]
    rows = rows.with_columns(pl.when(own).then("domain").alias("domain"))
    names, domains = _first(rows, "written"), _first(rows, "domain")
    table = rows.select("organisation_id").unique().join(names, on="organisation_id", how="left")
    named = table.join(domains, on="organisation_id", how="left")
    name = pl.coalesce("written", "domain").str.strip_chars()
    return named.select("organisation_id", name.alias("organisation_name"), "domain").sort("organisation_id")


def built(
    table: pl.DataFrame, industries: pl.DataFrame, linked: pl.DataFrame, listed: pl.DataFrame, full_names: pl.Series
) -> pl.DataFrame:
    """The contract `ResolvedOrganisation`.

    `table` is `organisations.Organisations.table`, `industries` `assign.to_organisations`, `linked` are
    `links.linked`, `listed` the organisation records; `full_names` are those of everybody known.
    """
    named = pl.concat([rows.select("organisation_id", "country") for rows in (linked, listed)])
    known = named.drop_nulls("organisation_id")
    counts = known.group_by("organisation_id").agg(pl.len().cast(pl.Int64).alias("record_count"))
    country = listed.drop_nulls(["organisation_id", "country"]).group_by("organisation_id").agg(pl.col("country").min())
    rows = table.join(industries, on="organisation_id")
    for more in (counts, country):
        rows = rows.join(more, on="organisation_id", how="left")
    people = {_words(name) for name in full_names.drop_nulls().unique()}
    called = rows.select(pl.concat_str("organisation_name", "domain", separator=" ", ignore_nulls=True)).to_series()
    return (
        rows.with_columns(
            pl.col("record_count").fill_null(0),
            mapped(called, lambda text: holds_name(text, people), pl.Boolean).alias("is_named_after_person"),
        )
        .select(list(ResolvedOrganisation.columns()))
        .sort("organisation_id")
    )


def holds_name(text: str, people: set[str]) -> bool:
    """Whether a text holds the full name of one of `people`, who are given in plain words.

    >>> holds_name("Ádá Byte & Sons", {"ada byte"}), holds_name("ada-byte.example", {"ada byte"})
    (True, True)
    >>> holds_name("Byte Works", {"byte", "ada byte"})
    False
    """
    words = _words(text).split()
    phrases = (
        " ".join(words[start : start + count])
        for count in range(LEAST_WORDS, MOST_WORDS + 1)
        for start in range(len(words) - count + 1)
    )
    return any(phrase in people for phrase in phrases)


def _words(text: str) -> str:
    if text.isascii():
        return NOT_WORDS.sub(" ", text.lower()).strip()
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return NOT_WORDS.sub(" ", "".join(letters).lower()).strip()


def _first(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """For each organisation the value of `column` that lists give, else that is written most."""
    counted = (
        rows.drop_nulls(column).group_by("organisation_id", column).agg(pl.col("rank").min(), pl.col("weight").sum())
    )
    ordered = counted.sort("organisation_id", "rank", "weight", column, descending=[False, False, True, False])
    return ordered.unique("organisation_id", keep="first", maintain_order=True).select("organisation_id", column)
