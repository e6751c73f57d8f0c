"""Which industry an organisation is in, where that is known from, and how surely.

In order of trust: a person's decision, the field of a list of organisations,
what the records of its people say, else `unknown`. The shares of labels that
agree are the confidence.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipelines.industries import taxonomy

SCHEMA = {
    "organisation_id": pl.String,
    "industry_id": pl.String,
    "industry_source": pl.String,
    "industry_confidence": pl.Float64,
}


def of_labels(labels: pl.Series) -> pl.Series:
    """The industry of each label; null where it means none.

    >>> of_labels(pl.Series(["SaaS", "nonsense", None])).to_list()
    ['software', None, None]
    """
    distinct = labels.drop_nulls().unique().to_list()
    found = {label: taxonomy.industry_of(label) for label in distinct}
    return pl.Series(labels.name, [found.get(label) for label in labels], dtype=pl.String)


def to_organisations(
    organisation_ids: pl.Series,
    records: pl.DataFrame,
    people: pl.DataFrame,
    decided: pl.DataFrame,
    find: Callable[[str], str | None],
) -> pl.DataFrame:
    """One row per organisation: the columns of `SCHEMA`.

    `records` and `people` have `organisation_id, industry_raw`, from lists of organisations
    and from records of people; `decided` are rows of `decisions/industries.csv`, whose
    organisations `find` finds.
    """
    said = [_decisions(decided, find), _votes(records, "explicit"), _votes(people, "organisation")]
    nothing = pl.DataFrame({"organisation_id": organisation_ids}).with_columns(
        industry_id=pl.lit(taxonomy.UNKNOWN), industry_source=pl.lit(taxonomy.UNKNOWN), industry_confidence=pl.lit(0.0)
    )
    ranked = [frame.select(*SCHEMA, rank=pl.lit(rank)) for rank, frame in enumerate([*said, nothing])]
    ordered = pl.concat(ranked).sort("organisation_id", "rank")
    best = ordered.unique("organisation_id", keep="first", maintain_order=True).drop("rank")
    return best.filter(pl.col("organisation_id").is_in(organisation_ids.implode()))


def _decisions(decided: pl.DataFrame, find: Callable[[str], str | None]) -> pl.DataFrame:
    rows = [
        (found, row["industry_id"], "decision", 1.0)
        for row in decided.sort("line").iter_rows(named=True)
        if (found := find(row["organisation"])) is not None
    ]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return frame.unique("organisation_id", keep="last", maintain_order=True)


def _votes(rows: pl.DataFrame, source: str) -> pl.DataFrame:
    labelled = rows.select("organisation_id", of_labels(rows["industry_raw"]).alias("industry_id")).drop_nulls()
    counted = labelled.group_by("organisation_id", "industry_id").agg(pl.len().alias("votes"))
    share = (pl.col("votes") / pl.col("votes").sum().over("organisation_id")).round(4)
    ordered = counted.with_columns(share.alias("industry_confidence")).sort(
        ["organisation_id", "votes", "industry_id"], descending=[False, True, False]
    )
    best = ordered.unique("organisation_id", keep="first", maintain_order=True)
    return best.with_columns(industry_source=pl.lit(source)).select(*SCHEMA)
