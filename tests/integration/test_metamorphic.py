"""What must not matter does not: somebody unrelated changes nobody's score."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines.home import Home
from tests.integration.conftest import kith
from tests.integration.homes import EVENTS, exports, small_home

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The association as it came."""
    return _run(small_home(tmp_path_factory.mktemp("metamorphic") / "home", files=EVENTS))


def _run(home: Home) -> Home:
    done = kith("run", "--home", home.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return home


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
