"""When the daily job runs without being asked: `[schedule] cron` of `kith.toml`, in the home's time zone."""

from __future__ import annotations

import dagster as dg
from dagster._utils.schedules import is_valid_cron_schedule

from pipelines import settings
from pipelines.defs.jobs import daily_job
from pipelines.errors import SettingsError


@dg.definitions
def schedules() -> dg.Definitions:
    """The daily schedule; it runs wherever a daemon runs on the home."""
    home = settings.home_from_environment()
    kith_settings = settings.load(home)
    if not is_valid_cron_schedule(kith_settings.schedule.cron):
        raise SettingsError(
            f"{home.settings_file}: 'schedule.cron': '{kith_settings.schedule.cron}' is no cron schedule.",
            "Write minute, hour, day, month and weekday, such as '0 5 * * *'.",
        )
    return dg.Definitions(
        schedules=[
            dg.ScheduleDefinition(
                name="daily",
                job=daily_job,
                cron_schedule=kith_settings.schedule.cron,
                execution_timezone=kith_settings.locale.timezone,
                default_status=dg.DefaultScheduleStatus.RUNNING,
                description="Runs everything once a day, so that as-of moves on even when nothing lands.",
            )
        ]
    )
