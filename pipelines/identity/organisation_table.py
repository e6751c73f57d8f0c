"""The table of organisations: what each is called, where it is, what it does, how often it is named.

Which organisations there are is resolved elsewhere (`organisations`).
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from pipelines.identity.distinct import mapped
from pipelines.identity.tables import ResolvedOrganisation

NOT_WORDS = re.compile(r"[\W_]+")
LEAST_WORDS, MOST_WORDS = 2, 6
"""Words of a person's name that is looked for in an organisation's; a single word is no evidence."""


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
