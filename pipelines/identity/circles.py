"""Circles: whom a bare name means, by the events it was at and the people it had to do with.

An exhibitor's scans name their representative by name alone, and so do a log of activities and many
a list of who was online. Among thousands of people a name alone is below even odds. But whoever bears it
and was at the same event, or met the same people, by the word of another file, is likely meant, and
the likelier the smaller the circle. So clusters of bare names join the one person that their circles
show, once everybody else is known.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.identity import model, namesakes
from pipelines.identity.weighing import MARGIN, bits
from pipelines.settings import Identity

RULE = "same_circle"
"""Match rule of records that have nothing but a name, and share a circle with the one person who bears it."""

NAMED = 0.5
"""Chance that another file names somebody of a circle, too: a list of guests leaves out many who come."""

NAME = ("given_root", "family")
ROW = ("file_id", "part", "row_number")
OTHER = {"from": "to", "to": "from"}


def joined(
    of_raw: pl.DataFrame,
    profiles: pl.DataFrame,
    mentions: pl.DataFrame,
    apart: Iterable[tuple[int, int]],
    weights: model.Model,
    limits: Identity,
) -> pl.DataFrame:
    """`of_raw` with the clusters of bare names in those of the people that they mean.

    `of_raw` has `raw_id, cluster, profile_id, match_rule, match_probability`, `mentions` (`links.placed`) `PLACE,
    raw_id, event`; `profiles` are `profiles.distinct`, `apart` rows of profiles that a decision keeps apart.
    """
    names = _names(of_raw, profiles, weights)
    known = mentions.join(of_raw.select("raw_id", "cluster").drop_nulls(), on="raw_id")
    offers = _offers(names, _circles(known, names), of_raw["cluster"].drop_nulls().n_unique())
    meant = _meant(offers, _barred(apart, of_raw, profiles), bits(limits.match_probability))
    found = of_raw.join(meant, left_on="cluster", right_on="bare", how="left", maintain_order="left")
    is_told = pl.col("person").is_not_null() & (pl.col("match_rule") == "single")
    return found.with_columns(
        cluster=pl.coalesce("person", "cluster"),
        match_rule=pl.when(is_told).then(pl.lit(RULE)).otherwise("match_rule"),
        match_probability=pl.when(is_told).then("probability").otherwise("match_probability"),
    ).select(of_raw.columns)


def _names(of_raw: pl.DataFrame, profiles: pl.DataFrame, weights: model.Model) -> pl.DataFrame:
    """`cluster`, `NAME`, whether it `is_bare`, and `alike`: of the names that bare clusters bear and others, too."""
    told = profiles.select("profile_id", *NAME, namesakes.alike(profiles, weights), namesakes.is_bare(profiles))
    of_profiles = of_raw.select("profile_id", "cluster").drop_nulls().unique()
    clusters = of_profiles.join(told, on="profile_id").with_columns(pl.col("is_bare").all().over("cluster"))
    whole = pl.all_horizontal(pl.col(name).str.len_chars() > 1 for name in NAME)
    named = clusters.filter(whole).group_by("cluster", *NAME).agg(pl.col("is_bare").first(), pl.col("alike").min())
    is_mixed = pl.col("is_bare").any() & ~pl.col("is_bare").all()
    return named.filter(is_mixed.over(NAME))


def _circles(known: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """`cluster, circle, file_id, size`: by which file a cluster of `names` was in a circle of `size` people."""
    sides = known.filter(pl.col("record_kind") == "interaction")
    other = sides.select(*ROW, pl.col("side").replace_strict(OTHER), met="cluster")
    met = sides.join(other, on=[*ROW, "side"]).with_columns(circle=pl.struct("met").hash())
    everybody = pl.concat(
        [
            known.drop_nulls("event").select("cluster", "file_id", circle="event"),
            met.select("cluster", "file_id", "circle"),
        ]
    )
    theirs = everybody.join(names.select("cluster").unique(), on="cluster", how="semi").unique()
    sizes = everybody.join(theirs, on="circle", how="semi").group_by("circle").agg(size=pl.col("cluster").n_unique())
    return theirs.join(sizes, on="circle")


def _offers(names: pl.DataFrame, circles: pl.DataFrame, people: int) -> pl.DataFrame:
    """`bare, person, weight`: who bears the name of a bare cluster and is in its circles, and how likely it is meant.

    Bayes: the odds of two profiles that share the name and no more (`namesakes.alike`), times, for each circle that
    both are in by different files, how much likelier that is of one person than of somebody taken at random.
    """
    bare, others = names.filter("is_bare"), names.filter(~pl.col("is_bare"))
    here = bare.select(*NAME, "alike", bare="cluster").join(circles, left_on="bare", right_on="cluster")
    there = others.select(*NAME, person="cluster").join(circles.drop("size"), left_on="person", right_on="cluster")
    both = here.join(there, on=[*NAME, "circle"]).filter(pl.col("file_id") != pl.col("file_id_right"))
    shared = both.unique(["bare", "person", "circle"])
    told = (NAMED * people / pl.col("size")).log(2).clip(0)
    prior = (pl.col("alike") / (1 - pl.col("alike"))).log(2)
    return shared.group_by("bare", "person").agg(weight=(told.sum() + prior.min()).round(4))


def _barred(apart: Iterable[tuple[int, int]], of_raw: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """`bare, person`: the clusters that decisions keep apart, either way round."""
    ids = profiles["profile_id"]
    pairs = [(ids[one], ids[other]) for left, right in apart for one, other in ((left, right), (right, left))]
    cluster_of = of_raw.select("profile_id", "cluster").drop_nulls().unique()
    rows = pl.DataFrame(pairs, schema={"one": pl.String, "other": pl.String}, orient="row")
    named = rows.join(cluster_of, left_on="one", right_on="profile_id").rename({"cluster": "bare"})
    return named.join(cluster_of, left_on="other", right_on="profile_id").select("bare", person="cluster")


def _meant(offers: pl.DataFrame, barred: pl.DataFrame, least: float) -> pl.DataFrame:
    """`bare, person, probability` of offers from `least` bits on that beat the next by `MARGIN`.

    None that `barred` forbids, and neither of two bare names that it keeps apart and that mean one person.
    """
    allowed = offers.join(barred, on=["bare", "person"], how="anti")
    ordered = allowed.sort(["bare", "weight", "person"], descending=[False, True, False])
    next_best = pl.col("weight").shift(-1).over("bare").fill_null(float("-inf"))
    best = ordered.with_columns(margin=pl.col("weight") - next_best).unique("bare", keep="first", maintain_order=True)
    clear = best.filter(pl.col("weight") >= least, pl.col("margin") >= MARGIN)
    both = barred.rename({"person": "other"}).join(clear, on="bare").join(clear, left_on="other", right_on="bare")
    torn = both.filter(pl.col("person") == pl.col("person_right"))
    meant = clear.join(torn, on="bare", how="anti")
    return meant.select("bare", "person", probability=(1 / (1 + 2.0 ** -pl.col("weight"))).round(6))
