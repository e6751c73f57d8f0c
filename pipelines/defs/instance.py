"""Dagster's instance in a home: how it is set up, and runs that died without a word."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import dagster as dg
import yaml

from pipelines import lock
from pipelines.disk import plain_disk_errors
from pipelines.errors import HomeError
from pipelines.home import Home, write_text

COMMAND_TAG = "kith/command"
IN_PROGRESS = (dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING)

CONFIGURATION = {
    "telemetry": {"enabled": False},
    "nux": {"enabled": False},
    # A pool without a default limit limits nothing. Held by the run: the home's lock already
    # keeps steps of two processes apart, and a killed process leaves no slot taken for ever.
    "concurrency": {"pools": {"default_limit": 1, "granularity": "run"}, "runs": {"max_concurrent_runs": 1}},
    # A crash is tried again; an error in the data is still there the second time.
    "run_retries": {"enabled": True, "max_retries": 1, "retry_on_asset_or_op_failure": False},
    "python_logs": {"managed_python_loggers": ["kith"], "python_log_level": "INFO"},
    # What tools print may quote values: stages log what may be kept.
    "compute_logs": {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    },
    "retention": {
        "schedule": {"purge_after_days": {"skipped": 7, "success": 90}},
        "sensor": {"purge_after_days": {"skipped": 2, "success": 90}},
    },
}


def prepare(home: Home) -> None:
    """Writes `dagster.yaml` into the home; Dagster's folder is the owner's alone."""
    with plain_disk_errors(home.root):
        home.dagster.mkdir(parents=True, exist_ok=True)
        home.dagster.chmod(0o700)
        write_text(home.dagster / "dagster.yaml", yaml.safe_dump(CONFIGURATION, sort_keys=False))


@contextlib.contextmanager
def opened(home: Home) -> Iterator[dg.DagsterInstance]:
    """The home's instance, set up."""
    prepare(home)
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        yield instance


def end_dead_runs_of_the_command(instance: dg.DagsterInstance) -> None:
    """Marks as failed what killed `kith run` processes left behind; call it with the home's lock held."""
    _end(instance, {COMMAND_TAG: "run"})


def end_dead_runs(home: Home) -> None:
    """Marks as failed every run that nobody works on; call it before a daemon starts on the home.

    A run left as started would keep the queue waiting for ever.
    """
    with opened(home) as instance:
        try:
            with lock.writing(home):
                _end(instance, {})
        except HomeError:
            return  # a run is at work: the queue waits for it, and rightly


def _end(instance: dg.DagsterInstance, tags: dict[str, str]) -> None:
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=list(IN_PROGRESS), tags=tags)):
        instance.report_run_failed(run, message="The process that did this run ended without a word.")
