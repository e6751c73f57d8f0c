"""Reach and bridges of people: what is over contacts, what over known industries, and when nothing is said."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.network.bridges import measured
from pipelines.network.roles import ROLES
from tests.unit.network.graphs import Ties, by_enumeration, frame, people, placed, tied, weighted

HUB = {("hub", name): 1.0 for name in ("a", "b", "c", "d")}
AROUND = {"hub": "software", "a": "software", "b": "design", "c": "design", "d": "banking"}


def of(ties: Ties, industries: dict[str, str], person: str) -> dict[str, object]:
    return measured(frame(ties), people(industries)).row(by_predicate=pl.col("person_id") == person, named=True)


def test_a_hub_of_four() -> None:
    """Six pairs around the hub: b-c of another industry, a with each of three, b-d and c-d of two others."""
    assert of(HUB, AROUND, "hub") == {
        "person_id": "hub", "reach": 4, "structural_constraint": 0.25, "known_industry_reach": 4, "industry_reach": 3,
        "industry_diversity": 0.625, "coordinator_count": 0, "itinerant_count": 1, "boundary_count": 3,
        "liaison_count": 2,
    }  # fmt: skip


def test_under_three_contacts_nothing_is_said_of_how_they_are_chosen() -> None:
    two = of({("hub", "a"): 1.0, ("hub", "b"): 1.0}, AROUND, "hub")
    assert (two["reach"], two["structural_constraint"], two["industry_diversity"]) == (2, None, None)


def test_an_unknown_industry_is_neither_ones_own_nor_another() -> None:
    one_unknown = of(HUB, {**AROUND, "d": "unknown"}, "hub")
    assert (one_unknown["reach"], one_unknown["known_industry_reach"], one_unknown["industry_reach"]) == (4, 3, 2)
    assert (one_unknown["boundary_count"], one_unknown["liaison_count"]) == (2, 0)
    hub_unknown = of(HUB, {**AROUND, "hub": "unknown"}, "hub")
    assert {hub_unknown[f"{role}_count"] for role in ROLES} == {None}
    assert hub_unknown["industry_reach"] == 3


def test_without_a_contact_there_is_no_row() -> None:
    assert measured(frame(HUB).clear(), people(AROUND)).height == 0


@given(tied(), placed())
def test_bounds_hold_and_roles_are_those_of_every_triad(ties: Ties, industries: dict[str, str]) -> None:
    found = measured(frame(ties), people(industries))
    listed = by_enumeration(weighted(ties), industries)
    for row in found.iter_rows(named=True):
        assert row["industry_reach"] <= row["known_industry_reach"] <= row["reach"]
        assert (row["structural_constraint"] is not None) == (row["reach"] >= 3)
        assert row["structural_constraint"] is None or 1 / row["reach"] - 1e-6 <= row["structural_constraint"] < 2
        kinds = row["industry_reach"]
        assert row["industry_diversity"] is None or 0 <= row["industry_diversity"] <= 1 - 1 / kinds + 1e-6
        counts = {role: row[f"{role}_count"] for role in ROLES}
        is_known = industries[row["person_id"]] != "unknown"
        assert counts == {role: listed[row["person_id"]][role] if is_known else None for role in ROLES}


@given(tied(), placed(), st.randoms())
def test_the_order_of_rows_and_ends_changes_nothing(ties: Ties, industries: dict[str, str], chance: Random) -> None:
    rows = [(pair, strength) if chance.random() < 0.5 else (pair[::-1], strength) for pair, strength in ties.items()]
    chance.shuffle(rows)
    shuffled = measured(frame(dict(rows)), people(industries).sample(fraction=1, shuffle=True, seed=1))
    assert_frame_equal(shuffled, measured(frame(ties), people(industries)), check_exact=True)


@pytest.mark.parametrize("scale", [0.5, 3.0])
def test_constraint_has_no_unit(scale: float) -> None:
    scaled = {pair: strength * scale for pair, strength in {**HUB, ("a", "b"): 2.5}.items()}
    assert (
        of(scaled, AROUND, "hub")["structural_constraint"]
        == of({**HUB, ("a", "b"): 2.5}, AROUND, "hub")["structural_constraint"]
    )
