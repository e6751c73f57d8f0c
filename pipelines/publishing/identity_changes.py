"""The table `people.identity_changes`: whose records got another id between releases.

The links of a candidate are held against those of the release in force, record by
record; what earlier releases recorded is carried on. Like `insights.releases` it tells
what was published before: it is no part of what names a release, and a home whose
releases are deleted begins it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.publishing.manifest import Manifest, Written
from pipelines.publishing.tables import text
from pipelines.publishing.told import ToldTable

if TYPE_CHECKING:
    import duckdb

IDENTITY_CHANGES = ToldTable(
    audience="people",
    name="identity_changes",
    comment=(
        "People and organisations whose records got another id from one release to the next: merges, splits and "
        "moves. Personal data."
    ),
    columns={
        "release_number": (pl.Int64(), "Number of the release that shows the change first."),
        "release_id": (pl.String(), "Name of that release."),
        "entity": (pl.String(), "person or organisation."),
        "change_kind": (pl.String(), "merged, renamed, split or moved."),
        "id_before": (pl.String(), "The person_id or organisation_id of the records in the release before."),
        "id_after": (pl.String(), "Their id since."),
        "record_count": (pl.Int64(), "Records, by their sides, whose id changed so."),
        "moved_by": (
            pl.String(),
            "What differs between the two releases of what decides who is who: decision, file, layout, setting, code.",
        ),
        "current_id": (
            pl.String(),
            "Whom id_before stands for in this release: itself where it is there, else who has most of its records; "
            "null where nobody has.",
        ),
    },
)
WHO_IS_WHO = ("people.csv", "organisations.csv", "aliases.csv")
"""The files of decisions that say it."""

ENTITIES = {"person": "person_id", "organisation": "organisation_id"}
MOVED = """
    WITH pair AS (
        SELECT old.{key} AS id_before, new.{key} AS id_after, count(*) AS record_count
        FROM read_parquet({before}) AS old
        JOIN read_parquet({after}) AS new USING (record_kind, file_id, part, row_number, side)
        WHERE old.{key} IS NOT NULL AND new.{key} IS NOT NULL
        GROUP BY old.{key}, new.{key}
    ),
    counted AS (
        SELECT
            *,
            count(*) OVER (PARTITION BY id_before) AS heirs,
            count(*) OVER (PARTITION BY id_after) AS sources
        FROM pair
    )
    SELECT
        id_before, id_after, record_count, heirs, sources,
        EXISTS (SELECT 1 FROM read_parquet({after}) AS new WHERE new.{key} = id_before) AS stays,
        EXISTS (SELECT 1 FROM read_parquet({before}) AS old WHERE old.{key} = id_after) AS was_there
    FROM counted WHERE id_before <> id_after
"""


def changes(
    connection: duckdb.DuckDBPyConnection, this: Manifest, last: Manifest | None, links: Path, last_links: Path
) -> pl.DataFrame:
    """The table of release `this`: what the release in force before it recorded, and what changed since.

    `links` are the Parquet of `people.identity_links` of either; beside them stands that of this table.
    """
    if last is None or not (links.exists() and last_links.exists()):
        return pl.DataFrame(schema=IDENTITY_CHANGES.schema)
    known = IDENTITY_CHANGES.known(last_links.parent)
    found = []
    if last.release_id != this.release_id:
        cause = ", ".join(_causes(this, last, links, last_links))
        found = [_moved(connection, entity, links, last_links, this, cause) for entity in ENTITIES]
    return _with_current(pl.concat([known, *found]), links).sort(list(IDENTITY_CHANGES.columns))


def _causes(this: Manifest, last: Manifest, links: Path, last_links: Path) -> Iterator[str]:
    if None not in (this.decided, last.decided) and _decided(this) != _decided(last):
        yield "decision"
    if not _files(links).equals(_files(last_links)):
        yield "file"
    if None not in (this.layouts, last.layouts) and this.layouts != last.layouts:
        yield "layout"
    if _settings(this) != _settings(last):
        yield "setting"
    if this.code_version != last.code_version:
        yield "code"


def _files(links: Path) -> pl.Series:
    return pl.scan_parquet(links).select(pl.col("file_id").unique().sort()).collect()["file_id"]


def _decided(manifest: Manifest) -> list[Written | None]:
    """The decisions that join and keep apart."""
    return [(manifest.decided or {}).get(name) for name in WHO_IS_WHO]


def _settings(manifest: Manifest) -> tuple[Any, Any]:
    """The settings that decide who is who."""
    return manifest.settings.get("identity"), manifest.settings.get("locale", {}).get("country")


def _moved(
    connection: duckdb.DuckDBPyConnection, entity: str, links: Path, last_links: Path, this: Manifest, cause: str
) -> pl.DataFrame:
    query = MOVED.format(key=ENTITIES[entity], before=text(last_links), after=text(links))
    return classified(connection.execute(query).pl()).select(
        pl.lit(this.number, pl.Int64).alias("release_number"),
        pl.lit(this.release_id).alias("release_id"),
        pl.lit(entity).alias("entity"),
        "change_kind",
        "id_before",
        "id_after",
        "record_count",
        pl.lit(cause).alias("moved_by"),
        pl.lit(None, pl.String).alias("current_id"),
    )


def classified(moved: pl.DataFrame) -> pl.DataFrame:
    """Adds `change_kind` to pairs of ids.

    `heirs` counts the ids that share what `id_before` had, `sources` those that `id_after` has
    from; `stays` tells whether `id_before` still is there, `was_there` whether `id_after` was.

    >>> pair = {"heirs": 1, "sources": 2, "stays": False, "was_there": True}
    >>> classified(pl.DataFrame([pair]))["change_kind"].to_list()
    ['merged']
    """
    gone_whole = ~pl.col("stays") & (pl.col("heirs") == 1)
    kind = (
        pl.when(gone_whole & (pl.col("was_there") | (pl.col("sources") > 1)))
        .then(pl.lit("merged"))
        .when(gone_whole)
        .then(pl.lit("renamed"))
        .when(pl.col("stays") & pl.col("was_there"))
        .then(pl.lit("moved"))
        .otherwise(pl.lit("split"))
    )
    return moved.with_columns(kind.alias("change_kind"))


def _with_current(rows: pl.DataFrame, links: Path) -> pl.DataFrame:
    """Fills `current_id` of all rows for the release that `links` are of."""
    present = {(entity, one) for entity in ENTITIES for one in _present(rows, entity, links)}
    leads: dict[tuple[str, str], str | None] = {}
    found: dict[tuple[int, str, str], str | None] = {}
    columns = ("release_number", "entity", "id_before", "id_after", "record_count")
    newest = rows.select(columns).sort(columns, descending=[True, False, False, False, True])
    for number, release in newest.group_by("release_number", maintain_order=True):
        largest = release.sort(
            "entity", "id_before", "record_count", "id_after", descending=[False, False, True, False]
        )
        heirs = largest.unique(["entity", "id_before"], keep="first", maintain_order=True)
        # What later releases say of an id comes first: it may have stayed, or come back.
        now = {
            (entity, before): before
            if (entity, before) in present
            else leads.get((entity, before)) or (after if (entity, after) in present else leads.get((entity, after)))
            for entity, before, after in heirs.select("entity", "id_before", "id_after").iter_rows()
        }
        leads |= now
        found |= {(int(number[0]), *key): lead for key, lead in now.items()}
    keys = rows.select("release_number", "entity", "id_before").iter_rows()
    return rows.with_columns(pl.Series("current_id", [found[key] for key in keys], dtype=pl.String))


def _present(rows: pl.DataFrame, entity: str, links: Path) -> list[str]:
    """The ids that rows speak of and that the links hold."""
    named = rows.filter(pl.col("entity") == entity)
    ids = pl.concat([named["id_before"], named["id_after"]]).unique()
    key = ENTITIES[entity]
    held = pl.scan_parquet(links).select(pl.col(key).drop_nulls().unique()).collect()[key]
    return held.filter(held.is_in(ids.implode())).to_list()
