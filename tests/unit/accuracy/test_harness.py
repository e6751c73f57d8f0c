"""The harness on a tiny made-up table: kith is run as a user runs it, and what it finds comes back row by row."""

from __future__ import annotations

import time

import polars as pl
import pytest

from benchmarks.accuracy import baselines, datasets, kith, labelled, report
from benchmarks.accuracy.measures import Pairs, b_cubed, pairwise

PEOPLE = [
    ("Ada", "Byte", "1990-02-01", "Testford", "ada.byte@one.example", "1"),
    ("Ada", "Byte", "1990-02-01", "Testford", "ada.byte@one.example", "1"),
    ("A.", "Byte", None, "Testford", "ada.byte@one.example", "1"),
    ("Max", "Qubit", "1980-05-06", "Sampleton", "max@two.example", "2"),
    ("Max", "Qubit", None, None, "max@two.example", "2"),
    (None, None, None, "Sampleton", None, "3"),
]
FIELDS: dict[str, datasets.Holds] = {
    "first_name": "name", "surname": "name", "dob": "date", "city": "text", "email": "email",
}  # fmt: skip


@pytest.fixture(scope="module")
def people() -> datasets.Dataset:
    rows = pl.DataFrame(PEOPLE, schema=dict.fromkeys([*FIELDS, "entity"], pl.String), orient="row").with_row_index(
        "unique_id"
    )
    return datasets.Dataset("fake_1000", "made up", "person", rows, FIELDS)


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
    assert set(dataset.fields) < set(dataset.rows.columns) - {"entity"}
    told = {frozenset(dataset.rows[column].drop_nulls()) for column in dataset.rows.columns if column != "entity"}
    assert frozenset(dataset.truth) not in told


@pytest.mark.parametrize(
    ("name", "joined"),
    [("exact names", {(1, 0), (4, 3)}), ("token sort at 85", {(1, 0), (2, 0), (2, 1), (4, 3)})],
)
def test_names_alone_join_those_called_alike(people: datasets.Dataset, name: str, joined: set[tuple[int, int]]) -> None:
    found = baselines.BASELINES[name](people).labels
    assert {(i, j) for i in range(6) for j in range(i) if found[i] is not None and found[i] == found[j]} == joined


def test_pairs_are_judged_before_and_after_they_are_closed() -> None:
    names = ["ada byte", "ada byte b", "ada byte bit", "max qubit"]
    rows = pl.DataFrame({"surname": names, "entity": ["1", "1", "1", "2"]})
    found = baselines.token_sort(datasets.Dataset("made_up", "made up", "person", rows, {"surname": "name"}))
    assert found.scored == Pairs(both=2, found=2, true=3)
    assert pairwise(found.labels, rows["entity"]) == Pairs(both=3, found=3, true=3)


def test_the_page_tells_who_did_how_well_and_what_is_left(people: datasets.Dataset) -> None:
    names_only = [("exact names", baselines.exact_names)]
    section = report.labelled(labelled.measured(people, names_only) | {"target": 0.9})
    assert "| kith | 1.0000 | 1.0000 | 1.0000 | 1.0000 | 1.0000 | 1.0000 |" in section
    assert "| exact names | 1.0000 | 0.5000 | 0.6667 |" in section
    assert "| none |  | 0 |" in section
    assert not any(cell in section for row in PEOPLE for cell in row[:2] if cell)


def test_a_peer_that_takes_too_long_is_stopped_and_named(people: datasets.Dataset) -> None:
    told = labelled.measured(people, [("slow", lambda _: time.sleep(60))], most_seconds=1)
    assert "| slow: stopped after 0 minutes |" in report.labelled(told | {"target": 0.9})


def test_a_peer_that_asks_for_too_much_memory_is_stopped_and_named(people: datasets.Dataset) -> None:
    told = labelled.measured(people, [("greedy", lambda _: bytearray(labelled.MOST_GIBIBYTES * 2**30))])
    assert f"| greedy: stopped at {labelled.MOST_GIBIBYTES} GiB of memory |" in report.labelled(told | {"target": 0.9})


def test_a_peer_that_gives_up_is_named_without_what_it_quotes(people: datasets.Dataset) -> None:
    def gives_up(_: datasets.Dataset) -> baselines.Found:
        raise UserWarning("The record\n{'full_name': 'Ada Byte'}\nis not known.")

    page = report.labelled(labelled.measured(people, [("picky", gives_up)]) | {"target": 0.9})
    assert "| picky: gave up (UserWarning) |" in page
    assert "Byte" not in page
