"""Candidates: pairs of organisations that may be one, left for a person to judge.

Which names are alike, and how probably they mean one organisation, is known to
`organisation_pairs`; here they become pairs of organisations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.identity import evidence
from pipelines.identity.distinct import mapped
from pipelines.identity.evidence import Agreement
from pipelines.identity.organisations import Organisations
from pipelines.identity.tables import OrganisationCandidate


def built(found: Organisations, apart: pl.DataFrame) -> pl.DataFrame:
    """The contract `OrganisationCandidate`, most probable first.

    `apart` are the pairs `left, right` of organisations that decisions keep apart.
    """
    # A decision about a name that means another today is about the other.
    own = (
        mapped(found.unsure[side], lambda name: found.aliases.now(name) == name, pl.Boolean)
        for side in ("left", "right")
    )
    unsure = found.unsure.filter(*own)
    left, right = (mapped(unsure[side], lambda name: found.of_key[f"n:{name}"]) for side in ("left", "right"))
    pairs = unsure.select("match_probability", left=left, right=right).filter(pl.col("left") != pl.col("right"))
    organisations = ["left_organisation_id", "right_organisation_id"]
    turned = pairs.select(
        pl.min_horizontal("left", "right").alias(organisations[0]),
        pl.max_horizontal("left", "right").alias(organisations[1]),
        "match_probability",
    )
    ordered = turned.sort(["match_probability", *organisations], descending=[True, False, False])
    best = ordered.unique(organisations, keep="first", maintain_order=True)
    undecided = best.join(apart, left_on=organisations, right_on=["left", "right"], how="anti", maintain_order="left")
    domains = found.table.select("organisation_id", "domain")
    known = undecided.join(domains, left_on=organisations[0], right_on="organisation_id", maintain_order="left").join(
        domains, left_on=organisations[1], right_on="organisation_id", suffix="_right", maintain_order="left"
    )
    said = [evidence.written(_agreements(row)) for row in known.iter_rows(named=True)]
    return known.with_columns(pl.Series("evidence", said, dtype=pl.String)).select(
        list(OrganisationCandidate.columns())
    )


def _agreements(row: dict[str, Any]) -> Iterator[Agreement]:
    yield Agreement("name", "alike")
    if row["domain"] and row["domain_right"]:
        yield Agreement("domain", "different")
