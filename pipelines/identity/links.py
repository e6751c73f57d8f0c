"""Links: which person and organisation every counted record names, and by what rule.

The second pass over the records: each mention finds its profile by its raw values,
its person by the profile. Outcomes that name nobody are linked by the ids that
their tool gives for contact and organisation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl

from pipelines.identity.mentions import PLACE, RAW

EVIDENCE = ("day", "job_title", "industry_raw", "country", "tool", "tool_person_id", "outcome_kind", "tool_contact_ids",
            "tool_organisation_ids", "employed_from_on", "employed_until_on")  # fmt: skip

LANDED = ("landing", "part", "row_number")
"""What puts records in the order of landing."""

ON_SIDE = (*LANDED, "side")
"""What mentions have in common that a row gives of one side."""


def placed(mentions: pl.LazyFrame, raw: pl.DataFrame, landed: pl.DataFrame) -> pl.DataFrame:
    """Every mention by its place with `raw_id`, `landed_at`, `event` and what is evidence of work, as they landed.

    In the order of landing; `landed` has `file_id, landed_at`.
    """
    rows = mentions.join(raw.lazy().select(*RAW, "raw_id"), on=RAW, how="left", nulls_equal=True)
    dated = rows.join(_in_order(landed).lazy(), on="file_id", how="left")
    told = dated.select(*PLACE, "raw_id", "landing", "landed_at", "event", *EVIDENCE).collect(engine="streaming")
    return told.sort(*ON_SIDE, "record_kind")


def seen(placed_rows: pl.DataFrame, records: pl.DataFrame, landed: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """When each raw row and each organisation record was seen first, as ranks in the order of landing.

    `placed_rows` are `placed`; `landed` has `file_id, landed_at`. Returns `raw_id, seen`, and
    `seen` in the order of `records`.
    """
    dated = records.with_row_index("record").join(_in_order(landed), on="file_id", how="left")
    both = pl.concat([placed_rows.select(*LANDED, "raw_id"), dated.select(*LANDED, "record")], how="diagonal")
    ranked = both.sort(LANDED).select("raw_id", "record", seen=_moved(LANDED).cum_sum().cast(pl.Int64))
    of_rows = ranked.drop_nulls("raw_id").group_by("raw_id").agg(pl.col("seen").min())
    return of_rows.sort("raw_id"), ranked.drop_nulls("record").sort("record")["seen"]


def person_ids(mentions: pl.DataFrame, cluster_of_raw: pl.DataFrame) -> pl.DataFrame:
    """`cluster` → `person_id`, made of the earliest landed mention of the cluster.

    `mentions` are in the order of landing (`placed`); `cluster_of_raw` has `raw_id, cluster`. The ids are an Enum in
    their own order, since much is sorted and joined by them.
    """
    # A row may name several people on one side, each by a record of another kind. They are told apart by the place of
    # the record among all that the row gives, which stays whoever turns out to be who.
    order = pl.int_range(pl.len())
    numbered = mentions.select(
        "raw_id", *PLACE, order=order - pl.when(_moved(ON_SIDE)).then(order).forward_fill().fill_null(0)
    )
    named = numbered.join(cluster_of_raw, on="raw_id", maintain_order="left")
    first = named.unique("cluster", keep="first", maintain_order=True)
    place = pl.format("{}/{}/{}/{}", "file_id", "part", "row_number", "side")
    further = pl.when(pl.col("order") > 0).then(pl.format("/{}", "order")).otherwise(pl.lit(""))
    written = first.select(pl.concat_str(place, further)).to_series().to_list()
    ids = pl.Series([f"p_{hashlib.sha256(place.encode()).hexdigest()[:16]}" for place in written], dtype=pl.String)
    return first.select("cluster", ids.cast(pl.Enum(ids.sort())).alias("person_id")).sort("cluster")


def _moved(columns: Sequence[str]) -> pl.Expr:
    """Whether a row differs from the one before it in any of `columns`."""
    return pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in columns).fill_null(False)


def _in_order(landed: pl.DataFrame) -> pl.DataFrame:
    """`landed` with `landing`: which file of them all landed first."""
    return landed.sort("landed_at", "file_id").with_row_index("landing")


def linked(mentions: pl.DataFrame, of_raw: pl.DataFrame) -> pl.DataFrame:
    """The mentions with `person_id, organisation_id, profile_id, match_rule, match_probability`.

    `of_raw` has these by `raw_id`. An outcome without a person or organisation of its
    own takes the contact and the organisation that its tool's ids name.
    """
    rows = mentions.join(of_raw, on="raw_id", how="left")
    person = _by_tool_id(rows, "tool_contact_ids", _contacts(rows), "person_id")
    with_person = rows.join(person, on=PLACE, how="left").with_columns(
        pl.when(pl.col("person_id").is_null() & pl.col("by_tool").is_not_null())
        .then(pl.lit("exact_tool_id"))
        .otherwise("match_rule")
        .alias("match_rule"),
        pl.coalesce("person_id", "by_tool").alias("person_id"),
    )
    return with_person.drop("by_tool").sort(PLACE)


def with_listed_organisations(links: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Fills the organisation of outcomes that name one only by its tool's id.

    `records` are organisation records with `tool, tool_organisation_id, organisation_id`.
    """
    known = records.select("tool", "organisation_id", id="tool_organisation_id").drop_nulls().sort("tool", "id")
    found = _by_tool_id(links, "tool_organisation_ids", known, "organisation_id")
    filled = links.join(found, on=PLACE, how="left")
    return filled.with_columns(pl.coalesce("by_tool", "organisation_id").alias("organisation_id")).drop("by_tool")


def _contacts(rows: pl.DataFrame) -> pl.DataFrame:
    known = rows.filter(pl.col("record_kind") == "contact")
    return known.select("tool", "person_id", id="tool_person_id").drop_nulls().sort("tool", "id", "person_id")


def _by_tool_id(rows: pl.DataFrame, ids: str, known: pl.DataFrame, found: str) -> pl.DataFrame:
    """`PLACE` and `by_tool`: what the first known id in column `ids` stands for in the row's own tool."""
    asked = rows.drop_nulls([ids, "tool"]).select(*PLACE, "tool", id=pl.col(ids).str.split(";"))
    each = asked.with_columns(pl.int_ranges(pl.col("id").list.len()).alias("rank")).explode("id", "rank")
    trimmed = each.with_columns(pl.col("id").str.strip_chars())
    hits = trimmed.join(known.unique(["tool", "id"], keep="first", maintain_order=True), on=["tool", "id"])
    first = hits.sort(*PLACE, "rank").unique(PLACE, keep="first", maintain_order=True)
    return first.select(*PLACE, pl.col(found).alias("by_tool"))
