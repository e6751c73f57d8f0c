"""The page of checks, from the acceptance suites and the checks on a release."""

from __future__ import annotations

from docs.pages.markdown import page, table
from pipelines.home import RECORD_KINDS
from pipelines.identity.stale import REASONS
from pipelines.publishing.results import CHECKS
from pipelines.quality.expectations import expected_of
from pipelines.quality.reconciliation import CHECK_NAME
from pipelines.quality.suites import Expectation, of_every_kind, suite_of

HEADER = ("check", "severity", "asks for", "failing tells")


def checks_page() -> str:
    """What is checked of every delivery, and of a release before it is published."""
    lines = [
        "# Checks",
        "",
        "What was checked, and what was found, stands in `insights.data_quality`. The checks between the models of the",
        "warehouse are dbt's tests, beside the models in `dbt_project`; each that fails holds the release back.",
        "",
        "## Every file",
        "",
        f"`{CHECK_NAME}`: in every table of every file, rows in = loaded + quarantined + exact duplicates. It is",
        "counted again from what is on disk, and holds the release back.",
        "",
        "## Every delivery",
        "",
        "A delivery is the records of one kind that one file gave. An error holds that delivery back, and the others",
        "go on; a warning is shown. A kind, or a layout, that asks for something by the name of a more general check",
        "asks for it instead. A delivery is compared with earlier ones only: no verdict changes for what comes later.",
        "",
    ]
    lines += table(HEADER, map(_row, of_every_kind()))
    for kind in RECORD_KINDS:
        suite = suite_of(kind)
        own = [one for one in suite.expectations if one not in of_every_kind()]
        lines += ["", f"## Deliveries of {kind} records", "", *table(HEADER, map(_row, own))]
        if suite.layouts:
            rows = [(f"`{layout}`", *_row(one)) for layout, group in suite.layouts.items() for one in group]
            lines += ["", "Of single layouts:", "", *table(("layout", *HEADER), rows)]
    lines += [
        "",
        "## Decisions",
        "",
        "`decisions_apply` warns where a cell of a decisions file points at nothing known:",
    ]
    lines += ["", *table(("reason", "the cell"), [(f"`{code}`", words) for code, words in REASONS.items()])]
    lines += ["", "## A release", "", "An error holds the release back, and the published one stays.", ""]
    rows = [(f"`{name}`", asked.severity, asked.what) for name, asked in CHECKS.items()]
    return page(lines + table(("check", "severity", "asks for"), rows))


def _row(one: Expectation) -> tuple[str, ...]:
    return f"`{one.name}`", one.severity, expected_of(one), one.why
