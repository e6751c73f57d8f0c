"""The outcome of one check on one delivery: counts and codes, never values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["warning", "error"]


@dataclass(frozen=True)
class CheckResult:
    """One row of `acceptance.parquet`.

    `observed` is the measured share, count or ratio (None where there was nothing to
    measure); `expected` says in words what it was held against.
    """

    file_id: str
    record_kind: str | None
    layout: str | None
    check_name: str
    column_name: str | None
    severity: Severity
    is_passed: bool
    observed: float | None
    expected: str

    @property
    def holds_back(self) -> bool:
        """Whether this result keeps its delivery out of the numbers."""
        return self.severity == "error" and not self.is_passed

    def row(self) -> dict[str, Any]:
        """The result as a row, by column name."""
        return asdict(self)
