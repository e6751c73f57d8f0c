"""Affiliations: where each person works from which day to which.

Made of evidence: a record that names a person and an organisation, on the day it
speaks of. A first affiliation is open to the past; each ends where the next
begins; the last is open to the future. Everybody has at least one, if only of an
unknown industry, so that every fact finds the one in force.
"""

from __future__ import annotations

import polars as pl

from pipelines.identity.organisation_names import INDEPENDENT, NONE
from pipelines.identity.tables import Affiliation
from pipelines.industries import assign, taxonomy

SOURCES = ("membership", "attendance", "outcome", "interaction", "contact")
"""Record kinds whose word on one day goes before the next one's."""

STATED, ASSUMED = 1.0, 0.7
"""Confidence where the record speaks of a day, and where only its landing does."""

EMPLOYED, UNKNOWN = "employed", "unknown"
"""What somebody is who has an organisation, and of whom nothing is known; else `INDEPENDENT` or `NONE`."""

CURRENT = ("interaction", "membership")
"""Kinds that show the employer of the day they landed when they name no day; an address book may be old."""


def built(links: pl.DataFrame, people: pl.Series, industries: pl.DataFrame) -> pl.DataFrame:
    """The contract `Affiliation`, by person and start.

    `links` are `links.linked`; `people` every person_id; `industries` is
    `assign.to_organisations`.
    """
    evidence = _evidence(links)
    stints = _stints(_daily(evidence))
    employed = stints.join(industries, on="organisation_id", how="left")
    without = pl.DataFrame({"person_id": people}).join(employed, on="person_id", how="anti")
    alone = without.with_columns(
        pl.lit(None, pl.String).alias("organisation_id"),
        pl.lit(None, pl.Date).alias("starts_on"),
        pl.lit(None, pl.Date).alias("ends_on"),
        pl.lit("none").alias("affiliation_source"),
        pl.lit(0.0).alias("confidence"),
    )
    rows = pl.concat([employed, alone], how="diagonal_relaxed")
    titled = rows.join(_titles(evidence), on=["person_id", "organisation_id"], how="left", nulls_equal=True)
    own = titled.join(_own_industries(evidence), on=["person_id", "organisation_id"], how="left", nulls_equal=True)
    columns = list(Affiliation.columns())
    return (
        own.with_columns(*_industry())
        .with_columns(*_employment())
        .select(columns)
        .sort("person_id", "starts_on", nulls_last=False)
    )


def _evidence(links: pl.DataFrame) -> pl.DataFrame:
    kinds = pl.DataFrame({"record_kind": SOURCES, "rank": range(len(SOURCES))})
    rows = links.filter(pl.col("person_id").is_not_null()).join(kinds, on="record_kind", how="left")
    return rows.select(
        "person_id",
        # To work for oneself, or for nobody, ends an employment as another one does.
        pl.coalesce("organisation_id", "employment").alias("organisation_id"),
        "job_title",
        assign.of_labels(rows["industry_raw"]).alias("own_industry_id"),
        "record_kind",
        "rank",
        pl.col("day").is_not_null().alias("is_stated"),
        pl.coalesce("day", pl.col("landed_at").dt.date()).alias("day"),
    )


def _daily(evidence: pl.DataFrame) -> pl.DataFrame:
    """One organisation per person and day."""
    employers = evidence.filter(pl.col("organisation_id").is_not_null())
    telling = pl.col("is_stated") | pl.col("record_kind").is_in(CURRENT)
    used = employers.filter(telling | ~telling.any().over("person_id"))
    per_day = used.group_by("person_id", "day", "organisation_id").agg(
        pl.len().alias("count"), pl.col("rank").min(), pl.col("is_stated").any(),
    )  # fmt: skip
    ordered = per_day.sort(
        ["person_id", "day", "rank", "count", "organisation_id"], descending=[False, False, False, True, False]
    )
    return _without_asides(ordered.unique(["person_id", "day"], keep="first", maintain_order=True))


def _without_asides(daily: pl.DataFrame) -> pl.DataFrame:
    """Leaves out a `none` between two days with one employer: a cell that somebody did not care to fill."""
    employer = pl.when(pl.col("organisation_id") != NONE).then("organisation_id")
    before, after = employer.forward_fill().over("person_id"), employer.backward_fill().over("person_id")
    return daily.filter((pl.col("organisation_id") != NONE) | (before == after).fill_null(False).not_())


def _stints(daily: pl.DataFrame) -> pl.DataFrame:
    moved = (pl.col("organisation_id") != pl.col("organisation_id").shift(1)).fill_null(True).over("person_id")
    numbered = daily.with_columns(moved.cum_sum().over("person_id").alias("stint"))
    stints = (
        numbered.group_by("person_id", "stint", maintain_order=True)
        .agg(
            pl.col("organisation_id").first(),
            pl.col("day").min().alias("starts_on"),
            pl.col("rank").min(),
            pl.col("is_stated").any(),
        )
        .sort("person_id", "stint")
    )
    kind = pl.col("rank").replace_strict(dict(enumerate(SOURCES)), return_dtype=pl.String)
    return stints.select(
        "person_id",
        "organisation_id",
        pl.when(pl.col("stint") > 1).then("starts_on").alias("starts_on"),
        pl.col("starts_on").shift(-1).over("person_id").alias("ends_on"),
        kind.alias("affiliation_source"),
        pl.when("is_stated").then(STATED).otherwise(ASSUMED).alias("confidence"),
    )


def _titles(evidence: pl.DataFrame) -> pl.DataFrame:
    return _latest(evidence, "job_title")


def _own_industries(evidence: pl.DataFrame) -> pl.DataFrame:
    """What people say of themselves: with an employer, beside it; without one, anywhere."""
    beside = _latest(evidence.filter(pl.col("organisation_id").is_not_null()), "own_industry_id")
    anywhere = _latest(evidence.with_columns(pl.lit(None, pl.String).alias("organisation_id")), "own_industry_id")
    return pl.concat([beside, anywhere])


def _latest(evidence: pl.DataFrame, column: str) -> pl.DataFrame:
    ordered = evidence.drop_nulls(column).sort(
        ["person_id", "organisation_id", "day", "rank", column], descending=[False, False, True, False, False]
    )
    keys = ["person_id", "organisation_id"]
    return ordered.unique(keys, keep="first", maintain_order=True).select(*keys, column)


def _employment() -> tuple[pl.Expr, pl.Expr]:
    """What an affiliation is to, and the organisation where it is to one."""
    employer = pl.col("organisation_id")
    is_value = employer.is_in([INDEPENDENT, NONE])
    employment = pl.when(is_value).then(employer).when(employer.is_null()).then(pl.lit(UNKNOWN))
    return (
        employment.otherwise(pl.lit(EMPLOYED)).alias("employment"),
        pl.when(~is_value).then(employer).alias("organisation_id"),
    )


def _industry() -> tuple[pl.Expr, ...]:
    """The employer's, where somebody said it; else the person's own; else what the classifier supposes."""
    own = pl.col("own_industry_id")
    said = pl.col("industry_source").is_in((taxonomy.UNKNOWN, "classifier")).not_().fill_null(False)
    of_person = ~said & own.is_not_null()
    return (
        pl.when(of_person).then(own).otherwise(pl.col("industry_id").fill_null(taxonomy.UNKNOWN)).alias("industry_id"),
        pl.when(of_person)
        .then(pl.lit("explicit"))
        .otherwise(pl.col("industry_source").fill_null(taxonomy.UNKNOWN))
        .alias("industry_source"),
        pl.when(of_person)
        .then(1.0)
        .otherwise(pl.col("industry_confidence").fill_null(0.0))
        .alias("industry_confidence"),
    )
