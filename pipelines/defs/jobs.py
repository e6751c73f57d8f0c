"""The one job: everything, from the inbox to the published release."""

from __future__ import annotations

import dagster as dg

daily_job = dg.define_asset_job(
    "daily_job",
    selection=dg.AssetSelection.all(),
    description="Lands what is new, reads, accepts, resolves, builds, checks and publishes. Unchanged stages are kept.",
    # Each step imports a lot and works on one machine's files: one process does all of them.
    executor_def=dg.in_process_executor,
)
