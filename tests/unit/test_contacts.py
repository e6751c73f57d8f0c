"""The contacts that identity is measured on: repeatable, of the size asked for, and resolved like any others."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from benchmarks import plain_splink
from benchmarks.contacts import invented, write_contacts, write_later
from pipelines.home import Home
from pipelines.identity.resolve import resolve
from pipelines.settings import Settings

PROFILES = 2000


def made(folder: Path, seed: int = 7) -> Home:
    home = Home.at(folder)
    write_contacts(home, invented(PROFILES, 0.01, seed))
    return home


def written(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(home.lake.rglob("*.parquet"))}


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    one, same, other = (made(tmp_path / name, seed) for name, seed in (("one", 7), ("same", 7), ("other", 8)))
    assert written(one) == written(same) != written(other)


def test_a_hundredth_more_is_one_more_file(tmp_path: Path) -> None:
    home = made(tmp_path)
    before = pl.read_parquet(home.source_files)
    write_later(home, invented(PROFILES, 0.01, 7))
    after = pl.read_parquet(home.source_files)
    assert after.height == before.height + 1
    assert after["rows_in"].sum() / before["rows_in"].sum() == pytest.approx(1.01, abs=0.005)


def test_kith_and_the_peer_take_every_profile(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out = made(tmp_path / "home"), tmp_path / "clusters.parquet"
    monkeypatch.setattr("sys.argv", ["plain_splink", str(home.root), str(out)])
    plain_splink.main()
    clusters = pl.read_parquet(out)
    ours = resolve(home, settings)
    assert clusters.height == pytest.approx(PROFILES, rel=0.05)
    assert ours.profiles == pytest.approx(clusters.height, rel=0.01)
    assert ours.people < ours.profiles
    assert clusters["cluster_id"].n_unique() < clusters.height
