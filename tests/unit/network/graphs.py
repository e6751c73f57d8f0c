"""Small graphs as frames of ties, and what a plain enumeration says of them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import polars as pl
from hypothesis import strategies as st

from pipelines.network.graph import Graph

INDUSTRIES = ("banking", "design", "software", "unknown")
NAMES = [f"p{number:02}" for number in range(12)]
Ties = dict[tuple[str, str], float]


@st.composite
def tied(draw: st.DrawFn) -> Ties:
    """Ties between some of a dozen people: pair → strength."""
    pairs = st.sampled_from(list(combinations(NAMES, 2)))
    return draw(st.dictionaries(pairs, st.floats(0.01, 20), min_size=1, max_size=40))


@st.composite
def placed(draw: st.DrawFn) -> dict[str, str]:
    """An industry for each of the dozen."""
    return {name: draw(st.sampled_from(INDUSTRIES)) for name in NAMES}


def frame(ties: Ties) -> pl.DataFrame:
    rows = [(*pair, strength) for pair, strength in ties.items()]
    return pl.DataFrame(rows, ["left_person_id", "right_person_id", "tie_strength"], orient="row")


def people(industries: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame({"person_id": list(industries), "industry_id": list(industries.values())})


def weighted(ties: Ties) -> nx.Graph[str]:
    made: nx.Graph[str] = nx.Graph()
    made.add_weighted_edges_from((*pair, strength) for pair, strength in sorted(ties.items()))
    return made


def numbered(made: nx.Graph[str]) -> Graph:
    """The same graph for `pipelines.network`: people in order, every tie without a weight 1 strong."""
    place = {person: number for number, person in enumerate(sorted(made))}
    ends = sorted(
        (*sorted((place[one], place[other])), about.get("weight", 1.0)) for one, other, about in made.edges(data=True)
    )
    left, right, strength = (np.array(each) for each in zip(*ends, strict=True))
    return Graph(len(made), left, right, strength)


def by_enumeration(made: nx.Graph[str], industries: dict[str, str]) -> dict[str, Counter[str]]:
    """The role of everybody of known industry in each open triad of such people, one triad after the other."""
    counted: dict[str, Counter[str]] = {}
    for broker in made:
        own = industries[broker]
        around = [other for other in made[broker] if industries[other] != "unknown"]
        counted[broker] = Counter(
            _role(own, industries[one], industries[other])
            for one, other in combinations(around, 2)
            if not made.has_edge(one, other)
        )
    return counted


def _role(own: str, one: str, other: str) -> str:
    if one == other:
        return "coordinator" if one == own else "itinerant"
    return "boundary" if own in (one, other) else "liaison"


def random(people: int, ties: int, seed: int) -> Ties:
    """Ties between random people, with random strengths."""
    dice = np.random.default_rng(seed)
    ends = {tuple(sorted(pair)) for pair in dice.integers(0, people, (ties, 2)).tolist() if pair[0] != pair[1]}
    return {(f"p{one:04}", f"p{other:04}"): float(dice.uniform(0.1, 5)) for one, other in sorted(ends)}
