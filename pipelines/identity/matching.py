"""Which profiles are one person.

In this order, and never against a decision: what people decided; profiles that
read the same; exact keys; then clusters by the weights of the pairs that Splink
scores between them (`linkage`). Who shares a household shares family name, address,
mailbox and, as twins do, the day of birth: another given name contradicts all of
that, and so does another day of birth where name and address agree. Another family
name contradicts what colleagues share. A weak profile
(a name, perhaps an employer; or one that shares a key with two who are not one, and
may be either) joins one person and never ties two together: where several could be
meant, it stays on its own and the pair is kept for review.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from pipelines import kept
from pipelines.identity import components, keys, model, weighing
from pipelines.identity import decided as decisions
from pipelines.identity.linkage import AGREEING
from pipelines.identity.mentions import PIN
from pipelines.identity.profiles import FIELDS
from pipelines.identity.weighing import Outcome, bits
from pipelines.settings import Identity

CONTRADICTED = -10.0
"""Bits of a pair that only what a household shares speaks for."""

SETTLED = pl.Schema({"root": pl.UInt32, "match_rule": pl.String, "match_probability": pl.Float64})
"""What is kept of a profile: which of its component stands for its cluster, by place, and what put it there."""


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without looking for garbage: pairs hold no circles, and looking through millions takes half as long again."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


@_undisturbed()
def matched(
    profiles: pl.DataFrame, scored: pl.DataFrame, decided: pl.DataFrame, limits: Identity, before: Path | None = None
) -> pl.DataFrame:
    """`cluster, match_rule, match_probability` of each of `profiles` (`profiles.distinct`).

    Made from `scored` pairs and rows of `decisions/people.csv`. A cluster is the number of its first profile; rule and
    probability are the strongest that put a profile there. `before` is the file in which the outcome of components is
    kept; without it, all are weighed.
    """
    outcome, vague = _tied(profiles, decided)
    rows = _rows(profiles, outcome, vague)
    pairs = _pairs(scored, rows["root"])
    # What other pairs say adds to the best at most `AGREEING` of it, and a pair for review may join a weak profile.
    join = bits(limits.match_probability)
    least = min(join, join / (1 + AGREEING), bits(limits.review_probability))
    tangled, inner = components.tangled(rows, pairs, least)
    settled = _settled(tangled, inner, outcome, limits, before)
    row = tangled["row"]
    return pl.DataFrame(
        {
            "cluster": rows["root"].scatter(row, row.gather(tangled["first"] + settled["root"])),
            "match_rule": pl.Series(outcome.rules).scatter(row, settled["match_rule"]),
            "match_probability": pl.Series(outcome.probabilities).scatter(row, settled["match_probability"]),
        },
        schema={"cluster": pl.Int64, "match_rule": pl.String, "match_probability": pl.Float64},
    )


def _tied(profiles: pl.DataFrame, decided: pl.DataFrame) -> tuple[Outcome, set[int]]:
    """What decisions, reading alike and exact keys join, and the rows whose keys may mean two."""
    outcome = Outcome.single(profiles.height)
    for pair in decisions.apply(outcome.clusters, decided, decisions.Pointers(profiles)):
        outcome.note(pair, "decision")
    for group in _reading_alike(profiles):
        outcome.clusters.join_all(group)
    found = keys.judged(profiles)
    for left, right, rule in found.ties:
        if outcome.clusters.join(left, right):
            outcome.note((left, right), rule)
    return outcome, found.vague


def _settled(
    rows: pl.DataFrame, pairs: pl.DataFrame, outcome: Outcome, limits: Identity, before: Path | None
) -> pl.DataFrame:
    """What becomes of `rows`, in their order: the columns of `SETTLED`."""

    def weighed(new: pl.Series) -> pl.DataFrame:
        some = rows[new]
        theirs = pairs.join(some.select("component").unique(), on="component", how="semi", maintain_order="left")
        weighing.weigh(some, theirs, outcome, limits)
        place = dict(some.select("row", "place").iter_rows())
        return pl.DataFrame(
            {
                "root": [place[outcome.clusters.root(row)] for row in some["row"]],
                "match_rule": [outcome.rules[row] for row in some["row"]],
                "match_probability": [outcome.probabilities[row] for row in some["row"]],
            },
            schema=SETTLED,
        )

    if before is None:
        return weighed(pl.Series(range(rows.height), dtype=pl.UInt32))
    apart = pl.DataFrame(outcome.clusters.kept_apart(), schema={"left": pl.Int64, "right": pl.Int64}, orient="row")
    between = pl.concat([pairs.drop("component"), apart], how="diagonal_relaxed")
    signed = components.signatures(rows, between, limits.model_dump_json())
    return kept.rows(before, signed, SETTLED, weighed)


def _rows(profiles: pl.DataFrame, outcome: Outcome, vague: set[int]) -> pl.DataFrame:
    """What decides beside the pairs, of each profile: what tied it, how weak it is, and its name."""
    weak = pl.when(pl.col("organisation").is_null()).then(2).otherwise(1)
    is_vague = pl.int_range(pl.len()).is_in(sorted(vague))
    return profiles.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        "profile_id",
        pl.Series("root", outcome.clusters.members(), dtype=pl.Int64),
        pl.when(pl.col("is_weak") | is_vague).then(weak).otherwise(0).alias("tier"),
        pl.concat_str("given_root", "family", separator="\x1f").alias("name"),
        pl.Series("rule", outcome.rules, dtype=pl.String),
    )


def _reading_alike(profiles: pl.DataFrame) -> Iterator[list[int]]:
    """Pinned profiles with the others that differ in nothing but the pin."""
    bare = pl.col("scope").fill_null("").str.split(PIN).list.first()
    rows = profiles.with_row_index("row").with_columns(bare.alias("scope"))
    is_pinned = profiles["scope"].fill_null("").str.contains(PIN, literal=True)
    pinned = rows.filter(is_pinned).select(FIELDS).unique()
    alike = rows.join(pinned, on=FIELDS, how="semi", nulls_equal=True).sort("row")
    for _, group in alike.group_by(FIELDS, maintain_order=True):
        yield group["row"].to_list()


def _pairs(scored: pl.DataFrame, roots: pl.Series) -> pl.DataFrame:
    """The scored pairs whose profiles are not in one cluster yet, the heaviest first: the columns of `Pair`."""
    names = _is("given", "exact") & _is("family", "exact")
    weight = pl.col("match_weight")
    return (
        scored.filter(roots.gather(scored["l"]) != roots.gather(scored["r"]))
        .select(
            pl.col("l").cast(pl.Int64).alias("left"),
            pl.col("r").cast(pl.Int64).alias("right"),
            pl.col("match_probability").alias("probability"),
            pl.when(_is_contradicted()).then(pl.min_horizontal(weight, CONTRADICTED)).otherwise(weight).alias("weight"),
            (names & ~_is("organisation", "different")).alias("is_namesake"),
        )
        .sort(["weight", "left", "right"], descending=[True, False, False])
    )


def _is_contradicted() -> pl.Expr:
    """Whether what differs is a person's own, and what agrees may be a household's."""
    own = _is("tool_person", "exact", "close") | _is("page", "exact")
    reached = _is("mailbox", "exact", "close", "handle") | _is("phone", "exact") | _is("born_on", "exact", "slip")
    other = _is("given", "another", "different")
    relatives = other & _is("family", "exact", "close", "part")
    at_one_place = _is("street", "exact", "close") | _is("phone", "exact") | _is("mailbox", "exact")
    namesakes = _is("born_on", "different") & at_one_place & ~other
    colleagues = _is("family", "different") & ~reached
    return (relatives | namesakes | colleagues) & ~own


def _is(name: str, *labels: str) -> pl.Expr:
    """Whether a comparison came out at one of these levels."""
    levels = model.LEVELS[name]
    return pl.col(f"gamma_{name}").is_in([len(levels) - 1 - levels.index(label) for label in labels])
