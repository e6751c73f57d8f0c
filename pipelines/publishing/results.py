"""The outcome of one check on a release: counts and codes, never values."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

ERRORS = {
    "tables_present": "Every table and column that the models declare is there.",
    "no_personal_column": "No column of insights is named like one about a person.",
    "no_personal_value": "No text of insights holds an e-mail address, a phone number or the name of a person.",
    "small_cells_hidden": "No number of insights is about too few people or organisations.",
    "rows_reconcile": "Every row of every file is accounted for.",
}
"""Checks that hold a release back, and what each asks for."""

WARNINGS = {"counts_against_last_release": "No table lost more than a fifth of its rows since the last release."}
"""Checks that are shown, and what each asks for."""


class ReleaseCheck(BaseModel):
    """A check and what it found: `found` counts the faults at each place, such as `insights.events.event_name`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    severity: Literal["warning", "error"]
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
