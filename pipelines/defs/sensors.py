"""What starts a run when files come: a look at the inbox every few seconds."""

import dagster as dg

from pipelines import inbox, settings
from pipelines.defs.jobs import daily_job
from pipelines.defs.resources import KithHome
from pipelines.errors import counted


@dg.sensor(
    job=daily_job,
    minimum_interval_seconds=settings.load(settings.home_from_environment()).inbox.look_seconds,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Runs the daily job when a file in the inbox is new or has changed, and has settled.",
)
def files_arrived(context: dg.SensorEvaluationContext, kith: KithHome) -> dg.SensorResult:
    """One look at the inbox, against the look before."""
    if not kith.home.inbox.is_dir():
        return dg.SensorResult(skip_reason="The home has no inbox yet.")
    seen = inbox.look(kith.home, kith.settings(), context.cursor)
    if not seen.has_news:
        return dg.SensorResult(skip_reason=_why_not(seen), cursor=seen.cursor)
    request = dg.RunRequest(run_key=seen.key, tags={"kith/files_waiting": str(len(seen.settled))})
    return dg.SensorResult(run_requests=[request], cursor=seen.cursor)


def _why_not(seen: inbox.Look) -> str:
    if seen.arriving:
        return f"Still being written: {counted(seen.arriving, 'file')}."
    if seen.settled:
        return (
            f"Nothing new in the inbox. It still holds {counted(len(seen.settled), 'file')}, for which a run was asked."
        )
    return "Nothing new in the inbox."
