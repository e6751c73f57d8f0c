"""Which profiles are compared: those that share a block, and no block is large.

A block is what profiles have in common by one rule: a name, a day of birth, an
employer and a family name. One that would hold too many is not opened, and is
divided by what its members say besides: the employer, the city, the day of birth.
So the pairs grow with the profiles and not with their square, and who is called
what thousands are called is still compared with whom they can be.
"""

from __future__ import annotations

import logging
from typing import NamedTuple

import polars as pl

from pipelines.errors import counted

logger = logging.getLogger("kith.identity")


class Rule(NamedTuple):
    """Profiles are compared that agree on all of `parts`; `finer` divides what more than `most` of them share."""

    parts: tuple[str, ...]
    most: int
    finer: tuple[str, ...] = ()


WHERE = ("organisation", "city", "born_on", "postal_code", "country")

RULES = (
    Rule(("names",), 60, (*WHERE, "street")),
    Rule(("given_root", "organisation"), 60, ("family_start", "city", "born_on")),
    Rule(("family_root", "organisation"), 60, ("given_start", "city", "born_on")),
    Rule(("phone",), 60, ("given_root", "family_root")),
    Rule(("mailbox",), 60, ("given_root", "family_root")),
    Rule(("page",), 60, ("given_root", "family_root")),
    Rule(("tool", "tool_person"), 60, ("given_root", "family_root")),
    Rule(("local_part",), 20, WHERE),
    Rule(("born_on",), 20, ("given_root", "family_root", "city", "postal_code", "local_part")),
    Rule(("street",), 20, ("family_root", "given_root", "born_on")),
    Rule(("given_root", "family_start"), 20, WHERE),
    Rule(("family_root", "given_start"), 20, WHERE),
    Rule(("given_root", "city"), 10, ("postal_code", "born_year", "born_day")),
    Rule(("family_root", "city"), 10, ("postal_code", "born_year", "born_day")),
    Rule(("given_root", "born_year"), 10),
    Rule(("given_root", "born_day"), 10),
    Rule(("family_root", "born_year"), 10),
    Rule(("family_root", "born_day"), 10),
)
"""The more telling first. A rule whose blocks fill by chance opens only small ones."""

PAIR = 1 << 32


def blocked(profiles: pl.DataFrame) -> pl.DataFrame:
    """The pairs of rows of `profiles` that share an open block, each once: `l` < `r`, in order.

    `profiles` has the columns that `RULES` name, null where nothing is known.
    """
    rows = profiles.with_row_index("row")
    found = [pl.Series("pair", [], dtype=pl.UInt64)]
    closed = 0
    for rule in RULES:
        blocks, left_over = _opened(rows, rule)
        closed += left_over
        found.extend(_pairs(keyed) for keyed in blocks)
    if closed:
        logger.info("Left out %s of profiles, too large to compare", counted(closed, "block"))
    pairs = pl.concat(found).unique().sort()
    return pl.DataFrame({"l": (pairs // PAIR).cast(pl.UInt32), "r": (pairs % PAIR).cast(pl.UInt32)})


def _opened(rows: pl.DataFrame, rule: Rule) -> tuple[list[pl.DataFrame], int]:
    """`row, key` of the blocks of `rule` that are small enough, and how many stay closed."""
    coarse = _sized(rows, rule.parts)
    opened = [coarse.filter(pl.col("size").is_between(2, rule.most)).select("row", "key")]
    large = coarse.filter(pl.col("size") > rule.most)
    if not large.height:
        return opened, 0
    within = rows.filter(pl.col("row").is_in(large["row"].implode()))
    reached = [pl.Series("row", [], dtype=rows["row"].dtype)]
    for column in rule.finer:
        fine = _sized(within, (*rule.parts, column))
        small = fine.filter(pl.col("size") <= rule.most)
        opened.append(small.filter(pl.col("size") > 1).select("row", "key"))
        reached.append(small["row"])
    lost = large.filter(~pl.col("row").is_in(pl.concat(reached).implode()))
    return opened, lost["key"].n_unique()


def _sized(rows: pl.DataFrame, parts: tuple[str, ...]) -> pl.DataFrame:
    """`row, key` and the `size` of its block, where all of `parts` are known."""
    known = rows.select("row", *parts).drop_nulls()
    keyed = known.select("row", key=pl.struct(parts).hash())
    return keyed.with_columns(pl.len().over("key").alias("size"))


def _pairs(keyed: pl.DataFrame) -> pl.Series:
    both = keyed.lazy().join(keyed.lazy(), on="key").filter(pl.col("row") < pl.col("row_right"))
    written = pl.col("row").cast(pl.UInt64) * PAIR + pl.col("row_right")
    return both.select(written.alias("pair")).unique().collect().to_series()
