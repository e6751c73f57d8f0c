"""Clusters join by what all pairs between them say."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.clusters import Clusters
from pipelines.identity.linkage import Linkage

LEAST = 4.25
EDGES = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-12, 20).map(lambda weight: round(weight, 2)),
    max_size=40,
)


def _joined(size: int, pairs: dict[tuple[int, int], float], apart: tuple[tuple[int, int], ...] = ()) -> list[int]:
    clusters = Clusters(size)
    for one, other in apart:
        clusters.keep_apart(one, other)
    links = Linkage(clusters, range(size), ((*pair, weight) for pair, weight in pairs.items()))
    list(links.join(LEAST, lambda link: True))
    return clusters.members()


def _groups(weight: float) -> dict[tuple[int, int], float]:
    """Two groups of five, each sure within."""
    return {pair: weight for group in (range(5), range(5, 10)) for pair in combinations(group, 2)}


def test_one_weak_pair_does_not_chain_two_groups() -> None:
    assert _joined(10, {**_groups(12.0), (4, 5): 5.0}) == [0] * 5 + [5] * 5


def test_one_sure_pair_does_where_nothing_speaks_against() -> None:
    assert _joined(10, {**_groups(12.0), (4, 5): 12.0}) == [0] * 10


def test_not_even_a_sure_pair_does_where_the_others_contradict() -> None:
    against = dict.fromkeys(product(range(5), range(5, 10)), -10.0)
    assert _joined(10, {**_groups(12.0), **against, (4, 5): 12.0}) == [0] * 5 + [5] * 5


def test_several_doubtful_pairs_support_each_other() -> None:
    doubtful = {(0, 2): 3.5, (1, 2): 3.5}
    assert _joined(3, {(0, 1): 12.0, (0, 2): 3.5}) == [0, 0, 2]
    assert _joined(3, {(0, 1): 12.0, **doubtful}) == [0, 0, 0]


def test_what_is_kept_apart_stays_so_whatever_the_weights() -> None:
    assert _joined(3, {(0, 1): 20.0, (1, 2): 19.0}, apart=((0, 2),)) == [0, 0, 2]


@given(pairs=EDGES, seed=st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(pairs: dict[tuple[int, int], float], seed: object) -> None:
    shuffled = list(pairs.items())
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _joined(12, pairs) == _joined(12, dict(shuffled))


@given(pairs=EDGES)
def test_nobody_joins_without_a_chain_of_pairs_that_speak_for_it(pairs: dict[tuple[int, int], float]) -> None:
    reach = Clusters(12)
    for (one, other), weight in pairs.items():
        if weight > 0:
            reach.join(one, other)
    members = _joined(12, pairs)
    assert all(reach.root(item) == reach.root(root) for item, root in enumerate(members))
