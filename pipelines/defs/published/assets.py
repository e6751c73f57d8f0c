"""The release: what analysts query, once its checks have let it through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from pipelines import freshness, home, settings
from pipelines.defs.metadata import OWNERS
from pipelines.defs.resources import KithHome
from pipelines.defs.warehouse.assets import models
from pipelines.outgoing import markdown_cell
from pipelines.publishing.reading import released
from pipelines.publishing.release import Release, ReleaseHeldBackError, publish
from pipelines.publishing.restatements import counted
from pipelines.publishing.results import CHECKS, ReleaseCheck

RELEASE = dg.AssetKey(["published", "release"])
PREVIEWS = ("industry_engagement", "event_performance", "membership_retention")
PREVIEW_ROWS = 10


def _marts() -> list[dg.AssetKey]:
    groups = models.group_names_by_key
    return sorted(key for key in models.keys if groups[key] in ("insights", "people"))


@dg.multi_asset(
    name="release",
    specs=[
        dg.AssetSpec(
            RELEASE,
            deps=_marts(),
            description="insights.duckdb and restricted.duckdb, and the same as Parquet, swapped in together.",
            group_name="published",
            kinds={"duckdb", "parquet"},
            owners=OWNERS,
            freshness_policy=dg.FreshnessPolicy.time_window(
                fail_window=timedelta(hours=48), warn_window=timedelta(hours=26)
            ),
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(name, asset=RELEASE, description=asked.what, blocking=asked.severity == "error")
        for name, asked in CHECKS.items()
    ],
    pool="duckdb_write",
)
def release(kith: KithHome) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Builds a release beside the published one, checks it, and swaps it in if nothing holds it back."""
    with kith.plain_failures():
        try:
            made: Release | ReleaseHeldBackError = publish(kith.home, kith.settings(), kith.instant())
        except ReleaseHeldBackError as error:
            made = error
    if isinstance(made, Release):
        yield dg.MaterializeResult(asset_key=RELEASE, metadata=_metadata(kith, made))
    yield from (_result(check) for check in made.checks)
    with kith.plain_failures():
        if isinstance(made, ReleaseHeldBackError):
            raise made
        freshness.note(kith.home, kith.settings(), kith.instant(), made.release_id)


def _result(check: ReleaseCheck) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=RELEASE,
        check_name=check.name,
        passed=check.is_passed,
        severity=dg.AssetCheckSeverity.ERROR if check.severity == "error" else dg.AssetCheckSeverity.WARN,
        metadata={"faults": sum(check.found.values()), "found": dg.MetadataValue.json(check.found)},
    )


def _metadata(kith: KithHome, made: Release) -> dict[str, dg.MetadataValue]:
    manifest = made.manifest
    return {
        "release_id": dg.MetadataValue.text(made.release_id),
        "is_new": dg.MetadataValue.bool(made.is_new),
        # As text: of an instant, Dagster shows no year.
        "as_of": dg.MetadataValue.text(manifest.as_of.isoformat()),
        **{name: dg.MetadataValue.int(count) for name, count in manifest.counts.model_dump().items()},
        "rows_by_table": dg.MetadataValue.json(manifest.row_counts),
        "bytes": dg.MetadataValue.int(
            kith.home.insights_file.stat().st_size + kith.home.restricted_file.stat().st_size
        ),
        **_read(kith.home, kith.settings(), manifest.number),
    }


def _read(where: home.Home, chosen: settings.Settings, release_number: int) -> dict[str, dg.MetadataValue]:
    """How many numbers are restated, and the first rows of a few tables, as published: small cells are hidden."""
    with released(where, engine=chosen.engine) as connection:
        restated = {table: count for table, (count, _) in counted(connection, release_number).items()}
        frames = {table: connection.sql(f"from {table} order by all limit {PREVIEW_ROWS}").pl() for table in PREVIEWS}
    return {"restated_by_table": dg.MetadataValue.json(restated)} | {
        f"preview_{table}": dg.MetadataValue.md(_markdown(frame.columns, frame.rows()))
        for table, frame in frames.items()
    }


def _markdown(columns: list[str], rows: list[tuple[object, ...]]) -> str:
    lines = [columns, ["---"] * len(columns), *([*map(markdown_cell, row)] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
