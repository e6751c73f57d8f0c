"""What leaves: small cells hidden, checked, and swapped in as one release.

What does not belong here: how a number is worked out (dbt_project/), and who may
be counted (identity/, decisions). Nothing here knows of Dagster.
"""

from pipelines.publishing.checks import check_release
from pipelines.publishing.release import Release, ReleaseHeldBackError, publish
from pipelines.publishing.results import ReleaseCheck

__all__ = ["Release", "ReleaseCheck", "ReleaseHeldBackError", "check_release", "publish"]
