"""The harness on a tiny made-up table: kith is run as a user runs it, and what it finds comes back row by row."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks.accuracy import datasets, kith
from benchmarks.accuracy.measures import b_cubed, pairwise

PEOPLE = [
    ("Ada", "Byte", "1990-02-01", "Testford", "ada.byte@one.example", "1"),
    ("Ada", "Byte", "1990-02-01", "Testford", "ada.byte@one.example", "1"),
    ("A.", "Byte", None, "Testford", "ada.byte@one.example", "1"),
    ("Max", "Qubit", "1980-05-06", "Sampleton", "max@two.example", "2"),
    ("Max", "Qubit", None, None, "max@two.example", "2"),
    (None, None, None, "Sampleton", None, "3"),
]
COLUMNS = ("first_name", "surname", "dob", "city", "email", "entity")


@pytest.fixture(scope="module")
def people() -> datasets.Dataset:
    rows = pl.DataFrame(PEOPLE, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").with_row_index("unique_id")
    return datasets.Dataset("fake_1000", "made up", "person", rows, ("first_name", "surname"), ("dob", "city", "email"))


def test_kith_labels_every_row_and_nobody_where_nobody_is_named(people: datasets.Dataset) -> None:
    found = kith.labels(people)
    assert len(found) == len(PEOPLE)
    assert found.is_null().to_list() == [False] * 5 + [True]
    assert pairwise(found, people.truth).score.f1 == 1.0
    assert b_cubed(found, people.truth).f1 == 1.0


def test_no_export_holds_the_truth(people: datasets.Dataset) -> None:
    assert b"entity" not in people.export


@pytest.mark.skipif(not datasets.SHARED.is_dir(), reason="the public data is not here (shared/data)")
@pytest.mark.parametrize("make", datasets.LABELLED)
def test_public_data_is_labelled_row_by_row_and_its_export_tells_no_label(make: datasets.Make) -> None:
    dataset = make()
    assert dataset.truth.null_count() == 0
    assert set(dataset.compared) < set(dataset.rows.columns) - {"entity"}
    told = {frozenset(dataset.rows[column].drop_nulls()) for column in dataset.rows.columns if column != "entity"}
    assert frozenset(dataset.truth) not in told
