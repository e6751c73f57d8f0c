"""The definitions as text: what a rename, a new check or another cron changes, and a reviewer should see.

Write it anew with `python -m tests.defs.snapshot > tests/defs/definitions.txt`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

FILE = Path(__file__).with_name("definitions.txt")


def as_text(definitions: dg.Definitions) -> str:
    """Every job, schedule, sensor, asset and check, one a line."""
    return "\n".join((*_automation(definitions), *_assets(definitions))) + "\n"


def _automation(definitions: dg.Definitions) -> Iterator[str]:
    repository = definitions.get_repository_def()
    for job in sorted(repository.get_all_jobs(), key=lambda job: job.name):
        if not job.name.startswith("__"):
            yield f"job {job.name} ({job.executor_def.name})"
    for schedule in repository.schedule_defs:
        yield f"schedule {schedule.name}: {schedule.cron_schedule} {schedule.execution_timezone} → {schedule.job_name}"
    for sensor in repository.sensor_defs:
        yield f"sensor {sensor.name}: every {sensor.minimum_interval_seconds} s → {sensor.job_name}"


def _assets(definitions: dg.Definitions) -> Iterator[str]:
    graph = definitions.get_repository_def().asset_graph
    checks: dict[dg.AssetKey, list[str]] = {}
    for key in graph.asset_check_keys:
        spec = graph.get_check_spec(key)
        checks.setdefault(key.asset_key, []).append(f"{key.name} (blocking)" if spec.blocking else key.name)
    nodes = {key: graph.get(key) for key in graph.get_all_asset_keys()}
    for group in sorted({node.group_name for node in nodes.values()}):
        yield f"\n[{group}]"
        for key, node in sorted(nodes.items()):
            if node.group_name == group:
                yield f"{'/'.join(key.path)}: {', '.join(sorted(node.kinds))}; {', '.join(node.owners)}"
                yield from (f"    {check}" for check in sorted(checks.get(key, [])))


def _write() -> None:
    from pipelines import settings
    from pipelines.home import Home

    with tempfile.TemporaryDirectory() as folder:
        settings.adopt(Home.at(folder))
        from pipelines.definitions import defs

        print(as_text(defs()), end="")


if __name__ == "__main__":
    _write()
