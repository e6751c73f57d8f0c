"""What later files state again: how many rows of a file, and the last file that does so.

A row is stated again where a later file of the same layout (of the same tool, for outcomes)
has a record of the same thing: the same guest of the same event, the same member, deal or tie.
What the warehouse makes of that is its own rule for each kind: of an outcome the latest
record counts, a snapshot of members renews those that it names and ends the others, and of
attendances and ties all records are evidence, of which the strongest decides. Contacts and
organisations are left out: two address books share people, and neither restates the other.
Only files that count are looked at, so the answer is that of one `as_of`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

import polars as pl

from pipelines.home import Home
from pipelines.quality.deliveries import EventSizes
from pipelines.quality.figures import scanned
from pipelines.quality.ledger import LandedFile

PERSON = ("tool_person_id", "email", "profile_url", "full_name")
_FROM = tuple(f"from_{name}" for name in PERSON)
_TO = (*(f"to_{name}" for name in PERSON), "to_organisation_name")

SAME: dict[str, tuple[tuple[str, ...], ...]] = {
    "attendance": (("tool_event_id", "event_name"), ("event_on",), ("ticket_id", *PERSON)),
    "membership": (("group_name",), ("tool_member_id", *PERSON, "organisation_name")),
    "interaction": (_FROM, _TO, ("interaction_kind",), ("occurred_on",)),
    "outcome": (("tool_outcome_id",),),
}
"""Record kind → what makes two records one thing: of each group of columns, the first that is filled."""

WITHIN = {"outcome": "tool"}
"""Record kind → the column within which things are told apart, where it is not the layout."""

_ROW = ["place", "part", "row_number"]


def restated(home: Home, files: list[LandedFile], events: Mapping[str, EventSizes]) -> dict[str, tuple[int, str]]:
    """For each of `files` (all of them counted) that later ones state again: how many rows, and the last such file.

    `events` has the attendances of each file by event. Later is what shows a later day: a snapshot
    the day it is of, any other file the day it landed on.
    """
    files = sorted(files, key=_shown)
    found = [
        _of_kind(home, kind, place_of) for kind in SAME if len(place_of := _candidates(home, kind, files, events)) > 1
    ]
    if not found:
        return {}
    rows = _last(pl.concat(found).lazy()).collect()
    by_file = rows.group_by("place").agg(pl.len(), pl.col("last").max()).sort("place")
    return {files[place].file_id: (count, files[last].file_id) for place, count, last in by_file.iter_rows()}


def _shown(file: LandedFile) -> tuple[date, datetime, str]:
    return file.entry.snapshot_on or file.landed_at.date(), file.landed_at, file.file_id


def _candidates(home: Home, kind: str, files: list[LandedFile], events: Mapping[str, EventSizes]) -> dict[str, int]:
    """The files, by their place, that share what they are about with another; the others cannot be restated.

    A layout may give a kind, and none of a file's rows a record of it: such a file has nothing to state again.
    """
    about = {
        file.file_id: _about(kind, file, events)
        for file in files
        if kind in file.record_kinds and home.record_file(kind, file.file_id).exists()
    }
    shared = Counter(topic for topics in about.values() for topic in topics)
    return {
        file.file_id: place
        for place, file in enumerate(files)
        if any(shared[topic] > 1 for topic in about.get(file.file_id, ()))
    }


def _about(kind: str, file: LandedFile, events: Mapping[str, EventSizes]) -> set[str]:
    if kind == "attendance":
        return set(events.get(file.file_id, ()))
    return {kind} if kind in WITHIN else set(file.layouts)


def _of_kind(home: Home, kind: str, place_of: dict[str, int]) -> pl.DataFrame:
    """The rows (`_ROW`) whose thing a later file has again, with the place of the last such file."""
    places = pl.LazyFrame(
        {"file_id": list(place_of), "place": list(place_of.values())}, schema_overrides={"place": pl.Int64}
    )
    things = [pl.coalesce(pl.col(column).cast(pl.String) for column in columns) for columns in SAME[kind]]
    thing = pl.concat_str(pl.col(WITHIN.get(kind, "layout")), *(one.fill_null("") for one in things), separator="\x1f")
    rows = (
        scanned(home, kind, list(place_of))
        .filter(things[-1].is_not_null())
        .join(places, on="file_id")
        .select(*_ROW, thing=thing.hash())
    )
    last = rows.group_by("thing").agg(last=pl.col("place").max())
    later = rows.join(last, on="thing").filter(pl.col("last") > pl.col("place"))
    return _last(later.select(*_ROW, "last")).collect(engine="streaming")


def _last(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.group_by(_ROW).agg(pl.col("last").max())
