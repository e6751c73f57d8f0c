"""Candidates: pairs of organisations that may be one, left for a person to judge.

Alike is what is spelled alike: the names, or the domains up to their suffix. Only
organisations that share a beginning or a domain's name are compared, and a
beginning that hundreds share ("university") is not opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines import home as places
from pipelines.identity import addresses, evidence
from pipelines.identity.distinct import mapped
from pipelines.identity.evidence import Agreement
from pipelines.identity.organisation_names import normalise, squeezed
from pipelines.identity.tables import OrganisationCandidate

LEAST_LIKENESS = 0.85
"""Share of the longer name's letters that need no edit, from which a person should look at the pair."""

LARGEST_BLOCK = 60
"""Organisations that share a beginning, beyond which they are not compared for it."""

BEGINNING = 5
"""Letters of a name that make its beginning."""

LIKENESS = """
    SELECT pairs.*, 1 - least(
        damerau_levenshtein(left_squeezed, right_squeezed), damerau_levenshtein(left_sorted, right_sorted)
    ) / greatest(length(left_squeezed), length(right_squeezed)) AS name_likeness FROM pairs
"""
"""The Damerau-Levenshtein distance (a swap of neighbours is one edit), with the words in their order and sorted."""


def built(table: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """The contract `OrganisationCandidate`, most alike first.

    `table` has `organisation_id, organisation_name, domain`; `apart` the pairs `left, right`
    of organisations that decisions keep apart.
    """
    alike = _measured(_pairs(_spelled(table))).with_columns(
        pl.when(_same_label()).then(1.0).otherwise(pl.col("name_likeness").fill_null(0.0)).round(4).alias("likeness")
    )
    pairs = alike.filter(pl.col("likeness") >= LEAST_LIKENESS).rename(
        {"left_id": "left_organisation_id", "right_id": "right_organisation_id"}
    )
    organisations = ["left_organisation_id", "right_organisation_id"]
    undecided = pairs.join(apart, left_on=organisations, right_on=["left", "right"], how="anti")
    ordered = undecided.sort(["likeness", *organisations], descending=[True, False, False])
    said = [evidence.written(_agreements(row)) for row in ordered.iter_rows(named=True)]
    return ordered.with_columns(pl.Series("evidence", said, dtype=pl.String)).select(
        list(OrganisationCandidate.columns())
    )


def _spelled(table: pl.DataFrame) -> pl.DataFrame:
    """Each organisation with the forms in which names and domains compare."""
    names = mapped(table["organisation_name"], normalise)
    return pl.DataFrame(
        {
            "id": table["organisation_id"],
            "squeezed": mapped(names, squeezed),
            "sorted": mapped(names, lambda name: "".join(sorted(name.split()))),
            "domain": table["domain"],
            "label": mapped(table["domain"], lambda domain: (addresses.domain(domain) or domain).split(".")[0]),
        }
    )


def _pairs(spelled: pl.DataFrame) -> pl.DataFrame:
    """Pairs that share a block, the smaller id to the left."""
    keys = pl.concat(
        [
            spelled.select("id", key=pl.format("name {}", pl.col(name).str.head(BEGINNING)))
            for name in ("squeezed", "sorted")
        ]
        + [spelled.select("id", key=pl.format("domain {}", "label"))]
    )
    small = keys.drop_nulls().unique().filter(pl.len().over("key") <= LARGEST_BLOCK)
    ids = small.join(small, on="key", suffix="_right").filter(pl.col("id") < pl.col("id_right"))
    left, right = (spelled.select(pl.all().name.prefix(f"{side}_")) for side in ("left", "right"))
    return (
        ids.select(left_id="id", right_id="id_right")
        .unique()
        .join(left, on="left_id")
        .join(right, on="right_id")
        .sort("left_id", "right_id")
    )


def _measured(pairs: pl.DataFrame) -> pl.DataFrame:
    with places.connect() as connection:
        connection.register("pairs", pairs)
        return connection.execute(LIKENESS).pl()


def _same_label() -> pl.Expr:
    return (pl.col("left_label") == pl.col("right_label")).fill_null(False)


def _agreements(row: dict[str, Any]) -> Iterator[Agreement]:
    if row["left_sorted"] and row["right_sorted"]:
        is_same = row["left_sorted"] == row["right_sorted"]
        close = "close" if row["name_likeness"] >= LEAST_LIKENESS else "different"
        yield Agreement("name", "same_words" if is_same else close)
    if row["left_domain"] and row["right_domain"]:
        yield Agreement("domain", "same_label" if row["left_label"] == row["right_label"] else "different")
