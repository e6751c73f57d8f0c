"""The table `insights.release_changes`: what differs between a release and the one in force before it.

Files, decisions, settings, code and `as_of` decide every number, so what differs of these is all
that can have moved one. Files are named by their ids: their names may be people's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.publishing.manifest import Manifest, Written
from pipelines.publishing.told import ToldTable

BY_HAND = ("decision", "setting", "layout")
"""Kinds of difference that somebody made by hand."""

RELEASE_CHANGES = ToldTable(
    audience="insights",
    name="release_changes",
    comment="What differs between each release and the one in force before it, of all that decides its numbers.",
    columns={
        "release_number": (pl.Int64(), "Number of the release."),
        "release_id": (pl.String(), "Name of the release."),
        "previous_release_id": (pl.String(), "Name of the release in force before it."),
        "change_kind": (
            pl.String(),
            "file, layout, decision, setting, code, or time: some numbers change with as_of by themselves.",
        ),
        "subject": (
            pl.String(),
            "The file_id; the layout; the file of decisions; the setting, as section.key; code_version; as_of.",
        ),
        "value_before": (
            pl.String(),
            "Its value in the release before: of a file that counts its rows loaded, of decisions their rows, "
            "of a layout its lines.",
        ),
        "value_after": (pl.String(), "Its value in this release; null where it is not there, or does not count."),
    },
)

MOST_FILES = 3
"""Files that are named one by one where there are more."""


class Difference(NamedTuple):
    """One thing that two releases were made from, and that differs."""

    change_kind: str
    subject: str
    value_before: str | None
    value_after: str | None


def differences(this: Manifest, last: Manifest, files: Path, last_files: Path) -> list[Difference]:
    """All that differs between two releases, kind by kind, and in the order of their names.

    `files` and `last_files` are the Parquet of their `insights.source_files`; a file counts as
    another one, too, where it was read with another layout or result.
    """
    return [
        *_differing("file", _counted(last_files), _counted(files)),
        *_differing("layout", *_by_hand(last.layouts, this.layouts)),
        *_differing("decision", *_by_hand(last.decided, this.decided)),
        *_differing("setting", _flat(last.settings), _flat(this.settings)),
        *_differing("code", {"code_version": last.code_version}, {"code_version": this.code_version}),
        *_differing("time", {"as_of": last.as_of.isoformat()}, {"as_of": this.as_of.isoformat()}),
    ]


def rows_of(found: list[Difference], this: Manifest, last: Manifest) -> pl.DataFrame:
    """The rows of the table that a release adds to it."""
    names = {"release_number": this.number, "release_id": this.release_id, "previous_release_id": last.release_id}
    return pl.DataFrame([{**names, **one._asdict()} for one in found], schema=RELEASE_CHANGES.schema)


def named(found: list[Difference]) -> str:
    """The subjects of differences, for a cell: decisions, settings and layouts, and then the first files.

    >>> named([Difference("time", "as_of", "a", "b"), Difference("file", "f1", None, "9")])
    'file f1'
    """
    by_hand = [f"{one.change_kind} {one.subject}" for one in found if one.change_kind in BY_HAND]
    files = [f"file {one.subject}" for one in found if one.change_kind == "file"]
    more = [f"{len(files) - MOST_FILES} more files"] if len(files) > MOST_FILES else []
    return ", ".join([*by_hand, *files[:MOST_FILES], *more])


def _differing(kind: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for subject in sorted(before.keys() | after.keys()):
        old, new = before.get(subject), after.get(subject)
        if old != new:
            yield Difference(kind, subject, _shown(old), _shown(new))


def _shown(value: Any) -> str | None:
    return None if value is None else str(value[0] if isinstance(value, tuple) else value)


def _counted(files: Path) -> dict[str, tuple[Any, ...]]:
    """The files that count and have records, by id: rows loaded first, then what tells one reading from another."""
    if not files.exists():
        return {}
    rows = pl.read_parquet(files).filter(pl.col("is_counted") & (pl.col("rows_loaded") > 0))
    read = rows.select("file_id", "rows_loaded", "rows_quarantined", "layouts", "date_order", "snapshot_on")
    return {row[0]: row[1:] for row in read.iter_rows()}


def _by_hand(
    before: dict[str, Written] | None, after: dict[str, Written] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Files that people write, by name, as rows and fingerprint; none of both where a release does not know its own.

    An empty file says no more than none.
    """
    if before is None or after is None:
        return {}, {}
    old, new = (
        {name: (one.row_count, one.fingerprint) for name, one in files.items() if one.row_count}
        for files in (before, after)
    )
    return old, new


def _flat(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings by `section.key`.

    >>> _flat({"membership": {"grace_days": 90}})
    {'membership.grace_days': 90}
    """
    return {f"{section}.{key}": value for section, keys in settings.items() for key, value in keys.items()}
