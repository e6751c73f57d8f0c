"""What must not matter does not: the order of files and rows, what people are called, somebody unrelated.

Numbers are held against those of the same association published as it came.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.publishing.telling import TOLD
from tests.integration.conftest import kith
from tests.integration.homes import EVENTS, exports, small_home

pytestmark = pytest.mark.integration

OF_FILES = {"source_files", "data_quality", *(table.name for table in TOLD)}
"""Tables of insights that speak of the files themselves, each known by its bytes, or of releases."""

NAMES = ("name", "last_name")
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"
OTHER_LETTERS = str.maketrans(
    VOWELS + CONSONANTS + (VOWELS + CONSONANTS).upper(),
    (turned := "eioua" + CONSONANTS[1:] + CONSONANTS[0]) + turned.upper(),
)
Rows = list[list[str]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The association as it came."""
    return _run(small_home(tmp_path_factory.mktemp("metamorphic") / "home", files=EVENTS))


def _run(home: Home) -> Home:
    done = kith("run", "--home", home.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return home


def _rewritten(root: Path, change: Callable[[list[str], Rows], Rows]) -> Home:
    """A home whose files hold the same rows as `change` gives them back, dropped in the reverse order."""
    home = small_home(root, files=())
    for path in reversed(list(exports(EVENTS))):
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        with (home.inbox / path.name).open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([header, *change(header, rows)])
    return home


def numbers(home: Home) -> dict[str, pl.DataFrame]:
    """The tables of insights, but those that speak of files, and without ids that come of what landed first."""
    folder = home.current_release / "parquet" / "insights"
    paths = [path for path in sorted(folder.iterdir()) if path.stem not in OF_FILES]
    tables = {path.stem: pl.read_parquet(path) for path in paths}
    named = tables["organisations_public"].drop("organisation_id", "parent_organisation_id")
    return {**tables, "organisations_public": named.sort("organisation_name", "domain")}


def same(one: Home, other: Home) -> None:
    expected, found = numbers(one), numbers(other)
    assert expected.keys() == found.keys() and len(found) > 8
    assert [table for table in found if not found[table].equals(expected[table])] == []
    assert expected["industry_engagement"]["engagement_mean"].drop_nulls().len() > 0


def test_the_order_of_files_and_rows_changes_no_number(published: Home, tmp_path: Path) -> None:
    def shuffled(_: list[str], rows: Rows) -> Rows:
        return random.Random(len(rows)).sample(rows, len(rows))

    same(published, _run(_rewritten(tmp_path / "home", shuffled)))


def test_what_people_are_called_changes_no_number(published: Home, tmp_path: Path) -> None:
    """Family names alike stay alike; given names stay, since their short forms are known."""

    def renamed(header: list[str], rows: Rows) -> Rows:
        if "last_name" not in header:
            return rows
        family, named = header.index("last_name"), [place for place, heading in enumerate(header) if heading in NAMES]
        return [
            [cell.replace(row[family], row[family].translate(OTHER_LETTERS)) if place in named else cell
             for place, cell in enumerate(row)]
            for row in rows
        ]  # fmt: skip

    home = _run(_rewritten(tmp_path / "home", renamed))
    same(published, home)
    before, after = (pl.read_parquet(_people(one) / "people.parquet") for one in (published, home))
    renamed_count = before.join(after, on="email").filter(pl.col("full_name") != pl.col("full_name_right")).height
    assert renamed_count > 0.9 * before.height


def test_somebody_unrelated_changes_nobodys_score_or_band(published: Home, tmp_path: Path) -> None:
    shutil.copytree(published.root, tmp_path / "home", symlinks=True)
    home = Home.at(tmp_path / "home")
    (path,) = exports(EVENTS[:1])
    header, guest, *_ = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    stranger = {
        "name": "Quux Zzyzx", "first_name": "Quux", "last_name": "Zzyzx", "email": "quux@zzyzx.example",
        "guest_id": "gst-0", "qr_code_url": "", "phone_number": "", "What's your company?": "Zzyzx",
    }  # fmt: skip
    row = {**dict(zip(header, guest, strict=True)), **stranger}
    row |= {key: cell.replace("2024-01-11", "2024-03-11") for key, cell in row.items()}
    with (home.inbox / "Chess Night - Guests - 2024-03-12-11-00-00.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([header, [row[key] for key in header]])
    _run(home)
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
