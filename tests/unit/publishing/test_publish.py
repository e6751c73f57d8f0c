"""Publishing: whole releases, the same bytes each time, small cells gone, earlier ones kept."""

from __future__ import annotations

import hashlib
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines import home as places
from pipelines.errors import HeldBackError, HomeError, KithError
from pipelines.home import Home
from pipelines.publishing import shelf
from pipelines.publishing.checks import check_release
from pipelines.publishing.manifest import Manifest
from pipelines.publishing.reading import released
from pipelines.publishing.release import publish
from pipelines.publishing.telling import TOLD
from pipelines.settings import Settings
from tests.unit.publishing.warehouses import AS_OF, EVENTS, MONTHLY, make_home

MONTHLY_NAME = "industry_engagement_monthly"


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.parquet"))
    }


def data_hashes(folder: Path) -> dict[str, str]:
    """The same without what tells of earlier releases."""
    history = {table.name for table in TOLD}
    return {path: sha256 for path, sha256 in hashes(folder).items() if Path(path).stem not in history}


def asked(home: Home, query: str) -> list[Any]:
    with released(home) as connection:
        return connection.execute(query).fetchall()


def test_a_release_is_two_databases_parquet_and_a_manifest(home: Home, settings: Settings) -> None:
    release = publish(make_home(home), settings, AS_OF)
    assert asked(home, "SELECT count(*) FROM insights.events") == [(2,)]
    with released(home, "people") as connection:
        assert connection.execute("SELECT count(*) FROM people.people").fetchall() == [(2,)]
    assert Manifest.model_validate(places.read_json(home.release_manifest)) == release.manifest
    assert release.manifest.row_counts["insights.releases"] == 1
    for table in release.manifest.tables:
        path = release.folder / "parquet" / table.audience / f"{table.name}.parquet"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == table.sha256
        assert pl.read_parquet(path).height == table.row_count


def test_only_the_owner_reads_what_is_restricted(home: Home, settings: Settings) -> None:
    release = publish(make_home(home), settings, AS_OF)
    people = release.folder / "parquet" / "people"
    assert stat.S_IMODE(home.restricted_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(people.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in people.iterdir()} == {0o600}
    assert stat.S_IMODE(release.folder.stat().st_mode) == 0o755


def test_small_cells_are_gone_from_the_database_and_from_its_bytes(home: Home, settings: Settings) -> None:
    changed = {**MONTHLY, "attendance_count": [7_770_777, 12, 60, 20, 33, 71]}
    release = publish(make_home(home, insights__industry_engagement_monthly=changed), settings, AS_OF)
    frame = pl.read_parquet(release.folder / "parquet" / "insights" / f"{MONTHLY_NAME}.parquet")
    shown = frame.filter(~pl.col("is_suppressed"))
    assert shown.sort("month")["industry_id"].to_list() == ["healthcare", "healthcare"]
    empty = frame.filter(pl.col("is_suppressed")).select("people_count", "attendance_count", "value")
    assert empty.null_count().row(0) == (4, 4, 4)
    assert (7_770_777).to_bytes(8, "little") not in home.insights_file.read_bytes()


def test_a_rate_of_too_few_is_gone_with_what_it_is_made_of(home: Home, settings: Settings) -> None:
    july = {column: [*values, values[2]] for column, values in MONTHLY.items()}
    july |= {"month": [*MONTHLY["month"], "2026-07"], "engaged_share_n": [*MONTHLY["engaged_share_n"], 36]}
    release = publish(make_home(home, insights__industry_engagement_monthly=july), settings, AS_OF)
    frame = pl.read_parquet(release.folder / "parquet" / "insights" / f"{MONTHLY_NAME}.parquet")
    shown = frame.filter(~pl.col("is_suppressed")).sort("month")
    rate = ("engaged_share", "engaged_share_n", "engaged_share_low", "engaged_share_high", "engaged_count")
    too_few, fewest_beside_it = [(None,) * len(rate)] * 2
    assert shown.select(rate).rows() == [(0.75, 40, 0.6, 0.9, 30), too_few, fewest_beside_it]
    assert shown["attendance_count"].to_list() == [60, 71, 60]


def test_an_outcome_that_no_known_person_stands_behind_is_gone(home: Home, settings: Settings) -> None:
    nobody = {"people_count": [30, 0], "organisation_count": [9, 0], "attendance_count": [40, 0], "won_count": [9, 1],
              "value": [900.0, 50.0]}  # fmt: skip
    only = {column: values[4:] for column, values in MONTHLY.items()} | nobody
    release = publish(make_home(home, insights__industry_engagement_monthly=only), settings, AS_OF)
    frame = pl.read_parquet(release.folder / "parquet" / "insights" / f"{MONTHLY_NAME}.parquet")
    assert frame.select("is_suppressed", "people_count", "value").rows() == [(True, None, None), (True, None, None)]


def test_a_sum_that_one_contributor_dominates_is_gone_with_what_gives_it_away(home: Home, settings: Settings) -> None:
    dominated = {**MONTHLY, "value_largest_share": [0.2, 0.3, 0.2, 0.3, 0.3, 0.95]}
    release = publish(make_home(home, insights__industry_engagement_monthly=dominated), settings, AS_OF)
    frame = pl.read_parquet(release.folder / "parquet" / "insights" / f"{MONTHLY_NAME}.parquet")
    shown = frame.filter(~pl.col("is_suppressed"))
    assert shown["people_count"].sort().to_list() == [40, 50]
    assert shown.select("value", "value_largest_share", "won_count").null_count().row(0) == (2, 2, 2)


def test_tables_and_columns_keep_their_comments(home: Home, settings: Settings) -> None:
    publish(make_home(home), settings, AS_OF)
    with closing(places.connect(home.insights_file, read_only=True)) as connection:
        bare = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        assert connection.execute(bare).fetchall() == []
        comment = "SELECT comment FROM duckdb_tables() WHERE table_name = 'events'"
        assert connection.execute(comment).fetchall() == [("The table's comment",)]


def test_a_plain_table_name_works_on_the_opened_file(home: Home, settings: Settings) -> None:
    publish(make_home(home), settings, AS_OF)
    with closing(places.connect(home.insights_file, read_only=True)) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchall() == [(2,)]


def test_the_same_inputs_publish_nothing_new_and_change_no_byte(home: Home, settings: Settings) -> None:
    first = publish(make_home(home), settings, AS_OF)
    before = hashes(home.published)
    written = home.insights_file.stat().st_mtime_ns
    second = publish(home, settings, AS_OF)
    assert (first.is_new, second.is_new, second.manifest) == (True, False, first.manifest)
    assert hashes(home.published) == before
    assert home.insights_file.stat().st_mtime_ns == written


def test_a_rebuilt_warehouse_gives_the_same_release(home: Home, settings: Settings) -> None:
    first = publish(make_home(home), settings, AS_OF)
    turned = {column: values[::-1] for column, values in MONTHLY.items()}
    again = publish(make_home(home, insights__industry_engagement_monthly=turned), settings, AS_OF)
    assert (again.release_id, again.is_new) == (first.release_id, False)


def test_another_home_publishes_the_same_bytes(tmp_path: Path, settings: Settings) -> None:
    one, other = (make_home(Home.at(tmp_path / name)) for name in ("one", "other"))
    for home in (one, other):
        publish(home, settings, AS_OF)
    assert hashes(one.published) == hashes(other.published)
    assert one.release_manifest.read_bytes() == other.release_manifest.read_bytes()


def test_many_rows_give_the_same_bytes_with_any_number_of_threads(tmp_path: Path) -> None:
    count = 120_000
    large = {"event_id": [f"e{n * 7919 % count}" for n in range(count)], "event_name": ["Mixer"] * count}
    found = []
    for threads in (1, 2):
        home = make_home(Home.at(tmp_path / str(threads)), insights__events=large)
        publish(home, Settings.model_validate({"engine": {"threads": threads}}), AS_OF)
        found.append(hashes(home.published))
    assert found[0] == found[1]


def test_data_as_of_settings_and_code_each_make_another_release(
    home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [publish(make_home(home), settings, AS_OF).release_id]
    ids.append(publish(home, settings, AS_OF + timedelta(days=1)).release_id)
    ids.append(publish(home, Settings.model_validate({"privacy": {"smallest_cell": 4}}), AS_OF).release_id)
    ids.append(
        publish(make_home(home, insights__events={**EVENTS, "event_id": ["e3", "e1"]}), settings, AS_OF).release_id
    )
    monkeypatch.setattr("pipelines.publishing.release.code_version", lambda: "9.9.9")
    ids.append(publish(home, settings, AS_OF).release_id)
    assert len(set(ids)) == len(ids)


def test_the_last_few_releases_are_kept_and_listed(home: Home, settings: Settings) -> None:
    make_home(home)
    made = [publish(home, settings, AS_OF + timedelta(days=day)).release_id for day in range(5)]
    assert [kept.release_id for kept in shelf.kept(home)] == made[-3:]
    listed = asked(home, "SELECT release_number, release_id, is_this_release FROM releases ORDER BY ALL")
    assert listed == [(2, made[1], False), (3, made[2], False), (4, made[3], False), (5, made[4], True)]


def test_an_earlier_release_can_be_put_in_force_again(home: Home, settings: Settings) -> None:
    make_home(home)
    old = publish(home, settings, AS_OF)
    publish(home, settings, AS_OF + timedelta(days=1))
    before = data_hashes(old.folder)
    again = publish(home, settings, AS_OF)
    assert (again.release_id, again.is_new, again.manifest.number) == (old.release_id, True, 3)
    assert data_hashes(old.folder) == before
    assert asked(home, "SELECT release_number, release_id FROM releases WHERE is_this_release") == [(3, old.release_id)]
    assert [kept.number for kept in shelf.kept(home)] == [2, 3]


def test_a_release_that_is_held_back_leaves_the_published_one(home: Home, settings: Settings) -> None:
    kept = publish(make_home(home), settings, AS_OF)
    before = hashes(home.published)
    make_home(home, insights__events={**EVENTS, "event_name": ["Ask ada@example.org", "Design Night"]})
    with pytest.raises(HeldBackError, match=r"no_personal_value on insights\.events\.event_name \(1\)") as error:
        publish(home, settings, AS_OF)
    assert f"Release {kept.release_id} stays published." in str(error.value)
    assert "ada@example.org" not in str(error.value)
    assert hashes(home.published) == before
    assert not home.candidate.exists()


def test_a_run_that_dies_while_building_leaves_the_published_one(
    home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = publish(make_home(home), settings, AS_OF)

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.publishing.telling.add_history", die)
        with pytest.raises(KeyboardInterrupt):
            publish(home, settings, AS_OF + timedelta(days=1))
    assert Manifest.of(home.current_release) == kept.manifest
    assert publish(home, settings, AS_OF + timedelta(days=1)).is_new


def test_leftovers_of_a_killed_run_are_removed_and_links_mended(home: Home, settings: Settings) -> None:
    release = publish(make_home(home), settings, AS_OF)
    home.candidate.mkdir()
    (home.candidate / "insights.duckdb").write_text("half")
    half = home.release("r" + "0" * 12)
    half.mkdir()
    home.release_manifest.unlink()
    publish(home, settings, AS_OF + timedelta(days=1))
    assert not home.candidate.exists()
    assert not half.exists()
    assert home.release_manifest.exists()
    assert release.release_id in [kept.release_id for kept in shelf.kept(home)]


def test_links_are_mended_even_when_nothing_changed(home: Home, settings: Settings) -> None:
    publish(make_home(home), settings, AS_OF)
    home.insights_file.unlink()
    assert not publish(home, settings, AS_OF).is_new
    assert home.insights_file.exists()


def test_a_declaration_on_a_column_that_is_not_there_is_an_error(home: Home, settings: Settings) -> None:
    without = {column: values for column, values in MONTHLY.items() if column != "attendance_count"}
    make_home(home, insights__industry_engagement_monthly=without)
    with pytest.raises(KithError, match="does not have: attendance_count"):
        publish(home, settings, AS_OF)
    assert not home.candidate.exists()


def test_before_the_first_release_there_is_nothing_to_read_or_check(home: Home, settings: Settings) -> None:
    with pytest.raises(HomeError, match="no published release"), released(home):
        pass
    with pytest.raises(KithError, match="holds no release"):
        check_release(home, settings)
