"""Dagster's instance in a home: its settings, and runs that a killed process left behind."""

from __future__ import annotations

import stat

import dagster as dg

from pipelines.defs import instance
from pipelines.defs.resources import KithHome
from pipelines.home import Home
from tests.locks import is_locked


def test_the_instance_sends_nothing_out_and_runs_one_at_a_time(home: Home) -> None:
    with instance.opened(home) as opened:
        assert opened.telemetry_enabled is False
        assert opened.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
        assert opened.get_concurrency_config().pool_config.default_pool_limit == 1
        assert opened.run_retries_enabled
        assert opened.run_retries_retry_on_asset_or_op_failure is False
    assert stat.S_IMODE(home.dagster.stat().st_mode) == 0o700


def started_run(opened: dg.DagsterInstance, tags: dict[str, str]) -> str:
    run = opened.create_run(
        job_name="daily_job", run_id=None, run_config=None, status=dg.DagsterRunStatus.STARTED, tags=tags,
        root_run_id=None, parent_run_id=None, step_keys_to_execute=None, execution_plan_snapshot=None,
        job_snapshot=None, parent_job_snapshot=None, asset_selection=None, asset_check_selection=None,
        resolved_op_selection=None, op_selection=None, remote_job_origin=None, job_code_origin=None,
        asset_graph=None,
    )  # fmt: skip
    return run.run_id


def test_a_run_of_a_killed_command_is_ended_and_a_run_of_the_daemon_is_left(home: Home) -> None:
    with instance.opened(home) as opened:
        killed = started_run(opened, {instance.COMMAND_TAG: "run"})
        waiting = started_run(opened, {})
        instance.end_dead_runs_of_the_command(opened)
        assert opened.get_run_by_id(killed).status is dg.DagsterRunStatus.FAILURE
        assert opened.get_run_by_id(waiting).status is dg.DagsterRunStatus.STARTED


def test_before_a_daemon_starts_every_dead_run_is_ended(home: Home) -> None:
    with instance.opened(home) as opened:
        dead = started_run(opened, {})
        instance.end_dead_runs(home)
        assert opened.get_run_by_id(dead).status is dg.DagsterRunStatus.FAILURE


def test_a_run_takes_the_lock_of_its_home_and_a_look_does_not(home: Home) -> None:
    @dg.op
    def locked(kith: KithHome) -> bool:
        return is_locked(kith.home)

    @dg.job(resource_defs={"kith": KithHome(root=str(home.root))})
    def looking() -> None:
        locked()

    assert looking.execute_in_process().output_for_node("locked") is True
    assert not is_locked(home)
    with dg.build_resources({"kith": KithHome(root=str(home.root))}) as resources:
        assert not is_locked(resources.kith.home)
