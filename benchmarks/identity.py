"""Resolving who is who, against a plain Splink script over the same contacts; and adding a hundredth to them.

`python -m benchmarks.identity [--profiles 100000 1000000]`. The peer (`plain_splink`)
is given kith's weights and need not estimate any. Both read the same Parquet.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.contacts import invented, write_contacts, write_later
from benchmarks.measure import Run, exponent, in_turn, keep, middle, ratio, run
from pipelines.home import Home

AIMS = {"ratio": 1.3, "memory_mebibytes": 8192, "exponent": 1.2, "later_share": 0.15}
SEED = 7
LATER = 0.01

OURS = """
import sys
from pipelines import settings
from pipelines.home import Home
from pipelines.identity.resolve import resolve
home = Home.at(sys.argv[1])
resolve(home, settings.load(home))
"""


def measure(profiles: int, rounds: int) -> dict[str, Any]:
    """The figures for a home of about `profiles` profiles."""
    with tempfile.TemporaryDirectory(prefix="kith-benchmark-") as folder:
        home, out = Home.at(Path(folder) / "home"), str(Path(folder) / "clusters.parquet")
        crowd = invented(profiles, LATER, SEED)
        write_contacts(home, crowd)
        ours, peer, ratios = in_turn(lambda: _afresh(home), lambda: _peer(home, out), rounds)
        counts = _counts(home)
        write_later(home, crowd)
        later = _resolve(home)
        stepwise = _hashes(home)
        whole = _afresh(home)
        same = stepwise == _hashes(home)
    return {
        "profiles": counts,
        "ours": middle(ours),
        "peer": middle(peer),
        "ratio": ratio(ours, peer),
        "ratios": [round(one, 2) for one in ratios],
        "later": middle([later]),
        "whole": middle([whole]),
        "later_share": ratio([later], [whole]),
        "later_equals_whole": same,
    }


def _resolve(home: Home) -> Run:
    return run([sys.executable, "-c", OURS, str(home.root)])


def _afresh(home: Home) -> Run:
    for made in (home.identity, home.kept, home.stamps):
        shutil.rmtree(made, ignore_errors=True)
    home.prepare()
    return _resolve(home)


def _peer(home: Home, out: str) -> Run:
    return run([sys.executable, "-m", "benchmarks.plain_splink", str(home.root), out])


def _counts(home: Home) -> int:
    links = pl.scan_parquet(home.identity / "identity_links.parquet")
    return links.select(pl.col("profile_id").drop_nulls().n_unique()).collect().item()


def _hashes(home: Home) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in home.identity.glob("*.parquet")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, nargs=2, default=(100_000, 1_000_000), help="the two sizes")
    parser.add_argument("--rounds", type=int, default=1, help="times each is run, in turn (default: 1)")
    given = parser.parse_args()
    sizes = [measure(profiles, given.rounds) for profiles in given.profiles]
    keep("identity", {"aims": AIMS, "sizes": sizes, "exponent": exponent(*sizes, "profiles")})


if __name__ == "__main__":
    main()
