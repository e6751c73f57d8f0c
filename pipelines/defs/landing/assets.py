"""Landing: files leave the inbox and are kept as they came."""

from __future__ import annotations

import dagster as dg

from pipelines import landing
from pipelines.defs.metadata import OWNERS
from pipelines.defs.resources import KithHome


@dg.asset(key=["landing", "landed_files"], group_name="landing", kinds={"file"}, owners=OWNERS)
def landed_files(kith: KithHome) -> dg.MaterializeResult[None]:
    """Files dropped in the inbox, kept whole under the SHA-256 of their bytes. Nothing here is ever edited."""
    with kith.plain_failures():
        report = landing.land(kith.home, kith.settings())
        standing = landing.manifests(kith.home)
    return dg.MaterializeResult(
        metadata={
            "files": len(standing),
            "bytes": sum(manifest.byte_count for manifest in standing),
            "landed_now": len(report.landed),
            "same_bytes_again": len(report.duplicates),
            "left_in_inbox": len(report.left),
        }
    )
