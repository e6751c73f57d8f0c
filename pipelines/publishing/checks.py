"""What a release must meet before it is published; an error holds it back, a warning is shown.

Each check looks at the databases of the release itself, not at what made them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines import home as places
from pipelines.errors import KithError
from pipelines.home import Home
from pipelines.publishing import personal, shelf, totals
from pipelines.publishing.candidate import database_of
from pipelines.publishing.manifest import FILE_NAME, Manifest
from pipelines.publishing.margins import told_cells
from pipelines.publishing.marts import AUDIENCES, Mart, SmallCell, marts
from pipelines.publishing.results import CHECKS, ReleaseCheck
from pipelines.publishing.small_cells import (
    LARGEST_SHARE,
    after_hidden,
    changes_of,
    has_hidden_twin,
    hidden_coverage,
    hidden_with,
    lone_groups,
    rates_of,
    small_rate,
    sums_of,
    too_small,
)
from pipelines.publishing.tables import (
    SUPPRESSED,
    Sketch,
    attach,
    margin_cells,
    name,
    relations,
    schema_of,
    sketches,
)
from pipelines.publishing.telling import TOLD
from pipelines.publishing.two_way import ringing
from pipelines.quality.reconciliation import CHECK_NAME as RECONCILES
from pipelines.settings import Privacy, Settings

if TYPE_CHECKING:
    import duckdb

LEAST_SHARE_OF_LAST = 0.8
"""A table with less than this share of its rows in the last release is worth a look."""

PEOPLE = "people.people"
UNDECLARED = SmallCell(people="people_count", hide=())
"""What is held against a table that declares nothing and counts people all the same."""


def check_release(home: Home, settings: Settings, folder: Path | None = None) -> list[ReleaseCheck]:
    """The checks on the release in `folder`, or on the published one.

    Raises `KithError` where there is no release to check.
    """
    place = folder or home.current_release
    if not (place / FILE_NAME).exists():
        raise KithError(f"{home.published} holds no release.", "Make one with `kith run`.")
    manifest = Manifest.of(place)
    return run_checks(home, settings, place, manifest.row_counts, before(home, manifest.release_id))


def before(home: Home, release_id: str) -> Manifest | None:
    """The kept release that was made before the one named; None where it is the oldest."""
    known = shelf.kept(home)
    place = [one.release_id for one in known].index(release_id)
    return known[place - 1] if place else None


def run_checks(
    home: Home, settings: Settings, folder: Path, row_counts: dict[str, int], last: Manifest | None
) -> list[ReleaseCheck]:
    """The checks on the databases in `folder`, whose tables have `row_counts`, against the release before."""
    expected = marts(home)
    with _both(folder, settings) as (connection, insights, restricted):
        tables = {
            f"{audience}.{table}": sketch
            for audience, catalogue in zip(AUDIENCES, (insights, restricted), strict=True)
            for table, sketch in sketches(connection, catalogue, schema_of(audience)).items()
        }
        missing = _missing(expected, tables)
        people_missing = any(place.startswith(PEOPLE) for place in missing)
        found = {
            "tables_present": missing,
            "no_personal_column": personal.personal_columns(connection, insights),
            "no_personal_value": {} if people_missing else personal.personal_values(connection, insights, restricted),
            "small_cells_hidden": dict(
                Counter(_exposed(connection, insights, expected, tables, settings.privacy))
                + Counter(_told_by_totals(connection, insights, expected, missing))
            ),
            RECONCILES: _unreconciled(home),
            "counts_against_last_release": _shrunk(row_counts, last),
        }
    return [ReleaseCheck(name=name, severity=asked.severity, found=found[name]) for name, asked in CHECKS.items()]


@contextmanager
def _both(folder: Path, settings: Settings) -> Iterator[tuple[duckdb.DuckDBPyConnection, str, str]]:
    """Both databases of a release, open to read, with the names of their catalogues."""
    with places.connect(**settings.engine.limits) as connection:
        insights, restricted = (attach(connection, database_of(folder, audience)) for audience in AUDIENCES)
        yield connection, insights, restricted


def _missing(expected: list[Mart], tables: dict[str, Sketch]) -> dict[str, int]:
    """Tables and columns that are not there."""
    wanted = {mart.full_name: set(mart.columns) for mart in expected}
    wanted |= {table.full_name: set(table.columns) for table in TOLD}
    wanted[PEOPLE] = wanted.get(PEOPLE, set()) | personal.KNOWN_BY
    faults: dict[str, int] = {}
    for table, columns in wanted.items():
        if table not in tables:
            faults[table] = 1
            continue
        faults |= {f"{table}.{column}": 1 for column in sorted(columns - tables[table].columns.keys())}
    return faults


def _exposed(
    connection: duckdb.DuckDBPyConnection,
    catalogue: str,
    expected: list[Mart],
    tables: dict[str, Sketch],
    privacy: Privacy,
) -> dict[str, int]:
    """Rows of `insights` that show a small cell, by table."""
    declared = {mart.full_name: mart.small_cell for mart in expected}
    faults: dict[str, int] = {}
    for table, sketch in tables.items():
        if not table.startswith("insights."):
            continue
        columns = list(sketch.columns)
        small_cell = declared.get(table) or (UNDECLARED if UNDECLARED.people in columns else None)
        if small_cell is None and not sums_of(columns):
            continue
        rows = connection.execute(f"SELECT * FROM {name(catalogue, schema_of('insights'), table.split('.')[1])}").pl()
        count = exposed_rows(rows, small_cell, privacy)
        count += exposed_cells(rows, margin_cells(connection, catalogue, small_cell), small_cell)
        faults |= {table: count} if count else {}
    return faults


def _told_by_totals(
    connection: duckdb.DuckDBPyConnection, catalogue: str, expected: list[Mart], missing: dict[str, int]
) -> dict[str, int]:
    """Hidden cells that follow from the totals in other tables, by table; tables that miss a column tell nothing."""
    faulty = {place.split(".")[1] for place in missing}
    known = {table: relation for table, relation in relations(connection, catalogue).items() if table not in faulty}
    told = {mart.full_name: totals.told(connection, known, mart) for mart in expected}
    return {table: count for table, count in told.items() if count}


def exposed_rows(rows: pl.DataFrame, declared: SmallCell | None, privacy: Privacy) -> int:
    """How many rows of a published table show what should be hidden.

    A small count or denominator that is visible, a hidden row that still holds a number, a change
    since a hidden row, the mirror image of a hidden row, a group with exactly one hidden row or rate
    beside visible ones, one that follows from sums two ways, a hidden rate beside what gives it away, a
    coverage that gives a hidden row away, or a sum that one contributor dominates.
    """
    dominated = [pl.col(column + LARGEST_SHARE) > privacy.largest_contributor_share for column in sums_of(rows.columns)]
    exposed = rows.filter(pl.any_horizontal(pl.lit(False), *dominated)).height
    if declared is None:
        return exposed
    exposed += int(too_small(rows, declared, privacy).sum())
    exposed += sum(_exposed_apart(rows, part, declared, privacy) for part in declared.apart)
    exposed += sum(int(small_rate(rows, rate, privacy).sum()) for rate in rates_of(rows.columns))
    if SUPPRESSED not in rows.columns:
        return exposed
    exposed += _filled(rows, rows[SUPPRESSED], list(declared.hidden))
    exposed += _filled(rows, after_hidden(rows, rows[SUPPRESSED], declared), changes_of(rows.columns))
    exposed += int((has_hidden_twin(rows, rows[SUPPRESSED], declared) & ~rows[SUPPRESSED]).sum())
    exposed += _rates_given_away(rows, declared)
    repeated = [rate for rate in rates_of(rows.columns) if rate not in declared.hide]
    coverage = [column for rate in repeated for column in hidden_with(rate, declared)]
    exposed += _filled(rows, hidden_coverage(rows, rows[SUPPRESSED], declared), coverage)
    if not declared.support:
        return exposed
    return exposed + _told(rows.with_columns(hidden=pl.col(SUPPRESSED), weight=pl.col(declared.support[0])), declared)


def _told(cells: pl.DataFrame, declared: SmallCell) -> int:
    """How many groups have exactly one hidden cell, and tables one that follows from sums two ways."""
    lone = sum(lone_groups(cells, group).height for group in declared.within)
    return lone + len(ringing(cells.with_row_index("cell"), declared.within))


def _exposed_apart(rows: pl.DataFrame, part: SmallCell, declared: SmallCell, privacy: Privacy) -> int:
    """How many rows show numbers that too few stand for, though enough for the row, or a hidden one as the rest."""
    hidden = rows[part.support[0]].is_null()
    cells = rows.with_columns(hidden=hidden, weight=pl.col(part.support[0]))
    small = int(too_small(rows, part, privacy).sum())
    changed = _filled(rows, after_hidden(rows, hidden, declared), changes_of(list(part.hidden)))
    return small + _filled(rows, hidden, list(part.hidden)) + changed + _told(cells, declared)


def exposed_cells(rows: pl.DataFrame, cells: pl.DataFrame | None, declared: SmallCell | None) -> int:
    """How many hidden ones of another table's `cells` the margins of a published table tell; 0 where it has none."""
    if cells is None or declared is None or declared.margins is None:
        return 0
    split, total = pl.col(f"{declared.margins.split}_n"), pl.col(declared.margins.total)
    return told_cells(rows.with_columns(split=split.is_not_null(), total=total.is_not_null()), cells, declared)


def _rates_given_away(rows: pl.DataFrame, declared: SmallCell) -> int:
    """How many hidden rates can be had from what is visible: from their group's other rows, or within their row.

    A denominator is empty only where its rate is hidden: for itself, then all that would give it away
    is empty as well, or as one of those that would give another rate away.
    """
    with_it = {rate: hidden_with(rate, declared) for rate in rates_of(rows.columns) if rate in declared.hide}
    exposed = 0
    for rate in with_it:
        denominator = f"{rate}_n"
        cells = rows.with_columns(hidden=pl.col(denominator).is_null(), weight=pl.col(denominator))
        exposed += _told(cells, declared)
        whole = [pl.all_horizontal(pl.col(columns).is_null()) for columns in with_it.values() if denominator in columns]
        exposed += rows.filter(pl.col(denominator).is_null() & ~pl.any_horizontal(whole)).height
    return exposed


def _filled(rows: pl.DataFrame, hidden: pl.Series, columns: list[str]) -> int:
    """How many rows that should be hidden still hold a number in one of `columns`."""
    still_there = [pl.col(column).is_not_null() for column in columns]
    return rows.filter(hidden & pl.any_horizontal(pl.lit(False), *still_there)).height


def _unreconciled(home: Home) -> dict[str, int]:
    """Files whose rows are not all accounted for, by file id, with the number of rows."""
    held = pl.read_parquet(home.acceptance).filter((pl.col("check_name") == RECONCILES) & ~pl.col("is_passed"))
    return {file_id: int(rows or 1) for file_id, rows in held.select("file_id", "observed").iter_rows()}


def _shrunk(row_counts: dict[str, int], last: Manifest | None) -> dict[str, int]:
    """Tables that lost more than a fifth of their rows since the last release, with the rows lost."""
    if last is None:
        return {}
    return {
        table: rows - row_counts.get(table, 0)
        for table, rows in last.row_counts.items()
        if row_counts.get(table, 0) < rows * LEAST_SHARE_OF_LAST
    }
