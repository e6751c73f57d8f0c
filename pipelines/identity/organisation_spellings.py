"""Spellings: what records call each organisation, since when, and what ties the name to it."""

from __future__ import annotations

from collections.abc import Mapping, Set

import polars as pl

from pipelines.identity.distinct import mapped
from pipelines.identity.organisation_names import normalise
from pipelines.identity.tables import OrganisationName

ALIAS, OWN, SPELLING = "alias", "own", "spelling"
"""What ties a name: a row of aliases, that the organisation is shown by it, that it is like another of its names.

With `decision`, `domain` and `list`, their alphabet is the order in which they are told.
"""


def told(people: pl.DataFrame, listed: pl.DataFrame, table: pl.DataFrame, ties: Mapping[str, Set[str]]) -> pl.DataFrame:
    """What rows call their organisation: `raw_row` or `record_row`, `said, organisation_id, name_source`.

    `people` and `listed` are `organisation_mentions`, with `alias, organisation_id`; `table` has the name by which
    each organisation is shown; `ties` say what joins which keys, the surest first.
    """
    columns = ("said", "name", "alias", "organisation_id")
    of_records = listed.select(*columns).with_row_index("record_row")
    rows = pl.concat([people.select("raw_row", *columns), of_records], how="diagonal")
    named = rows.drop_nulls(["said", "organisation_id"])
    shown = table.select("organisation_id", mapped(table["organisation_name"], normalise).alias("shown"))
    known = named.join(shown, on="organisation_id", how="left", maintain_order="left")
    source = pl.coalesce(
        pl.when(pl.col("alias").is_not_null()).then(pl.lit(ALIAS)),
        pl.when(pl.col("name") == pl.col("shown")).then(pl.lit(OWN)),
        *(pl.when(pl.format("n:{}", "name").is_in(sorted(keys))).then(pl.lit(tie)) for tie, keys in ties.items()),
        pl.lit(SPELLING),
    )
    said = pl.col("said").str.replace_all(r"\s+", " ").str.strip_chars().alias("said")
    return known.select("raw_row", "record_row", said, "organisation_id", source.alias("name_source"))


def built(spellings: pl.DataFrame, links: pl.DataFrame, listed: pl.DataFrame, landed: pl.DataFrame) -> pl.DataFrame:
    """The contract `OrganisationName`, by organisation and name.

    `spellings` are `told`; `links` are `links.linked`; `listed` the organisation records, `landed` when files did.
    """
    landed_on = pl.col("landed_at").dt.date()
    seen = links.select("raw_id", day=pl.min_horizontal("day", landed_on))
    of_people = _seen(seen, "raw_id").join(spellings, left_on="raw_id", right_on="raw_row")
    records = listed.with_row_index("record_row").join(landed, on="file_id").select("record_row", day=landed_on)
    of_records = _seen(records, "record_row").join(spellings, on="record_row")
    columns = ("organisation_id", "said", "name_source", "first", "last", "count")
    rows = pl.concat([of_people.select(columns), of_records.select(columns)])
    together = rows.group_by("organisation_id", "said").agg(
        # A name may be an alias on some days and the organisation's own on others: what a decision says is told.
        pl.col("name_source").min(),
        pl.col("first").min().alias("first_seen_on"),
        pl.col("last").max().alias("last_seen_on"),
        pl.col("count").sum().cast(pl.Int64).alias("record_count"),
    )
    return together.rename({"said": "name"}).select(list(OrganisationName.columns())).sort("organisation_id", "name")


def _seen(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    days = (pl.col("day").min().alias("first"), pl.col("day").max().alias("last"), pl.len().alias("count"))
    return rows.group_by(key).agg(*days)
