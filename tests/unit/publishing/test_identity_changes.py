"""Merges, splits and moves between releases: recorded, attributed, carried on, and led to whoever is there now."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import decisions
from pipelines.publishing import shelf
from pipelines.publishing.reading import released
from pipelines.publishing.release import publish
from pipelines.publishing.telling import TOLD
from pipelines.settings import Settings
from tests.unit.publishing.warehouses import AS_OF, make_home

KINDS = "SELECT entity, change_kind, id_before, id_after, record_count, moved_by FROM identity_changes ORDER BY ALL"


def links(people: dict[str, str], file: str = "f" * 16, **more: Any) -> dict[str, list[Any]]:
    """The links of rows 0, 1 and so on to the people named by single letters, as the mart has them."""
    rows = list(people.items())
    return {
        "record_kind": ["contact"] * len(rows), "file_id": [file] * len(rows), "part": [1] * len(rows),
        "row_number": [int(row) for row, _ in rows], "side": ["subject"] * len(rows),
        "person_id": [person for _, person in rows], "organisation_id": [None] * len(rows), **more,
    }  # fmt: skip


def numbered(people: str) -> dict[str, str]:
    return {str(row): person for row, person in enumerate(people)}


def published(home: Home, settings: Settings, people: str, day: int, **more: Any) -> list[tuple[Any, ...]]:
    """Publishes a release whose rows name these people; returns the changes it lists."""
    return publish_links(home, settings, links(numbered(people), **more), day)


def publish_links(home: Home, settings: Settings, table: dict[str, list[Any]], day: int) -> list[tuple[Any, ...]]:
    frame = {name: pl.Series(values, dtype=pl.Int64 if name in ("part", "row_number") else pl.String)
             for name, values in table.items()}  # fmt: skip
    publish(make_home(home, people__identity_links=frame), settings, AS_OF + timedelta(days=day))  # type: ignore[arg-type]
    return asked(home, KINDS)


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    with released(home, "people") as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("aabb", "aabb", []),
        ("aabb", "aaaa", [("merged", "b", "a", 2)]),
        ("aabbc", "aaaaa", [("merged", "b", "a", 2), ("merged", "c", "a", 1)]),
        ("aabb", "cccc", [("merged", "a", "c", 2), ("merged", "b", "c", 2)]),
        ("aaaa", "aacc", [("split", "a", "c", 2)]),
        ("aaaa", "bbcc", [("split", "a", "b", 2), ("split", "a", "c", 2)]),
        ("aabb", "aaab", [("moved", "b", "a", 1)]),
        ("aab", "ccb", [("renamed", "a", "c", 2)]),
        ("aab", "bba", [("moved", "a", "b", 2), ("moved", "b", "a", 1)]),
    ],
)
def test_each_change_has_its_kind(
    home: Home, settings: Settings, before: str, after: str, found: list[tuple[str, str, str, int]]
) -> None:
    assert published(home, settings, before, 0) == []
    expected = [("person", *change, "") for change in found]
    assert published(home, settings, after, 1) == expected


def test_organisations_are_followed_too(home: Home, settings: Settings) -> None:
    published(home, settings, "aa", 0, organisation_id=["o", "q"])
    assert published(home, settings, "aa", 1, organisation_id=["o", "o"]) == [
        ("organisation", "merged", "q", "o", 1, "")
    ]


def test_rows_of_only_one_release_change_nothing(home: Home, settings: Settings) -> None:
    published(home, settings, "aab", 0)
    assert published(home, settings, "aa", 1) == []
    assert published(home, settings, "aac", 2) == []


def test_what_moved_it_is_what_differs_between_the_releases(home: Home, settings: Settings) -> None:
    more = {name: [*values, *links(numbered("z"), "e" * 16)[name]] for name, values in links(numbered("aaa")).items()}
    published(home, settings, "aab", 0)
    assert {change[-1] for change in publish_links(home, settings, more, 1)} == {"file"}
    other = Settings.model_validate({"identity": {"match_probability": 0.9}, "privacy": {"smallest_cell": 4}})
    assert published_cause(home, other, "aab", 4) == {"file, setting"}
    (home.decisions / "people.csv").write_text("decision,left,right\nsame,email:a@b.example,email:c@b.example\n")
    decisions.read_decisions(home)
    assert published_cause(home, other, "aaa", 5) == {"decision"}


def published_cause(home: Home, settings: Settings, people: str, day: int) -> set[str]:
    """What moved the changes of the release now made."""
    published(home, settings, people, day)
    newest = "SELECT moved_by FROM identity_changes WHERE release_number = (SELECT max(release_number) FROM {0})"
    return {cause for (cause,) in asked(home, newest.format("identity_changes"))}


def test_new_code_is_a_cause(home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    published(home, settings, "aab", 0)
    monkeypatch.setattr("pipelines.publishing.release.code_version", lambda: "9.9.9")
    assert published_cause(home, settings, "aaa", 1) == {"code"}


def test_a_note_beside_a_decision_is_no_cause(home: Home, settings: Settings) -> None:
    path = home.decisions / "people.csv"
    path.write_text("decision,left,right\nsame,email:a@b.example,email:c@b.example\n")
    decisions.read_decisions(home)
    published(home, settings, "aab", 0)
    path.write_text("decision,left,right,note\n\nsame,email:a@b.example,email:c@b.example,sure\n")
    decisions.read_decisions(home)
    assert published_cause(home, settings, "aaa", 1) == {""}


def test_an_old_id_leads_to_whoever_has_its_records_now(home: Home, settings: Settings) -> None:
    for day, people in enumerate(("aabbcc", "aaaacc", "cccccc", "ccccdd", "ccccff")):
        published(home, settings, people, day)
    leads = "SELECT release_number, id_before, id_after, current_id FROM identity_changes ORDER BY ALL"
    assert asked(home, leads) == [
        (2, "b", "a", "c"), (3, "a", "c", "c"), (4, "c", "d", "c"), (5, "d", "f", "f"),
    ]  # fmt: skip
    published(home, settings, "bbccff", 5)
    assert asked(home, leads)[0] == (2, "b", "a", "b"), "somebody who is there again is nobody else"
    published(home, settings, "", 6)
    assert {current for *_, current in asked(home, leads)} == {None}


def test_what_was_recorded_outlives_the_release_that_recorded_it(home: Home, settings: Settings) -> None:
    kept = Settings.model_validate({**settings.model_dump(mode="json"), "release": {"keep": 1}})
    published(home, kept, "aabb", 0)
    for day in range(1, 5):
        assert published(home, kept, "aaaa", day) == [("person", "merged", "b", "a", 2, "")]
    assert len(shelf.kept(home)) == 1


def test_a_way_back_to_an_earlier_release_is_recorded_in_it(home: Home, settings: Settings) -> None:
    published(home, settings, "aabb", 0)
    first = shelf.current(home)
    assert published(home, settings, "aaaa", 0) == [("person", "merged", "b", "a", 2, "")]
    changes = published(home, settings, "aabb", 0)
    assert changes == [("person", "merged", "b", "a", 2, ""), ("person", "split", "a", "b", 2, "")]
    back = shelf.current(home)
    assert first is not None and back is not None
    assert (back.release_id, back.number) == (first.release_id, 3)
    told = {table.name for table in TOLD}
    assert [one for one in back.tables if one.name not in told] == [one for one in first.tables if one.name not in told]


def test_the_same_releases_in_turn_record_the_same_bytes(tmp_path: Any, settings: Settings) -> None:
    found = []
    for name in ("one", "other"):
        home = Home.at(tmp_path / name)
        for day, people in enumerate(("abcabc", "aacaac", "abcabc", "cbacba")):
            published(home, settings, people, day)
        found.append((home.current_release / "parquet" / "people" / "identity_changes.parquet").read_bytes())
    assert found[0] == found[1]


def test_without_earlier_releases_the_record_begins_anew(home: Home, settings: Settings) -> None:
    published(home, settings, "aabb", 0)
    published(home, settings, "aaaa", 1)
    shutil.rmtree(home.published)
    assert published(home, settings, "aaaa", 1) == []


def test_only_the_owner_reads_it(home: Home, settings: Settings) -> None:
    published(home, settings, "ab", 0)
    published(home, settings, "aa", 1)
    path = home.current_release / "parquet" / "people" / "identity_changes.parquet"
    assert path.stat().st_mode & 0o777 == 0o600
    assert home.restricted_file.stat().st_mode & 0o777 == 0o600
