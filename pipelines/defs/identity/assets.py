"""Identity: what people decided, and the people and organisations that records lead to."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc

import dagster as dg

from pipelines.defs.acceptance.assets import SOURCE_FILES
from pipelines.defs.metadata import OWNERS, of_contract, of_parquet
from pipelines.defs.records.assets import RECORDS
from pipelines.defs.resources import KithHome
from pipelines.identity import decisions, resolve, stale
from pipelines.identity.tables import TABLES

DECIDED = {name: table.what for name, table in decisions.TABLES.items()} | {
    "events": "What an export leaves unsaid of an event: name, day, topic, format.",
}
DECISIONS = {name: dg.AssetKey(["decisions", name]) for name in DECIDED}
MOST_LISTED = 50
IDENTITY = {name: dg.AssetKey(["identity", name]) for name in TABLES}


@dg.multi_asset(
    name="decisions",
    specs=[
        dg.AssetSpec(key, description=DECIDED[name], group_name="identity", kinds={"csv", "parquet"}, owners=OWNERS)
        for name, key in DECISIONS.items()
    ],
)
def decided(kith: KithHome) -> Iterator[dg.MaterializeResult[None]]:
    """Reads the rows that people wrote below `decisions/`; a row that cannot be understood stops the run."""
    with kith.plain_failures():
        decisions.read_decisions(kith.home)
    for name, key in DECISIONS.items():
        yield dg.MaterializeResult(asset_key=key, metadata=of_parquet([kith.home.decided(name)]))


@dg.multi_asset(
    name="identity",
    specs=[
        dg.AssetSpec(
            key,
            deps=[*RECORDS.values(), SOURCE_FILES, *DECISIONS.values()],
            description=getdoc(TABLES[name]),
            group_name="identity",
            kinds={"splink", "duckdb", "parquet"},
            owners=OWNERS,
            metadata=of_contract(TABLES[name]),
        )
        for name, key in IDENTITY.items()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "decisions_apply", asset=IDENTITY[stale.TABLE], description="Every decision points at what is known."
        )
    ],
)
def identity(kith: KithHome) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Finds who is who among all counted records, and where they work when."""
    with kith.plain_failures():
        resolve.resolve(kith.home, kith.settings())
    for name, key in IDENTITY.items():
        yield dg.MaterializeResult(asset_key=key, metadata=of_parquet([kith.home.identity_table(name)]))
    idle = stale.of_last_run(kith.home)
    yield dg.AssetCheckResult(
        asset_key=IDENTITY[stale.TABLE],
        check_name="decisions_apply",
        passed=not idle,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"stale": len(idle), "which": dg.MetadataValue.json([one.words for one in idle[:MOST_LISTED]])},
    )
