"""The table of people: of each person the latest known of everything, whether they are left out, what they refuse.

Who is one person is decided in `matching`; here what their records say is put
on one row.
"""

from __future__ import annotations

import polars as pl

from pipelines.identity import references
from pipelines.identity.decided import Pointers
from pipelines.identity.tables import Person

DETAILS = ("email", "phone", "profile_url", "city", "country")


def built(links: pl.DataFrame, raw: pl.DataFrame, profiles: pl.DataFrame, affiliations: pl.DataFrame,
          excluded: pl.DataFrame, refusing: pl.DataFrame) -> pl.DataFrame:  # fmt: skip
    """The contract `Person`, by person_id.

    `links` are `links.linked`, `raw` the raw rows with their `profile_id`, `profiles`
    `profiles.distinct`, `excluded` has `person_id, exclusion_reason`, `refusing` the `person_id` of who wants no
    introductions.
    """
    known = links.filter(pl.col("person_id").is_not_null())
    counts = known.group_by("person_id").agg(
        pl.struct("record_kind", "file_id", "part", "row_number").n_unique().cast(pl.Int64).alias("record_count"),
        pl.col("profile_id").n_unique().cast(pl.Int64).alias("profile_count"),
    )
    spoken = _spoken(known, raw, profiles)
    people = counts.join(_named(spoken), on="person_id", how="left")
    for column in DETAILS:
        people = people.join(_latest(spoken, column), on="person_id", how="left")
    last = affiliations.filter(pl.col("ends_on").is_null()).select("person_id", "organisation_id", "job_title")
    whole = people.join(last, on="person_id", how="left").join(excluded, on="person_id", how="left")
    marked = whole.with_columns(
        pl.col("exclusion_reason").is_not_null().alias("is_excluded"),
        pl.col("person_id").is_in(refusing["person_id"].implode()).alias("refuses_introductions"),
    )
    return marked.select(list(Person.columns())).sort("person_id")


def exclusions(chosen: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """`person_id, exclusion_reason` of whom `decisions/exclusions.csv` leaves out; the first row counts."""
    reasons = chosen.join(decided.select("line", exclusion_reason="reason"), on="line").sort("line", "person_id")
    return reasons.unique("person_id", keep="first", maintain_order=True).drop("line")


def refusing(chosen: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """`person_id` of who said no to introductions in `decisions/consents.csv`; a yes beside a no is no consent."""
    return chosen.join(decided.filter(pl.col("introductions") == "no"), on="line", how="semi").select("person_id")


def chosen(links: pl.DataFrame, profiles: pl.DataFrame, pointers: Pointers, decided: pl.DataFrame) -> pl.DataFrame:
    """`line, person_id` of everybody that a row of a decisions file points at by its `who`.

    `pointers` are those of `profiles`.
    """
    nobody = pl.DataFrame(schema={"line": pl.Int64, "person_id": links.schema["person_id"]})
    if not decided.height:
        return nobody
    mine = links.select("person_id", "profile_id").drop_nulls().unique()
    found = [nobody]
    for line, who in decided.select("line", "who").iter_rows():
        record = references.record(who)
        them = _of_profiles(mine, profiles, pointers.rows(who)) if record is None else _of_record(links, record)
        found.append(them.unique().select(pl.lit(line).cast(pl.Int64).alias("line"), "person_id"))
    return pl.concat(found)


def _of_profiles(mine: pl.DataFrame, profiles: pl.DataFrame, rows: list[int]) -> pl.DataFrame:
    ids = profiles["profile_id"].gather(rows)
    return mine.filter(pl.col("profile_id").is_in(ids.implode())).select("person_id")


def _of_record(links: pl.DataFrame, record: references.RecordReference) -> pl.DataFrame:
    here = [pl.col(column) == value for column, value in record._asdict().items()]
    return links.filter(*here).select("person_id").drop_nulls()


def _spoken(known: pl.DataFrame, raw: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """What each raw row says of its person, once, with the last day it was said."""
    day = pl.coalesce("day", pl.col("landed_at").dt.date())
    last = known.group_by("person_id", "raw_id").agg(day.max().alias("day"), pl.col("country").drop_nulls().max())
    columns = (
        "raw_id",
        "full_name",
        "given_name",
        "family_name",
        "email",
        "phone",
        "city",
        "mention_count",
        "profile_id",
    )
    of_profile = profiles.select("profile_id", "mailbox", canonical="phone", page="page")
    rows = last.join(raw.select(columns), on="raw_id").join(of_profile, on="profile_id", how="left")
    return rows.with_columns(
        pl.col("mailbox").alias("email"),
        pl.coalesce("canonical", "phone").alias("phone"),
        pl.format("https://{}", "page").alias("profile_url"),
        pl.coalesce("full_name", pl.concat_str("given_name", "family_name", separator=" "), "given_name", "family_name")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
        .alias("full_name"),
    )


def _named(spoken: pl.DataFrame) -> pl.DataFrame:
    """The name that is written most, one with both halves and not shouted before others."""
    name = pl.col("full_name")
    is_plain = (name != name.str.to_uppercase()) & (name != name.str.to_lowercase())
    halves = pl.col("given_name").is_not_null() & pl.col("family_name").is_not_null()
    columns = ("full_name", "given_name", "family_name")
    counted = (
        spoken.drop_nulls("full_name")
        .group_by("person_id", *columns)
        .agg(pl.col("mention_count").sum())
        .with_columns(is_plain.alias("is_plain"), halves.alias("has_halves"), name.str.contains(" ").alias("is_whole"))
    )
    ordered = counted.sort(
        ["person_id", "is_whole", "is_plain", "has_halves", "mention_count", *columns],
        descending=[False, True, True, True, True, False, False, False],
    )
    return ordered.unique("person_id", keep="first", maintain_order=True).select("person_id", *columns)


def _latest(spoken: pl.DataFrame, column: str) -> pl.DataFrame:
    ordered = spoken.drop_nulls(column).sort(
        ["person_id", "day", "mention_count", column], descending=[False, True, True, False]
    )
    return ordered.unique("person_id", keep="first", maintain_order=True).select("person_id", column)
