"""Affiliations: where each person works from which day to which.

Made of evidence: a record that names a person and an organisation, on the day it
speaks of, and employments that an export states (`employments`). A first affiliation
is open to the past; each ends where the next begins; the last is open to the future.
Everybody has at least one, if only of an unknown industry, so that every fact finds
the one in force.
"""

from __future__ import annotations

import polars as pl

from pipelines.identity import employments
from pipelines.identity.distinct import mapped
from pipelines.identity.nobody import INDEPENDENT, NONE
from pipelines.identity.tables import Affiliation
from pipelines.industries import assign, job_titles, taxonomy

TRUST = {
    employments.SOURCE: 0.95,
    "membership": 0.9,
    "attendance": 0.9,
    "outcome": 0.8,
    "interaction": 0.7,
    "contact": 0.7,
}
"""Source → how sure its word on an employer is; on one day the source named first goes before the others."""

TITLE = pl.Struct(dict.fromkeys(job_titles.Title._fields, pl.String))

EMPLOYED, UNKNOWN = "employed", "unknown"
"""What somebody is who has an organisation, and of whom nothing is known; else `INDEPENDENT` or `NONE`."""

NO_SOURCE = "none"
"""The source of an affiliation with no known organisation."""

ASSUMED = 0.75
"""What is left of that trust where a record names no day, and only its landing does."""

HIRING = ("hire", "job_lead")
"""Kinds of outcome whose organisation may come to employ the person; that of every other kind does."""

CURRENT = ("interaction", "membership", "attendance")
"""Kinds that show the employer of the day they landed when they name no day before it; an address book may be old."""


def built(links: pl.DataFrame, people: pl.Series, industries: pl.DataFrame) -> pl.DataFrame:
    """The contract `Affiliation`, by person and start.

    `links` are `links.linked`; `people` every person_id; `industries` is
    `assign.to_organisations`.
    """
    evidence = _evidence(links)
    stints = _stints(employments.overruling(_daily(evidence), employments.stated(evidence)))
    employed = stints.join(industries, on="organisation_id", how="left")
    rows = pl.concat([employed, _without_employer(evidence, people, employed)], how="diagonal_relaxed")
    titled = rows.join(_titles(evidence), on=["person_id", "organisation_id"], how="left", nulls_equal=True)
    own = titled.join(_own_industries(evidence), on=["person_id", "organisation_id"], how="left", nulls_equal=True)
    columns = list(Affiliation.columns())
    own = own.with_columns(pl.coalesce("stint_industry_id", "own_industry_id").alias("own_industry_id"))
    told = own.with_columns(*_told(own["job_title"])).with_columns(*_industry()).with_columns(*_employment())
    return told.select(columns).sort("person_id", "starts_on", nulls_last=False)


def _without_employer(evidence: pl.DataFrame, people: pl.Series, employed: pl.DataFrame) -> pl.DataFrame:
    """What is known of the others of `people`: the industries of their own that they give, each from day to day."""
    without = pl.DataFrame({"person_id": people}).join(employed, on="person_id", how="anti")
    said = evidence.join(without, on="person_id", how="semi").with_columns(
        pl.col("own_industry_id").alias("organisation_id"), pl.lit(None, pl.Date).alias("employed_from_on")
    )
    industries = _stints(_daily(said)).select("person_id", "starts_on", "ends_on", stint_industry_id="organisation_id")
    return without.join(industries, on="person_id", how="left").with_columns(
        pl.lit(None, pl.String).alias("organisation_id"),
        pl.lit(None, pl.Date).alias("shown_from_on"),
        pl.lit(NO_SOURCE).alias("affiliation_source"),
        pl.lit(0.0).alias("confidence"),
    )


def _evidence(links: pl.DataFrame) -> pl.DataFrame:
    ranks = pl.DataFrame({"record_kind": list(TRUST), "rank": range(len(TRUST))})
    rows = links.filter(pl.col("person_id").is_not_null()).join(ranks, on="record_kind", how="left")
    landed_on = pl.col("landed_at").dt.date()
    return rows.select(
        "person_id",
        # To work for oneself, or for nobody, ends an employment as another one does; to apply for a job does not.
        pl.when(~pl.col("outcome_kind").is_in(HIRING).fill_null(False))
        .then(pl.coalesce("organisation_id", "employment"))
        .alias("organisation_id"),
        "job_title",
        assign.of_labels(rows["industry_raw"]).alias("own_industry_id"),
        "record_kind",
        "rank",
        employments.begins().alias("employed_from_on"),
        "employed_until_on",
        # A guest list of an evening to come, or a term still running, speaks of the day it landed.
        (pl.col("day") <= landed_on).fill_null(False).alias("is_stated"),
        pl.min_horizontal("day", landed_on).alias("day"),
    )


def _daily(evidence: pl.DataFrame) -> pl.DataFrame:
    """One organisation per person and day, of `total` records the `count` that name it."""
    employers = evidence.filter(pl.col("organisation_id").is_not_null() & pl.col("employed_from_on").is_null())
    telling = pl.col("is_stated") | pl.col("record_kind").is_in(CURRENT)
    used = employers.filter(telling | ~telling.any().over("person_id"))
    per_day = used.group_by("person_id", "day", "organisation_id").agg(
        pl.len().alias("count"), pl.col("rank").min(), pl.col("is_stated").any(),
    )  # fmt: skip
    ordered = per_day.with_columns(pl.col("count").sum().over("person_id", "day").alias("total")).sort(
        ["person_id", "day", "rank", "count", "organisation_id"], descending=[False, False, False, True, False]
    )
    best = ordered.unique(["person_id", "day"], keep="first", maintain_order=True)
    source = pl.col("rank").replace_strict(dict(enumerate(TRUST)), return_dtype=pl.String)
    return _without_asides(best.with_columns(source.alias("affiliation_source")))


def _without_asides(daily: pl.DataFrame) -> pl.DataFrame:
    """Leaves out a `none` between two days with one employer: a cell that somebody did not care to fill."""
    employer = pl.when(pl.col("organisation_id") != NONE).then("organisation_id")
    before, after = employer.forward_fill().over("person_id"), employer.backward_fill().over("person_id")
    return daily.filter((pl.col("organisation_id") != NONE) | (before == after).fill_null(False).not_())


def _stints(daily: pl.DataFrame) -> pl.DataFrame:
    """Days in a row with one organisation, or with none, as one; its source is the most trusted of them."""
    who, organisation = pl.col("person_id"), pl.col("organisation_id")
    # Rows are in order of person and day, so whose row comes before is seen without looking at each person apart.
    is_first, is_last = who.ne_missing(who.shift(1)), who.ne_missing(who.shift(-1))
    moved = is_first | organisation.ne_missing(organisation.shift(1))
    trusted = pl.col("affiliation_source").replace_strict(TRUST, default=0.0, return_dtype=pl.Float64)
    numbered = daily.with_columns(moved.cum_sum().alias("stint"), trusted.alias("trust"))
    stints = (
        numbered.group_by("person_id", "stint", maintain_order=True)
        .agg(
            pl.col("organisation_id").first(),
            pl.col("day").min().alias("starts_on"),
            pl.col("affiliation_source").sort_by("trust", descending=True, maintain_order=True).first(),
            pl.col("trust").max(),
            pl.col("is_stated").any(),
            (pl.col("count").sum() / pl.col("total").sum()).alias("agreeing"),
        )
        .sort("stint")
    )
    sureness = pl.col("trust") * pl.when("is_stated").then(1.0).otherwise(ASSUMED) * pl.col("agreeing")
    is_known = pl.col("organisation_id").is_not_null()
    return stints.select(
        "person_id",
        "organisation_id",
        pl.when(~is_first).then("starts_on").alias("starts_on"),
        pl.when(~is_last).then(pl.col("starts_on").shift(-1)).alias("ends_on"),
        pl.when(is_known).then("starts_on").alias("shown_from_on"),
        pl.when(is_known).then("affiliation_source").otherwise(pl.lit(NO_SOURCE)).alias("affiliation_source"),
        pl.when(is_known).then(sureness.round(4)).otherwise(0.0).alias("confidence"),
    )


def _titles(evidence: pl.DataFrame) -> pl.DataFrame:
    return _latest(evidence, "job_title")


def _told(titles: pl.Series) -> list[pl.Series]:
    """The function and the seniority that titles tell."""
    told = mapped(titles, lambda title: known._asdict() if (known := job_titles.read(title)) else None, TITLE)
    return [told.struct.field(name).alias(name) for name in job_titles.Title._fields]


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
