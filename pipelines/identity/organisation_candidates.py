"""Candidates: pairs of organisations that may be one, left for a person to judge.

Names that are alike and yet did not join (`organisation_groups`), and domains that
differ in their suffix alone. A domain's name that hundreds share is not opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.identity import addresses, evidence
from pipelines.identity.distinct import mapped
from pipelines.identity.evidence import Agreement
from pipelines.identity.tables import OrganisationCandidate

LARGEST_BLOCK = 60
"""Organisations whose domains share a name, beyond which they are not asked about for it."""

PAIR = ["left_organisation_id", "right_organisation_id"]


def built(table: pl.DataFrame, unsure: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """The contract `OrganisationCandidate`, likeliest first.

    `table` has `organisation_id, domain`; `unsure` the pairs `left, right, match_probability` of
    organisations with names alike; `apart` the pairs `left, right` that decisions keep apart.
    """
    labelled = table.select("organisation_id", "domain", mapped(table["domain"], _label).alias("label"))
    alike = _in_order(unsure.select("left", "right", likeness="match_probability", is_alike=pl.lit(True)))
    same = _in_order(_of_one_label(labelled).with_columns(likeness=pl.lit(1.0), is_alike=pl.lit(False)))
    pairs = pl.concat([alike, same]).group_by(PAIR).agg(pl.col("likeness").max(), pl.col("is_alike").any())
    undecided = pairs.join(apart, left_on=PAIR, right_on=["left", "right"], how="anti")
    for side in ("left", "right"):
        own = labelled.select(pl.all().name.prefix(f"{side}_"))
        undecided = undecided.join(own, on=f"{side}_organisation_id", how="left")
    ordered = undecided.sort(["likeness", *PAIR], descending=[True, False, False])
    said = [evidence.written(_agreements(row)) for row in ordered.iter_rows(named=True)]
    return ordered.with_columns(pl.Series("evidence", said, dtype=pl.String)).select(
        list(OrganisationCandidate.columns())
    )


def _label(domain: str) -> str:
    return (addresses.domain(domain) or domain).split(".")[0]


def _of_one_label(labelled: pl.DataFrame) -> pl.DataFrame:
    """The pairs `left, right` whose domains have one name."""
    small = labelled.drop_nulls("label").filter(pl.len().over("label") <= LARGEST_BLOCK)
    both = small.join(small, on="label", suffix="_right")
    return both.select(left="organisation_id", right="organisation_id_right")


def _in_order(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of two organisations, the smaller id to the left."""
    return pairs.filter(pl.col("left") != pl.col("right")).select(
        pl.min_horizontal("left", "right").alias(PAIR[0]),
        pl.max_horizontal("left", "right").alias(PAIR[1]),
        pl.col("likeness").round(4),
        "is_alike",
    )


def _agreements(row: dict[str, Any]) -> Iterator[Agreement]:
    yield Agreement("name", "close" if row["is_alike"] else "different")
    if row["left_domain"] and row["right_domain"]:
        yield Agreement("domain", "same_label" if row["left_label"] == row["right_label"] else "different")
