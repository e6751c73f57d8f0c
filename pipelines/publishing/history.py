"""The table `insights.releases`: this release and the earlier ones still kept."""

from __future__ import annotations

import polars as pl

from pipelines.publishing.manifest import Manifest
from pipelines.publishing.told import ToldTable
from pipelines.settings import Privacy

RELEASES = ToldTable(
    audience="insights",
    name="releases",
    comment="Releases kept, this one last: what came in and what was made of it.",
    columns={
        "release_number": (pl.Int64(), "Counts the releases of this home from 1."),
        "release_id": (
            pl.String(),
            "Name of the release; the same data, decisions, settings and code have the same name.",
        ),
        "as_of": (pl.Datetime("us"), "Instant, in UTC, that its numbers are true at."),
        "code_version": (pl.String(), "Version of kith and fingerprint of the code that made it."),
        "is_this_release": (pl.Boolean(), "True on the release that this table is part of."),
        "file_count": (pl.Int64(), "Files landed by as_of."),
        "held_back_file_count": (pl.Int64(), "Of those, files that acceptance held back."),
        "rows_in": (pl.Int64(), "Rows in those files: loaded, quarantined and duplicate together."),
        "rows_loaded": (pl.Int64(), "Rows that became records."),
        "rows_quarantined": (pl.Int64(), "Rows that could not be read, kept with their reasons."),
        "rows_duplicate": (pl.Int64(), "Rows that repeat another row of their table exactly."),
        "people_count": (pl.Int64(), "People resolved, without those left out by decisions; hidden where too few."),
        "organisation_count": (pl.Int64(), "Organisations resolved; hidden where too few."),
    },
)


def history(earlier: list[Manifest], this: Manifest, privacy: Privacy) -> pl.DataFrame:
    """One row per release in order of their numbers; small counts are hidden here as anywhere."""
    others = [manifest for manifest in earlier if manifest.release_id != this.release_id]
    rows = [
        {
            "release_number": manifest.number,
            "release_id": manifest.release_id,
            "as_of": manifest.as_of.replace(tzinfo=None),
            "code_version": manifest.code_version,
            "is_this_release": manifest is this,
            **manifest.counts.model_dump(),
        }
        for manifest in [*others, this]
    ]
    frame = pl.DataFrame(rows, schema=RELEASES.schema)
    return frame.with_columns(
        _hidden_under("people_count", privacy.smallest_cell),
        _hidden_under("organisation_count", privacy.fewest_organisations),
    ).sort("release_number", "release_id")


def _hidden_under(column: str, floor: int) -> pl.Expr:
    return pl.when(pl.col(column).is_between(1, floor - 1)).then(None).otherwise(pl.col(column)).alias(column)
