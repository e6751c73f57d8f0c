"""Which industry an organisation is in, where that is known from, and how surely.

In order of trust: a person's decision, the field of a list of organisations,
what the records of its people say, a suffix that a registry gives to one industry
alone, the classifier where it is sure enough, else `unknown`. The confidence is the
share of labels that agree, or the classifier's probability.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines import kept
from pipelines.errors import DecisionError
from pipelines.industries import suffixes, taxonomy

SCHEMA = {
    "organisation_id": pl.String,
    "industry_id": pl.String,
    "industry_source": pl.String,
    "industry_confidence": pl.Float64,
}

CLASSIFIED = pl.Schema({"industry_id": pl.String(), "industry_confidence": pl.Float64()})


def of_labels(labels: pl.Series) -> pl.Series:
    """The industry of each label; null where it means none.

    >>> of_labels(pl.Series(["SaaS", "nonsense", None])).to_list()
    ['software', None, None]
    """
    found = {label: taxonomy.industry_of(label) for label in labels.drop_nulls().unique()}
    return labels.replace_strict(found, default=None, return_dtype=pl.String)


def to_organisations(
    organisations: pl.DataFrame,
    records: pl.DataFrame,
    people: pl.DataFrame,
    decided: pl.DataFrame,
    find: Callable[[str], str | None],
    least_confidence: float,
    before: Path | None = None,
) -> pl.DataFrame:
    """One row per organisation: the columns of `SCHEMA`.

    `organisations` has `organisation_id, organisation_name, domain`; `records` and `people` have
    `organisation_id, industry_raw` from lists of organisations (with `description`) and from records of people (with
    `job_title`); `decided` are rows of `decisions/industries.csv`, whose
    organisations `find` finds. `before` is the file in which the classifier's words are kept.
    Raises `DecisionError` where decisions give one organisation two industries.
    """
    said = [_decisions(decided, find), _votes(records, "explicit"), _votes(people, "organisation")]
    known = pl.concat([frame.select(*SCHEMA, rank=pl.lit(rank)) for rank, frame in enumerate(said)])
    best = known.sort("organisation_id", "rank").unique("organisation_id", keep="first", maintain_order=True)
    silent = organisations.join(best, on="organisation_id", how="anti")
    nothing = silent.select("organisation_id").with_columns(
        industry_id=pl.lit(taxonomy.UNKNOWN), industry_source=pl.lit(taxonomy.UNKNOWN), industry_confidence=pl.lit(0.0)
    )
    supposed = _supposed(silent, records, people, least_confidence, before)
    found = pl.concat([best.select(*SCHEMA), supposed, nothing.join(supposed, on="organisation_id", how="anti")])
    return found.join(organisations.select("organisation_id"), on="organisation_id", how="semi").sort("organisation_id")


def _supposed(
    silent: pl.DataFrame, records: pl.DataFrame, people: pl.DataFrame, least_confidence: float, before: Path | None
) -> pl.DataFrame:
    """What domain, name, description and job titles tell of organisations of whom nobody says anything."""
    described = records.drop_nulls(["organisation_id", "description"]).group_by("organisation_id").agg(
        pl.col("description").sort_by(pl.col("description").str.len_chars(), "description").last()
    )  # fmt: skip
    worked = people.join(silent, on="organisation_id", how="semi").drop_nulls("job_title")
    titled = worked.group_by("organisation_id").agg(pl.col("job_title").unique().sort().alias("job_titles"))
    ordered = silent.sort("organisation_id")
    rows = ordered.join(described, on="organisation_id", how="left", maintain_order="left").join(
        titled, on="organisation_id", how="left", maintain_order="left"
    )
    guessed = pl.concat([rows.select("organisation_id"), _classified(rows, before)], how="horizontal")
    reserved = pl.Series("reserved", [suffixes.industry_of(domain) for domain in rows["domain"]], dtype=pl.String)
    found = guessed.with_columns(reserved).with_columns(
        industry_id=pl.coalesce("reserved", "industry_id"),
        industry_source=pl.lit("classifier"),
        industry_confidence=pl.when(pl.col("reserved").is_not_null())
        .then(suffixes.CONFIDENCE)
        .otherwise("industry_confidence"),
    )
    return found.filter(pl.col("industry_confidence") >= least_confidence).select(*SCHEMA)


def _classified(rows: pl.DataFrame, before: Path | None) -> pl.DataFrame:
    """`industry_id, industry_confidence` of each row, by the classifier."""

    def predicted(new: pl.DataFrame) -> pl.DataFrame:
        from pipelines.industries import classifier

        return classifier.predicted(new)

    if before is None:
        return predicted(rows)
    read = ("organisation_id", "organisation_name", "domain", "description", pl.col("job_titles").list.join("\n"))
    signed = kept.signatures(rows.select(read), "industries").alias("organisation").to_frame()
    return kept.rows(before, signed, CLASSIFIED, lambda new: predicted(rows[new]))


def _decisions(decided: pl.DataFrame, find: Callable[[str], str | None]) -> pl.DataFrame:
    taken: dict[str, tuple[str, int]] = {}
    for line, name, industry in decided.sort("line").select("line", "organisation", "industry_id").iter_rows():
        found = find(name)
        if found is None:
            continue
        first, other = taken.setdefault(found, (industry, line))
        if first != industry:
            raise DecisionError(
                f"decisions/industries.csv, line {line}: another industry than line {other} for the same organisation.",
                "Delete one of them, or say in decisions/organisations.csv that the two are different.",
            )
    rows = [(found, industry, "decision", 1.0) for found, (industry, _) in taken.items()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _votes(rows: pl.DataFrame, source: str) -> pl.DataFrame:
    labelled = rows.select("organisation_id", of_labels(rows["industry_raw"]).alias("industry_id")).drop_nulls()
    counted = labelled.group_by("organisation_id", "industry_id").agg(pl.len().alias("votes"))
    share = (pl.col("votes") / pl.col("votes").sum().over("organisation_id")).round(4)
    ordered = counted.with_columns(share.alias("industry_confidence")).sort(
        ["organisation_id", "votes", "industry_id"], descending=[False, True, False]
    )
    best = ordered.unique("organisation_id", keep="first", maintain_order=True)
    return best.with_columns(industry_source=pl.lit(source)).select(*SCHEMA)
