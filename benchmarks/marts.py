"""The warehouse at size: dbt's build against its own compiled SQL run as one script, and what more of everything costs.

`python -m benchmarks.marts [--people 100000 1000000]`. Each size has twenty attendances and two
contacts per person (`benchmarks.lake`). The peer is `benchmarks.compiled`: the SQL that dbt
compiled of the same models and tests, in the same order, in one DuckDB process. Both have the
memory and threads that kith has by default, and put on disk what does not fit. At the first
size a hundredth of the attendances is also added to what stands, and all is built in less memory.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks import lake
from benchmarks.measure import Run, exponent, keep, middle, ratio, run
from pipelines import home as homes
from pipelines.home import Home
from pipelines.settings import Settings

AIMS = {"ratio": 1.3, "memory_mebibytes": 12_288, "exponent": 1.15, "later_share": 0.15}
LATER = 0.01
LESS_MEMORY = "2GB"

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


def measure(people: int, *, is_first: bool) -> dict[str, Any]:
    """The figures for a home of `people`; of the first also what is measured there alone."""
    size = lake.Size(people, people * 20, people * 2)
    with tempfile.TemporaryDirectory(prefix="kith-benchmark-") as folder:
        home = Home.at(Path(folder) / "home")
        lake.write(home, size, LATER)
        before = _build(home) if is_first else None
        lake.write_later(home, size, LATER)
        later = _build(home) if is_first else None
        stepwise = _tables(home) if is_first else {}
        with _watching(home) as spilt:
            ours = _afresh(home)
        figures: dict[str, Any] = {
            "people": people,
            "attendances": size.attendances,
            "contacts": size.contacts,
            "ours": middle([ours]),
            "spilt_mebibytes": spilt(),
        }
        if before and later:
            figures |= {
                "before": middle([before]),
                "later": middle([later]),
                "later_share": ratio([later], [ours]),
                "later_equals_whole": stepwise == _tables(home),
            }
        peer = run([sys.executable, "-m", "benchmarks.compiled", str(home.root), str(Path(folder) / "peer.duckdb")])
        figures |= {"peer": middle([peer]), "ratio": ratio([ours], [peer])}
        if is_first:
            figures["less_memory"] = _in_less_memory(home, stepwise)
    return figures


@contextmanager
def _watching(home: Home) -> Iterator[Callable[[], int]]:
    """Looks ten times a second how much DuckDB has put on disk; gives a function that tells the most, in MiB."""
    spill, most, is_over = home.warehouse / ".duckdb_spill", 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not is_over.wait(0.1):
            with suppress(FileNotFoundError):  # deleted between listing and looking; the next look tells
                most = max(most, sum(file.stat().st_size for file in spill.glob("*")))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: round(most / 2**20)
    finally:
        is_over.set()
        watcher.join()


def _build(home: Home) -> Run:
    return run([sys.executable, "-c", OURS, str(home.root)])


def _afresh(home: Home) -> Run:
    """Builds with no warehouse to begin from; dbt's parsed project stays, as it does from day to day."""
    home.warehouse_file.unlink(missing_ok=True)
    shutil.rmtree(home.stamps)
    home.prepare()
    return _build(home)


def _in_less_memory(home: Home, expected: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """Builds with less memory for DuckDB: more goes to disk, and nothing comes out otherwise."""
    (home.root / "kith.toml").write_text(f'[engine]\nmemory_limit = "{LESS_MEMORY}"\n', encoding="utf-8")
    with _watching(home) as spilt:
        built = _afresh(home)
    return {
        **middle([built]),
        "memory_limit": LESS_MEMORY,
        "spilt_mebibytes": spilt(),
        "equals_whole": _tables(home) == expected,
    }


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs=2, default=(100_000, 1_000_000), help="the two sizes")
    given = parser.parse_args()
    first, second = given.people
    sizes = [measure(first, is_first=True), measure(second, is_first=False)]
    grows = exponent(*sizes, "attendances")
    keep("marts", {"aims": AIMS, "engine": Settings().engine.limits, "sizes": sizes, "exponent": grows})


if __name__ == "__main__":
    main()
