from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.clusters import Clusters

PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] != pair[1]), max_size=25)


@given(apart=PAIRS, joins=PAIRS)
def test_what_is_kept_apart_never_meets(apart: list[tuple[int, int]], joins: list[tuple[int, int]]) -> None:
    clusters = Clusters(12)
    kept = [pair for pair in apart if clusters.keep_apart(*pair)]
    for pair in joins:
        clusters.join(*pair)
    assert all(clusters.root(one) != clusters.root(other) for one, other in kept)


@given(joins=PAIRS)
def test_without_restraint_joining_is_reachability(joins: list[tuple[int, int]]) -> None:
    clusters = Clusters(12)
    for pair in joins:
        assert clusters.join(*pair)
    reach = {item: {item} for item in range(12)}
    for one, other in joins:
        both = reach[one] | reach[other]
        for item in both:
            reach[item] = both
    assert clusters.members() == [min(reach[item]) for item in range(12)]


def test_a_cluster_inherits_what_its_members_are_kept_from() -> None:
    clusters = Clusters(4)
    clusters.keep_apart(0, 3)
    assert clusters.join(0, 1)
    assert clusters.join(2, 3)
    assert not clusters.join(1, 2)


def test_what_is_one_already_cannot_be_kept_apart() -> None:
    clusters = Clusters(2)
    clusters.join(0, 1)
    assert not clusters.keep_apart(0, 1)
