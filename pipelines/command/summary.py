"""What `kith run` prints when it has published: what came in, what was made of it, and where to look next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from pipelines.command.printing import say, typed
from pipelines.home import Home, read_json
from pipelines.identity import stale
from pipelines.publishing.reading import released
from pipelines.publishing.restatements import counted

if TYPE_CHECKING:
    from pipelines.defs.running import RunOutcome

TOP = """
    select industry_name, people_count, people_active_count, engaged_share, attendance_count, engagement_mean
    from industry_engagement
    where industry_id <> 'unknown'
    order by people_active_count desc nulls last, industry_name
    limit 10
"""
MOST_STALE = 5
"""Decisions that no longer apply, shown one by one."""

FIRST_QUERY = "select industry_name, engaged_share, engaged_share_low, engaged_share_high from industry_engagement"


def show(to: Console, home: Home, outcome: RunOutcome | None, *, is_new: bool) -> None:
    """Prints the summary of a run that ended well; without an outcome there was nothing to run."""
    manifest = read_json(home.release_manifest)
    news = "published" if is_new else "stands as it was: nothing was new"
    to.print(f"[bold]Release {manifest['release_id']}[/] as of {manifest['as_of']} {news}.", soft_wrap=True)
    say(to, *(f"  {line}" for line in (*_counts(manifest["counts"]), *_restated(home, manifest["number"]))))
    if outcome is not None:
        say(to, f"  {_checks(outcome)}")
        for line in _warned(outcome):
            to.print(f"  [yellow]![/] {line}", soft_wrap=True)
        say(to, *(f"    {line}" for line in _stale(home)))
    if manifest["counts"]["file_count"]:
        to.print(_top(home))
        say(to, *_next(home))
    else:
        say(to, f"Nothing has landed yet: drop exports into {home.inbox}, then run again.")


def _counts(counts: dict[str, int]) -> Iterator[str]:
    counted = counts["file_count"] - counts["held_back_file_count"]
    yield f"Files     {counted:,} counted, {counts['held_back_file_count']:,} held back"
    yield (
        f"Rows      {counts['rows_in']:,} in: {counts['rows_loaded']:,} loaded, "
        f"{counts['rows_quarantined']:,} quarantined, {counts['rows_duplicate']:,} exact duplicates"
    )
    yield f"Resolved  {counts['people_count']:,} people, {counts['organisation_count']:,} organisations"


def _restated(home: Home, release_number: int) -> Iterator[str]:
    """How many numbers the release before gave otherwise, by table; nothing where there are none."""
    with released(home) as connection:
        found = counted(connection, release_number)
    if found:
        total, final = (sum(counts) for counts in zip(*found.values(), strict=True))
        by_table = ", ".join(f"{table} {count:,}" for table, (count, _) in found.items())
        yield f"Restated  {total:,} published numbers, {final:,} of them final ({by_table})"


def _checks(outcome: RunOutcome) -> str:
    warned = sum(not check.is_passed for check in outcome.checks)
    return f"Checks    {len(outcome.checks) - warned:,} passed, {warned:,} warned"


def _warned(outcome: RunOutcome) -> Iterator[str]:
    yield from sorted(f"{check.name} on {check.asset}" for check in outcome.checks if not check.is_passed)


def _stale(home: Home) -> Iterator[str]:
    found = stale.of_last_run(home)
    yield from (one.words for one in found[:MOST_STALE])
    if len(found) > MOST_STALE:
        yield f"and {len(found) - MOST_STALE:,} more: kith status --all"


def _top(home: Home) -> Table:
    with released(home) as connection:
        rows = connection.sql(TOP).fetchall()
    table = Table(title="Engagement by industry, the most active first", title_justify="left", header_style="bold")
    table.add_column("industry", no_wrap=True)
    for heading in ("people", "active", "engaged", "attended", "score"):
        table.add_column(heading, justify="right")
    for name, people, active, engaged, attendances, mean in rows:
        table.add_row(
            name, _number(people), _number(active), _share(engaged), _number(attendances), _number(mean, digits=2)
        )
    return table


def _number(value: Any, digits: int = 0) -> str:
    """A number, or a dash where its cell is hidden or has none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _next(home: Home) -> Iterator[str]:
    yield "A dash is a cell about too few people or organisations to show. Look next:"
    told = {
        typed("sql", home): "the tables, and what each is",
        typed("status", home): "what came in, and why rows wait in quarantine",
        typed("review", home): "pairs that may be one person or one organisation, for you to judge",
        typed("ui", home): "every stage and check, in the browser",
        str(home.insights_file): "open it with DuckDB, a notebook or a BI tool",
    }
    width = max(map(len, told))
    yield from (f"  {command:<{width}}  {what}" for command, what in told.items())
    yield f'  {typed("sql", home)} "{FIRST_QUERY}"'
