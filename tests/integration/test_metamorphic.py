"""What must not matter does not: the order of files and rows, what people are called, somebody unrelated.

Numbers are held against those of the same association published as it came, with all that its tools export.
"""

from __future__ import annotations

import csv
import io
import math
import shutil
from pathlib import Path

import polars as pl
import polars.selectors as cs
import pytest

from pipelines.home import Home, connect
from pipelines.publishing.telling import TOLD
from tests.integration import retold
from tests.integration.conftest import after_run

pytestmark = pytest.mark.integration

OF_FILES = {"source_files", "data_quality", *(table.name for table in TOLD)}
"""Tables of insights that speak of the files themselves, each known by its bytes, or of releases."""

FULL = {
    "industry_engagement", "industry_mixing", "industry_network", "membership_retention", "event_performance",
    "introduction_funnel", "outcome_attribution", "organisations_public",
}  # fmt: skip
"""Tables of insights that the association's exports fill."""

OF_PEOPLE = {
    "activities", "affiliations", "attendances", "bridges", "engagement_contributions", "engagement_scores",
    "interactions", "introductions", "memberships", "outcomes", "outcome_touches", "people", "ties",
}  # fmt: skip
"""Tables of what people are and did; not places in files, nor what is picked among equals by their keys."""

KEYS = cs.ends_with("_id") - cs.ends_with("industry_id", "sector_id")
"""Keys come of what landed first."""

DRAWN = cs.ends_with("chance_mean", "chance_low", "chance_high", "p_value")
"""What chance gives is drawn by shuffling industries among people in the order of their keys."""

FORECASTS = frozenset({"forecast_backtests", "forecast_calibration"})
"""On which day before its end a term is looked at is drawn by the membership's key."""

MOST_APART = 5 * math.sqrt(2 * 0.25 / 999)
"""How far a share of 999 draws lies from that of others, but for once in a million: five standard errors."""


NOBODY = {"Meeting notes bot", "Test Test"}
"""Names that stand in exports and are no person's."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The association as it came."""
    return after_run(retold.association(tmp_path_factory.mktemp("metamorphic") / "home"))


def tables(home: Home, schema: str) -> dict[str, pl.DataFrame]:
    """The tables of a schema of the warehouse, before anything is hidden: sorted, and without keys."""
    with connect(home.warehouse_file, read_only=True) as warehouse:
        names = warehouse.sql(f"select table_name from duckdb_tables() where schema_name = '{schema}'").fetchall()
        found = {name: warehouse.sql(f"select * from {schema}.{name}").pl().select(~KEYS) for (name,) in names}
    return {name: table.sort(table.columns) for name, table in found.items()}


def same(one: Home, other: Home, but: frozenset[str] = frozenset()) -> None:
    """Nothing in insights `but` some tables differs, hidden or not; and what is drawn anew by no more than draws do."""
    expected, found = tables(one, "insights"), tables(other, "insights")
    assert [name for name in FULL if expected[name].is_empty()] == []
    drawn, again = expected.pop("industry_network"), found.pop("industry_network")
    assert drawn.select(~DRAWN).equals(again.select(~DRAWN))
    for column in drawn.select(cs.ends_with("chance_mean", "p_value")).columns:
        doubled = 2 if column.endswith("p_value") else 1  # of the share of draws on one side
        assert ((drawn[column] - again[column]).abs() < doubled * MOST_APART).all(), column
    assert expected.keys() == found.keys()
    assert [name for name in found.keys() - OF_FILES - but if not found[name].equals(expected[name])] == []
    assert _hidden(one, but) == _hidden(other, but)


def _hidden(home: Home, but: frozenset[str]) -> dict[str, dict[str, int]]:
    """How many cells of each column are empty in what is published."""
    folder = home.current_release / "parquet" / "insights"
    paths = [path for path in sorted(folder.iterdir()) if path.stem not in OF_FILES | but]
    return {path.stem: pl.read_parquet(path).null_count().to_dicts()[0] for path in paths}


def test_the_order_of_files_and_rows_changes_nothing(published: Home, tmp_path: Path) -> None:
    home = after_run(retold.shuffled(tmp_path / "home"))
    same(published, home)
    expected, found = tables(published, "people"), tables(home, "people")
    assert [name for name in OF_PEOPLE if expected[name].is_empty()] == []
    assert [name for name in OF_PEOPLE if not found[name].equals(expected[name])] == []


def test_what_people_are_called_changes_no_number(published: Home, tmp_path: Path) -> None:
    home = after_run(retold.renamed(tmp_path / "home"))
    same(published, home, but=FORECASTS)
    before, after = (
        set(pl.read_parquet(_people(one) / "people.parquet", columns=["full_name"]).to_series())
        for one in (published, home)
    )
    assert len(before) > 90
    assert before & after == NOBODY


def test_somebody_unrelated_changes_nobodys_score_or_band(published: Home, tmp_path: Path) -> None:
    shutil.copytree(published.root, tmp_path / "home", symlinks=True)
    home = Home.at(tmp_path / "home")
    (path,) = retold.association(tmp_path / "as it came").inbox.glob("Software Breakfast 1 - Guests*")
    header, *guests = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    guest = next(row for row in guests if row[header.index("checked_in_at")])
    day = guest[header.index("checked_in_at")][:10]
    stranger = {
        "name": "Quux Zzyzx", "first_name": "Quux", "last_name": "Zzyzx", "email": "quux@zzyzx.example",
        "guest_id": "gst-0", "qr_code_url": "", "phone_number": "", "What's your company?": "Zzyzx",
    }  # fmt: skip
    row = {**dict(zip(header, guest, strict=True)), **stranger}
    row |= {key: cell.replace(day, "2024-03-11") for key, cell in row.items()}
    with (home.inbox / "Chess Night - Guests - 2024-03-12-11-00-00.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([header, [row[key] for key in header]])
    after_run(home)
    scores, contributions = ["person_id", "score", "band"], ["person_id", "activity_type", "contribution"]
    for table, columns in (("engagement_scores", scores), ("engagement_contributions", contributions)):
        before, after = (
            pl.read_parquet(_people(one) / f"{table}.parquet").select(columns) for one in (published, home)
        )
        assert before.height > 50
        assert after.height > before.height
        assert (
            after.join(before.select("person_id").unique(), on="person_id", how="semi")
            .sort(columns)
            .equals(before.sort(columns))
        )


def _people(home: Home) -> Path:
    return home.current_release / "parquet" / "people"
