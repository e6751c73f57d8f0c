"""Whether industries mix by more than chance: E-I and assortativity of ties, held against shuffled industries.

A permutation leaves every tie and every industry's size as it is, and deals the industries out anew. Where ties know
nothing of industries, what is observed is one more such deal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALL = "all"
"""Stands for all industries together."""

MOST_TIES_AT_ONCE = 4_000_000
"""Ties times deals in memory at a time."""

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
    industry: Ints
    left: Ints
    right: Ints

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
            side.join(people, on=["person", "industry"], how="left", maintain_order="left")["node"] for side in sides
        )
        as_places = (series.cast(pl.Int64).to_numpy() for series in (industry, left, right))
        return cls(industries.to_list(), *as_places)


def mixing(network: Network, industry: Ints) -> tuple[Floats, Floats]:
    """E-I and assortativity of `network` under each row of `industry`, which has a column per person.

    E-I is (E - I)/(E + I) (Krackhardt and Stern 1988), a column per industry and one for all at the end; each
    industry has a tie. Assortativity is (tr e - sum a²)/(1 - sum a²) (Newman 2003), NaN for one industry only.

    >>> tech, health, creative = 0, 1, 2
    >>> abcd = Network(["technology", "healthcare", "creative"], np.array([tech, tech, health, creative]),
    ...                left=np.array([0, 0, 1, 2]), right=np.array([1, 2, 3, 3]))
    >>> ei, assortativity = mixing(abcd, abcd.industry[np.newaxis])
    >>> ei.round(3).tolist(), assortativity.round(3).tolist()
    ([[0.333, 1.0, 1.0, 0.5]], [-0.2])
    """
    deals, count, ties = len(industry), len(network.industries), len(network.left)
    cell = industry + np.arange(deals)[:, np.newaxis] * count
    here, is_internal = cell[:, network.left], cell[:, network.left] == cell[:, network.right]
    internal = np.bincount(here[is_internal], minlength=deals * count).reshape(deals, count)
    degree = np.bincount(np.concatenate([network.left, network.right]), minlength=industry.shape[1])
    ends = np.bincount(cell.ravel(), np.tile(degree, deals), minlength=deals * count).reshape(deals, count)
    external = ends - 2 * internal
    of_all = internal.sum(axis=1)
    ei = np.column_stack([(external - internal) / (external + internal), (ties - 2 * of_all) / ties])
    by_chance = ((ends / (2 * ties)) ** 2).sum(axis=1)
    if count == 1:
        return ei, np.full(deals, np.nan)
    return ei, (of_all / ties - by_chance) / (1 - by_chance)


def permuted(ties: pl.DataFrame, permutations: int, seed: int) -> pl.DataFrame:
    """What chance gives for each period, industry and all industries, and how rarely it strays as far as the observed.

    `ties` has a row per tie and period, both industries known. Returns `SCHEMA`'s columns, sorted: mean and 95 %
    interval of the permuted values, and the two-sided p-value (1 + as far from the mean)/(1 + permutations), which
    counts the observed as one of the deals (Phipson and Smyth 2010). Assortativity is of all industries only.
    """
    rows = [
        row
        for (period,), found in ties.sort(ties.columns).group_by("period_number", maintain_order=True)
        for row in _tested(Network.of(found), int(period), permutations, seed)  # type: ignore[call-overload]
    ]
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("period_number", "industry_id")
    return table.with_columns(pl.col(pl.Float64).fill_nan(None).round(6))


def _tested(network: Network, period: int, permutations: int, seed: int) -> Iterator[tuple[int | str | float, ...]]:
    observed = mixing(network, network.industry[np.newaxis])
    blocks = [mixing(network, deal) for deal in _deals(network, permutations, np.random.default_rng([seed, period]))]
    ei, assortativity = (np.concatenate(block) for block in zip(*blocks, strict=True))
    of_ei = _against_chance(ei, observed[0][0])
    of_assortativity = _against_chance(assortativity[:, np.newaxis], observed[1])
    unknown = np.full(len(of_assortativity), np.nan)
    for place, industry in enumerate([*network.industries, ALL]):
        yield (period, industry, *of_ei[:, place], *(of_assortativity[:, 0] if industry == ALL else unknown))


def _deals(network: Network, permutations: int, dice: np.random.Generator) -> Iterator[Ints]:
    """The shuffled industries, some rows at a time."""
    at_once = max(1, MOST_TIES_AT_ONCE // max(len(network.left), len(network.industry)))
    for begin in range(0, permutations, at_once):
        rows = min(at_once, permutations - begin)
        yield dice.permuted(np.tile(network.industry, (rows, 1)), axis=1)


def _against_chance(chance: Floats, observed: Floats) -> Floats:
    """Mean, bounds and p-value, a row each, of every column of `chance`; NaN where the measure is."""
    mean = chance.mean(axis=0)
    low, high = np.quantile(chance, INTERVAL, axis=0)
    # A deal that is the observed one again may differ in the last bit.
    is_as_far = np.abs(chance - mean) >= np.abs(observed - mean) - 1e-12
    p_value = (1 + is_as_far.sum(axis=0)) / (1 + len(chance))
    return np.vstack([mean, low, high, np.where(np.isnan(observed), np.nan, p_value)])
