"""Whether industries mix by more than chance: E-I and assortativity of ties, held against shuffled industries.

A permutation leaves every tie and every industry's size as it is, and deals the industries out anew. Where ties know
nothing of industries, what is observed is one more such deal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Places = NDArray[np.int16]
Floats = NDArray[np.float64]

ALL = "all"
"""Stands for all industries together."""

INTERVAL = (0.025, 0.975)
MEASURES = ("ei", "assortativity")
SCHEMA: dict[str, type[pl.DataType]] = {"period_number": pl.Int32, "industry_id": pl.String} | {
    f"{measure}_{part}": pl.Float64
    for measure in MEASURES
    for part in ("chance_mean", "chance_low", "chance_high", "p_value")
}


@dataclass(frozen=True)
class Network:
    """Ties between people of known industries.

    `industry` is each person's place in `industries`; `left` and `right` are the people at each tie's ends. Somebody
    who changed industries stands in each once, with the ties they had there.
    """

    industries: list[str]
    industry: Places
    left: Ints
    right: Ints

    @cached_property
    def degree(self) -> Floats:
        """Each person's number of ties."""
        ends = np.concatenate([self.left, self.right])
        return np.bincount(ends, minlength=len(self.industry)).astype(np.float64)

    @classmethod
    def of(cls, ties: pl.DataFrame) -> Network:
        """The network of rows `left_person_id`, `left_industry_id`, `right_person_id`, `right_industry_id`."""
        sides = [
            ties.select(pl.col(f"{side}_person_id").alias("person"), pl.col(f"{side}_industry_id").alias("industry"))
            for side in ("left", "right")
        ]
        people = pl.concat(sides).unique().sort("person", "industry").with_row_index("node")
        industries = people["industry"].unique().sort()
        industry = people["industry"].replace_strict(industries, np.arange(len(industries)), return_dtype=pl.Int64)
        left, right = (
            side.join(people, on=["person", "industry"], how="left", maintain_order="left")["node"].cast(pl.Int64)
            for side in sides
        )
        return cls(industries.to_list(), industry.cast(pl.Int16).to_numpy(), left.to_numpy(), right.to_numpy())


def mixing(network: Network, industry: Places) -> Floats:
    """E-I per industry and of all industries, then assortativity, of `network` with `industry` dealt to its people.

    E-I is (E - I)/(E + I) (Krackhardt and Stern 1988); every industry has a tie. Assortativity is
    (tr e - sum a²)/(1 - sum a²) (Newman 2003), NaN for one industry only.

    >>> tech, health, creative = 0, 1, 2
    >>> abcd = Network(["technology", "healthcare", "creative"], np.array([tech, tech, health, creative]),
    ...                left=np.array([0, 0, 1, 2]), right=np.array([1, 2, 3, 3]))
    >>> mixing(abcd, abcd.industry).round(3).tolist()
    [0.333, 1.0, 1.0, 0.5, -0.2]
    """
    count, ties = len(network.industries), len(network.left)
    here = industry[network.left]
    internal = np.bincount(here[here == industry[network.right]], minlength=count)
    ends = np.bincount(industry, network.degree, minlength=count)
    external = ends - 2 * internal
    share = internal.sum() / ties
    by_chance = ((ends / (2 * ties)) ** 2).sum()
    assortativity = (share - by_chance) / (1 - by_chance) if count > 1 else np.nan
    return np.array([*((external - internal) / (external + internal)), 1 - 2 * share, assortativity])


def permuted(ties: pl.DataFrame, permutations: int, seed: int) -> pl.DataFrame:
    """What chance gives for each period, industry and all industries, and how rarely it goes as far as the observed.

    `ties` has a row per tie and period, both industries known. Returns `SCHEMA`'s columns, sorted: mean and 95 %
    interval of the permuted values, and the two-sided p-value: twice the smaller of both sides' (1 + as far out)/(1 +
    permutations), which counts the observed as one of the deals (Phipson and Smyth 2010). Assortativity is of all
    industries only.
    """
    rows = [
        row
        for (period,), found in ties.sort(ties.columns).group_by("period_number", maintain_order=True)
        for row in _tested(Network.of(found), int(period), permutations, seed)
    ]
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("period_number", "industry_id")
    return table.with_columns(pl.col(pl.Float64).fill_nan(None).round(6))


def _tested(network: Network, period: int, permutations: int, seed: int) -> Iterator[tuple[int | str | float, ...]]:
    dice = np.random.default_rng([seed, period])
    chance = np.vstack([mixing(network, dice.permutation(network.industry)) for _ in range(permutations)])
    *of_ei, of_assortativity = _against_chance(chance, mixing(network, network.industry)).T
    nothing = np.full(len(of_assortativity), np.nan)
    for industry, found in zip([*network.industries, ALL], of_ei, strict=True):
        yield (period, industry, *found, *(of_assortativity if industry == ALL else nothing))


def _against_chance(chance: Floats, observed: Floats) -> Floats:
    """Mean, bounds and p-value, a row each, of every column of `chance`; NaN where the measure is."""
    mean = chance.mean(axis=0)
    low, high = np.quantile(chance, INTERVAL, axis=0)
    # A deal that is the observed one again may differ in the last bit. The mean does not come in: few ties take few
    # values, and which of those across it are as far from it would turn on the draws.
    sides = [(chance >= observed - 1e-12).sum(axis=0), (chance <= observed + 1e-12).sum(axis=0)]
    p_value = np.minimum(1, 2 * (1 + np.minimum(*sides)) / (1 + len(chance)))
    return np.vstack([mean, low, high, np.where(np.isnan(observed), np.nan, p_value)])
