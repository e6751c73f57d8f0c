"""The daily job in this process: the same job that the schedule and the sensor start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import dagster as dg

from pipelines import faults
from pipelines.defs import instance
from pipelines.faults import Ending
from pipelines.home import Home


@dataclass(frozen=True)
class CheckOutcome:
    """One asset check of a run: on which asset, and whether it passed."""

    asset: str
    name: str
    is_passed: bool


@dataclass(frozen=True)
class RunOutcome:
    """What a run came to; where it failed, `words` says how first."""

    run_id: str
    ending: Ending
    words: str
    checks: tuple[CheckOutcome, ...]


def run_daily_job(home: Home, as_of: str | None, *, is_verbose: bool) -> RunOutcome:
    """Runs everything on `home` and records it in the home's instance; call it with the home's lock held."""
    from pipelines.definitions import defs

    job = defs().resolve_job_def("daily_job")
    configuration = {
        "resources": {"kith": {"config": {"root": str(home.root), "as_of": as_of}}},
        "loggers": {"console": {"config": {"log_level": "DEBUG" if is_verbose else "CRITICAL"}}},
    }
    with instance.opened(home) as opened:
        instance.end_dead_runs_of_the_command(opened)
        result = job.execute_in_process(
            instance=opened, run_config=configuration, raise_on_error=False, tags={instance.COMMAND_TAG: "run"}
        )
    ending, words = (Ending.PUBLISHED, "") if result.success else _first_failure(result, home)
    return RunOutcome(result.run_id, ending, words, tuple(_checks(result)))


def _checks(result: dg.ExecuteInProcessResult) -> Iterator[CheckOutcome]:
    for check in result.get_asset_check_evaluations():
        yield CheckOutcome("/".join(check.asset_key.path), check.check_name, check.passed)


def _first_failure(result: dg.ExecuteInProcessResult, home: Home) -> tuple[Ending, str]:
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data.user_failure_data
            if failure is not None:
                return Ending[str(failure.metadata["ending"].value)], failure.description or ""
            # Not a stage's own error: Dagster did not take what an asset handed it.
            error = event.step_failure_data.error
            defect = faults.unexpected(str(event.step_key), error.to_string() if error else "", home)
            return Ending.DEFECT, str(defect)
    return Ending.DEFECT, "The run ended before its first step."
