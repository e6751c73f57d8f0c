"""Records: every landed file read into the six kinds, and the rows that could not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from inspect import getdoc

import dagster as dg
import dataframely as dy

from pipelines.defs.metadata import OWNERS, of_contract, of_parquet
from pipelines.defs.resources import KithHome
from pipelines.home import RECORD_KINDS
from pipelines.records import ledger, reading
from pipelines.records.kinds import KINDS

LANDED = dg.AssetKey(["landing", "landed_files"])
QUARANTINED = dg.AssetKey(["ledger", "quarantine"])
RECORDS = {kind: dg.AssetKey(["records", kind]) for kind in RECORD_KINDS}


def _specs() -> Iterator[dg.AssetSpec]:
    contracts: dict[dg.AssetKey, type[dy.Schema]] = {RECORDS[kind]: contract for kind, contract in KINDS.items()}
    contracts[QUARANTINED] = ledger.QuarantinedRow
    for key, contract in contracts.items():
        yield dg.AssetSpec(
            key,
            deps=[LANDED],
            description=getdoc(contract),
            group_name="records",
            kinds={"polars", "parquet"},
            owners=OWNERS,
            metadata=of_contract(contract),
        )


@dg.multi_asset(name="records", specs=list(_specs()))
def records(kith: KithHome) -> Iterator[dg.MaterializeResult[None]]:
    """Reads what landed: each file by the layout that its bytes give away."""
    with kith.plain_failures():
        report = asdict(reading.read_landed(kith.home, kith.settings(), kith.instant()))
    folders = {key: kith.home.records(kind) for kind, key in RECORDS.items()} | {QUARANTINED: kith.home.quarantine}
    for key, folder in folders.items():
        yield dg.MaterializeResult(asset_key=key, metadata={**of_parquet(folder.glob("*.parquet")), **report})
