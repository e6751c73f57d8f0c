"""Public lists without labels, judged by rules that can be checked by hand.

Officers of parliamentary groups, by edition of their register. Two spellings are one
person where they follow each other in one seat: in successive editions of one group
and role, for one party, one spelling is gone and another new, and apart from titles
one's words, two at least, all stand in the other. Two spellings in one edition of
one group are two people. Equal spellings are one person: all sit in one parliament,
whose register tells namesakes apart.

Delegates at eleven sessions. Rows of one delegation whose names are equal without
case, accents and signs are one person. Nothing says who else is, so that only recall
is measured, and what is joined beyond the rule is counted by kind.
"""

from __future__ import annotations

import re
from itertools import pairwise as successive
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.accuracy import kith
from benchmarks.accuracy.baselines import normal
from benchmarks.accuracy.datasets import FIRST_ROW, SHARED
from benchmarks.accuracy.measures import figures, pairwise, told
from pipelines.identity.clusters import Clusters

LAYOUTS = Path(__file__).parents[2] / "tests" / "exports" / "layouts"
TITLES = re.compile(r"\b(?:the|rt|right|hon|honourable|sir|dame|dr|mr|mrs|ms|miss|prof|professor)\b")
OFFICE = ["slug", "role", "party"]

Spellings = set[tuple[str, str]]


def officers(folder: Path = SHARED / "appg") -> dict[str, Any]:
    """How the officers' spellings are resolved across the editions."""
    files = sorted(folder.glob("officers_*.csv"))
    rows = _numbered(files)
    with kith.home_of({path.name: path.read_bytes() for path in files}, "2026-01-15T00:00:00Z", LAYOUTS) as home:
        found = kith.links(home).filter(pl.col("record_kind") == "membership")
    return {"editions": len(files), **officers_judged(rows.join(found, on=["file_name", "row_number"]))}


def officers_judged(rows: pl.DataFrame) -> dict[str, Any]:
    """`rows` (`file_name, slug, role, name, party, person_id`) against the rule of the seat."""
    same, different = seats(rows), listed_together(rows)
    true = _closed(rows["name"], same)
    people = rows.select("name", "person_id").unique()
    joined = _different_spellings(people.join(people, on="person_id", suffix="_other"))
    return {
        "rows": rows.height,
        "spellings": rows["name"].n_unique(),
        **figures(rows["person_id"], true),
        "spellings_same": len(same),
        "spellings_found": len(joined & same),
        "spellings_joined": len(joined),
        "spellings_contradicted": len(joined & different),
    }


def seats(rows: pl.DataFrame) -> Spellings:
    """Pairs of spellings of one person, by the rule of the seat."""
    editions = [rows.filter(pl.col("file_name") == name) for name in sorted(rows["file_name"].unique())]
    found: Spellings = set()
    for before, after in successive(editions):
        gone = before.join(after, on=["slug", "name"], how="anti").select(*OFFICE, "name")
        new = after.join(before, on=["slug", "name"], how="anti").select(*OFFICE, "name")
        found |= {
            pair for pair in _different_spellings(gone.join(new, on=OFFICE, suffix="_other")) if _is_variant(*pair)
        }
    return found


def listed_together(rows: pl.DataFrame) -> Spellings:
    """Pairs of spellings that stand in one edition of one group."""
    listed = rows.select("file_name", "slug", "name").unique()
    return _different_spellings(listed.join(listed, on=["file_name", "slug"], suffix="_other"))


def _different_spellings(pairs: pl.DataFrame) -> Spellings:
    names = pairs.select("name", "name_other").unique().rows()
    return {(min(pair), max(pair)) for pair in names if pair[0] != pair[1]}


def _is_variant(one: str, other: str) -> bool:
    """Whether two spellings differ by titles and left-out names alone; a peer's rank is part of the name.

    >>> _is_variant("Sir Max Byte", "Max Byte-Qubit"), _is_variant("Lord Byte", "Max Byte")
    (True, False)
    """
    fewer, more = sorted((set(TITLES.sub(" ", normal(name) or "").split()) for name in (one, other)), key=len)
    return len(fewer) >= 2 and fewer <= more


def _closed(names: pl.Series, same: Spellings) -> pl.Series:
    """The true label of each row: its spelling, those that are the same chained together."""
    number = {name: place for place, name in enumerate(sorted(names.unique()))}
    clusters = Clusters(len(number))
    for one, other in sorted(same):
        clusters.join(number[one], number[other])
    return names.replace_strict({name: clusters.root(place) for name, place in number.items()})


def delegates(folder: Path = SHARED / "unfccc_precop") -> dict[str, Any]:
    """How delegates are found again from session to session."""
    (path,) = folder.glob("*.csv")
    with kith.home_of({path.name: path.read_bytes()}, "1996-01-01T00:00:00Z", LAYOUTS) as home:
        found = kith.links(home)
    return delegates_judged(_numbered([path]).join(found, on=["file_name", "row_number"]))


def delegates_judged(rows: pl.DataFrame) -> dict[str, Any]:
    """`rows` (`Person_Name, Delegation, person_id`) against the rule of name and delegation."""
    named = rows.with_columns(rows["Person_Name"].map_elements(normal, return_dtype=pl.String).alias("name"))
    rule = named.select(pl.struct("name", "Delegation").rank("dense").alias("rule")).to_series()
    pairs = pairwise(named["person_id"], rule)
    together = named.select("person_id", "name", "Delegation").with_row_index("place")
    beyond = together.join(together, on="person_id", suffix="_other").filter(pl.col("place") < pl.col("place_other"))
    kind = pl.concat_str(
        pl.when(pl.col("name") == pl.col("name_other")).then(pl.lit("same name")).otherwise(pl.lit("another spelling")),
        pl.when(pl.col("Delegation") == pl.col("Delegation_other"))
        .then(pl.lit("same delegation"))
        .otherwise(pl.lit("another delegation")),
        separator=", ",
    )
    counted = beyond.group_by(kind.alias("kind")).len().sort("kind").rows()
    return {
        "rows": rows.height,
        "sessions": rows["Meeting"].n_unique(),
        "pairs_by_rule": pairs.true,
        "recall": told(pairs.score)["recall"],
        "beyond": [(kind, count) for kind, count in counted if kind != "same name, same delegation"],
    }


def _numbered(files: list[Path]) -> pl.DataFrame:
    """The rows of `files` as text, with the place that links give: `file_name, row_number`."""
    return pl.concat(
        pl.read_csv(path, infer_schema=False)
        .with_row_index("row_number", FIRST_ROW)
        .with_columns(pl.col("row_number").cast(pl.Int64), file_name=pl.lit(path.name))
        for path in files
    )
