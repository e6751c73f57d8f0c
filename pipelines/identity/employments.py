"""Employments: stays with an organisation of which an export states the first day, and perhaps the last.

A career that somebody wrote down goes before what the days in between show. Where it
has a gap, nothing is known until a record of a day in it shows an employer, who then
stays until the next is shown, as everywhere else. What single days show is put together
in `affiliations`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

SOURCE = "employment"
"""The affiliation source of a stated stay."""

BEFORE_ALL = date(1, 1, 1)
"""The day from which nobody is known to be anywhere."""

STAY = ["person_id", "organisation_id", "employed_from_on", "employed_until_on"]


def begins() -> pl.Expr:
    """The first day that a stay is known of; its last, where an export says no other."""
    return pl.coalesce("employed_from_on", pl.col("employed_until_on").dt.offset_by("-1d"))


def stated(evidence: pl.DataFrame) -> pl.DataFrame:
    """The stays that `evidence` states, by person and first day: the columns of `STAY`.

    One that ends before it starts is none; of two with one first day, the one that lasts longer comes last.
    """
    known = evidence.select(STAY).drop_nulls(STAY[:3]).unique()
    sound = (pl.col("employed_until_on") > pl.col("employed_from_on")).fill_null(True)
    return known.filter(sound).sort(
        "person_id", "employed_from_on", "employed_until_on", "organisation_id", nulls_last=[False, False, True, False]
    )


def overruling(daily: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """`daily` with the organisation of the stay in force, for whom there are stays; null where there is none.

    `daily` has one row per `person_id` and `day` with `organisation_id, affiliation_source, count,
    total, is_stated`; so has the answer, by person and day, with rows of its own where a stay
    begins or ends. Of stays in force at once, the one begun last counts.
    """
    days = _days(daily, stays)
    in_force = _in_force(days, stays)
    places = days.join(daily, on=["person_id", "day"], how="left").join(in_force, on=["person_id", "day"], how="left")
    is_stay = pl.col("stay_id").is_not_null()
    told = places.select(
        "person_id",
        "day",
        pl.coalesce("stay_id", "organisation_id").alias("organisation_id"),
        pl.when(is_stay).then(pl.lit(SOURCE)).otherwise("affiliation_source").alias("affiliation_source"),
        *(pl.when(is_stay).then(1).otherwise(pl.col(name).fill_null(0)).alias(name) for name in ("count", "total")),
        (is_stay | pl.col("is_stated").fill_null(False)).alias("is_stated"),
    )
    others = daily.join(stays, on="person_id", how="anti").select(told.columns)
    return pl.concat([others, told], how="vertical_relaxed").sort("person_id", "day")


def _days(daily: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """The days on which the employer of whoever has stays may change, and the one before all."""
    theirs = daily.join(stays, on="person_id", how="semi").select("person_id", "day")
    turns = [stays.select("person_id", day=name) for name in STAY[2:]]
    opening = stays.select("person_id", day=pl.lit(BEFORE_ALL))
    return pl.concat([theirs, *turns, opening]).drop_nulls().unique().sort("person_id", "day")


def _in_force(days: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """`person_id, day, stay_id`: the organisation of the stay in force, for the days that one is."""
    held = days.join(stays, on="person_id").filter(
        pl.col("employed_from_on") <= pl.col("day"),
        (pl.col("day") < pl.col("employed_until_on")).fill_null(True),
    )
    last = held.sort(
        "person_id", "day", "employed_from_on", "employed_until_on", "organisation_id",
        nulls_last=[False, False, False, True, False],
    )  # fmt: skip
    latest = last.unique(["person_id", "day"], keep="last", maintain_order=True)
    return latest.select("person_id", "day", stay_id="organisation_id")
