"""The warehouse at size: dbt's build against its own compiled SQL run as one script, and what more of everything costs.

`python -m benchmarks.marts [--people 100000 1000000]`. Each size has twenty attendances and two
contacts per person (`benchmarks.lake`). The peer is `benchmarks.compiled`: the SQL that dbt
compiled of the same models and tests, in the same order, in one DuckDB process.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import lake
from benchmarks.measure import Run, keep, middle, run
from pipelines import home as homes
from pipelines.home import Home

AIMS = {"ratio": 1.3, "memory_mebibytes": 12_288, "exponent": 1.15, "later_share": 0.15, "small_memory": "4GB"}
LATER = 0.01

OURS = """
import sys
from benchmarks.lake import AS_OF
from pipelines import settings, warehouse
from pipelines.home import Home
home = Home.at(sys.argv[1])
report = warehouse.build(home, settings.load(home), AS_OF)
assert not report.is_reused
sys.exit(", ".join(result.unique_id for result in report.broken) or 0)
"""


def measure(people: int, *, has_small_memory: bool) -> dict[str, Any]:
    """The figures for a home of `people`; with `has_small_memory`, also of a build in four gigabytes."""
    size = lake.Size(people, people * 20, people * 2)
    with tempfile.TemporaryDirectory(prefix="kith-benchmark-") as folder:
        home = Home.at(Path(folder) / "home")
        lake.write(home, size, LATER)
        earlier = _afresh(home)
        lake.write_later(home, size, LATER)
        later = _build(home)
        stepwise = _tables(home)
        ours = _afresh(home)
        same = stepwise == _tables(home)
        peer = run([sys.executable, "-m", "benchmarks.compiled", str(home.root), str(Path(folder) / "peer.duckdb")])
        small = {"small_memory": _in_small_memory(home, stepwise)} if has_small_memory else {}
    return {
        "people": people,
        "attendances": size.attendances,
        "contacts": size.contacts,
        "ours": middle([ours]),
        "peer": middle([peer]),
        "ratio": _ratio(ours, peer),
        "earlier": middle([earlier]),
        "later": middle([later]),
        "later_share": _ratio(later, ours),
        "later_equals_whole": same,
        **small,
    }


def _build(home: Home) -> Run:
    return run([sys.executable, "-c", OURS, str(home.root)])


def _afresh(home: Home) -> Run:
    """Builds with no warehouse to begin from; dbt's parsed project stays, as it does from day to day."""
    home.warehouse_file.unlink(missing_ok=True)
    shutil.rmtree(home.stamps)
    home.prepare()
    return _build(home)


def _in_small_memory(home: Home, expected: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """Builds with four gigabytes for DuckDB: what does not fit goes to disk, and nothing comes out otherwise."""
    setting = f'[engine]\nmemory_limit = "{AIMS["small_memory"]}"\n'
    (home.root / "kith.toml").write_text(setting, encoding="utf-8")
    built = _afresh(home)
    return {**middle([built]), "equals_whole": _tables(home) == expected}


def _tables(home: Home) -> dict[str, tuple[int, int]]:
    """Table → its rows and a hash of them that no order changes."""
    with homes.connect(home.warehouse_file, read_only=True) as database:
        names = database.sql(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('insights', 'people')"
        ).fetchall()
        return {
            name: database.sql(f"select count(*), coalesce(bit_xor(hash(t)), 0) from {name} as t").fetchall()[0]
            for (name,) in names
        }


def _ratio(ours: Run, theirs: Run) -> dict[str, float]:
    return {
        "wall": round(ours.wall / theirs.wall, 2),
        "processor": round(ours.processor / theirs.processor, 2),
    }


def exponent(small: dict[str, Any], large: dict[str, Any]) -> dict[str, float]:
    """By which power of the attendances the time grows, from one size to the other."""
    growth = math.log(large["attendances"] / small["attendances"])
    return {
        kind: round(math.log(large["ours"][f"{kind}_seconds"] / small["ours"][f"{kind}_seconds"]) / growth, 2)
        for kind in ("wall", "processor")
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs=2, default=(100_000, 1_000_000), help="the two sizes")
    given = parser.parse_args()
    small, large = given.people
    sizes = [measure(small, has_small_memory=False), measure(large, has_small_memory=True)]
    keep("marts", {"aims": AIMS, "sizes": sizes, "exponent": exponent(*sizes)})


if __name__ == "__main__":
    main()
