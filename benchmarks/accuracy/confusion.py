"""What went wrong, by kind: pairs of rows that were missed or wrongly joined, counted by what they share.

Kinds are told in words without values, so that they can be shown to anybody.
"""

from __future__ import annotations

import polars as pl

from benchmarks.accuracy.baselines import normal
from benchmarks.accuracy.datasets import Dataset
from benchmarks.accuracy.measures import numbered

ALIKE = 0.85
"""Similarity of names (Jaro-Winkler) from which they are alike."""

MOST_KINDS = 6
"""Kinds that are told apart; the rarer ones are counted together."""

Kinds = list[tuple[str, int]]


def confusion(dataset: Dataset, found: pl.Series) -> dict[str, Kinds]:
    """`missed` and `false` pairs of rows by kind, the commonest first."""
    rows = _described(dataset).with_columns(found=numbered(found), true=numbered(dataset.truth))
    return {
        "missed": _kinds(_pairs(rows, together="true", apart="found"), dataset),
        "false": _kinds(_pairs(rows, together="found", apart="true"), dataset),
    }


def _described(dataset: Dataset) -> pl.DataFrame:
    names = dataset.names.map_elements(normal, return_dtype=pl.String)
    others = [name for name, holds in dataset.fields.items() if holds != "name"]
    return dataset.rows.select(names.alias("name"), *others).with_row_index("place")


def _pairs(rows: pl.DataFrame, together: str, apart: str) -> pl.DataFrame:
    both = rows.join(rows, on=together, suffix="_other")
    return both.filter(pl.col("place") < pl.col("place_other"), pl.col(apart) != pl.col(f"{apart}_other"))


def _kinds(pairs: pl.DataFrame, dataset: Dataset) -> Kinds:
    others = [name for name, holds in dataset.fields.items() if holds != "name"]
    shared = [pl.when(pl.col(name) == pl.col(f"{name}_other")).then(pl.lit(f"same {name}")) for name in others]
    rest = (
        pl.concat_str(shared, separator=", ", ignore_nulls=True).replace("", "nothing else shared") if others else None
    )
    kind = pl.col("names") if rest is None else pl.concat_str("names", rest, separator="; ")
    named = pairs.with_columns(names_compared(pairs["name"], pairs["name_other"]).alias("names"))
    counted = named.group_by(kind.alias("kind")).len().sort(["len", "kind"], descending=[True, False]).rows()
    rare = sum(count for _, count in counted[MOST_KINDS:])
    return counted[:MOST_KINDS] + ([(f"{len(counted) - MOST_KINDS} rarer kinds", rare)] if rare else [])


def names_compared(left: pl.Series, right: pl.Series) -> pl.Series:
    """In words, how two normal names stand to each other.

    >>> names = pl.Series(["ada byte", "ada byte", "ada byte", "ada byte", "ada byte", "ada byte"])
    >>> names_compared(names, pl.Series(["ada byte", "byte ada", "byte", "adam byte", "max byte", None])).to_list()
    ['same name', 'same words', 'one name in the other', 'names alike', 'a word shared', 'a name missing']
    """
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    ratio = process.cpdist(left.fill_null("").to_list(), right.fill_null("").to_list(), scorer=JaroWinkler.similarity)
    one, other = (pl.col(side).str.split(" ").list.unique() for side in ("left", "right"))
    common = one.list.set_intersection(other).list.len()
    kind = (
        pl.when(pl.col("left").is_null() | pl.col("right").is_null()).then(pl.lit("a name missing"))
        .when(pl.col("left") == pl.col("right")).then(pl.lit("same name"))
        .when((common == one.list.len()) & (common == other.list.len())).then(pl.lit("same words"))
        .when((common == one.list.len()) | (common == other.list.len())).then(pl.lit("one name in the other"))
        .when(pl.col("ratio") >= ALIKE).then(pl.lit("names alike"))
        .when(common > 0).then(pl.lit("a word shared"))
        .otherwise(pl.lit("no word shared"))
    )  # fmt: skip
    return pl.DataFrame({"left": left, "right": right, "ratio": ratio}).select(kind).to_series()
