"""What is checked on a release, and the outcome of one check: counts and codes, never values."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from pipelines.quality.reconciliation import CHECK_NAME as RECONCILES
from pipelines.quality.results import Severity


class Asked(NamedTuple):
    """What a check asks for; an error holds the release back, a warning is shown."""

    severity: Severity
    what: str


CHECKS = {
    "tables_present": Asked("error", "Every table and column that the models declare is there."),
    "no_personal_column": Asked("error", "No column of insights is named like one about a person."),
    "no_personal_value": Asked(
        "error", "No text of insights holds an e-mail address, a phone number or the name of a person."
    ),
    "small_cells_hidden": Asked("error", "No number of insights is about too few people or organisations."),
    RECONCILES: Asked("error", "Every row of every file is accounted for."),
    "counts_against_last_release": Asked(
        "warning", "No table lost more than a fifth of its rows since the last release."
    ),
}
"""The checks by name."""


class ReleaseCheck(BaseModel):
    """A check and what it found: `found` counts the faults at each place, such as `insights.events.event_name`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    severity: Severity
    found: dict[str, int] = {}

    @property
    def is_passed(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    @property
    def holds_back(self) -> bool:
        """Whether the release may not be published."""
        return self.severity == "error" and not self.is_passed

    @property
    def places(self) -> str:
        """Where it failed and how often, for a person.

        >>> ReleaseCheck(name="tables_present", severity="error", found={"insights.events": 1}).places
        'insights.events (1)'
        """
        return ", ".join(f"{place} ({count})" for place, count in sorted(self.found.items()))
