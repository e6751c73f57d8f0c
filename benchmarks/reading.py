"""Reading large attendance exports to records, each against DuckDB's raw copy of the same file.

`python -m benchmarks.reading [--rows 5000000]`. The peer does no work on the cells:
it copies the CSV, all columns as text, into one Parquet file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Run, in_turn, keep, middle, run
from benchmarks.population import write_attendance_csv

AIM = 2.5
MEMORY_AIM_MEBIBYTES = 2048
EXPORTS = {
    "luma": "Open day - Guests - 2026-03-04-10-00-00.csv",
    "eventbrite": "Open day 2026-03-04.csv",
    "zoom": "Open day 2026-03-04.csv",
}
"""Tool → the name of its export."""

OURS = """
import sys
from pipelines import settings
from pipelines.home import Home
from pipelines.records.reading import read_landed
home = Home.at(sys.argv[1])
read_landed(home, settings.load(home))
"""

PEER = """
import sys
from pipelines.home import connect
with connect() as database:
    database.execute(
        f"COPY (SELECT * FROM read_csv('{sys.argv[1]}', all_varchar=true)) TO '{sys.argv[2]}' (FORMAT parquet)"
    )
"""


def measure(tool: str, rows: int, rounds: int) -> dict[str, object]:
    """The figures of one comparison over an export of `rows` rows."""
    with tempfile.TemporaryDirectory(prefix="kith-benchmark-") as folder:
        home = _home_with_export(Path(folder), tool, rows)
        (content,) = home.landing.glob("*/content")
        ours, peer, ratios = in_turn(
            lambda: _read_afresh(home),
            lambda: run([sys.executable, "-c", PEER, str(content), str(Path(folder) / "raw.parquet")]),
            rounds,
        )
        size = content.stat().st_size
    return {
        "file_mebibytes": round(size / 2**20),
        "ours": middle(ours),
        "peer": middle(peer),
        "ratio": sorted(round(ratio, 2) for ratio in ratios)[len(ratios) // 2],
        "ratios": [round(ratio, 2) for ratio in ratios],
        "records_per_second": round(rows / middle(ours)["wall_seconds"]),
    }


def _home_with_export(folder: Path, tool: str, rows: int):
    from pipelines import settings
    from pipelines.home import Home
    from pipelines.landing import land

    home = Home.at(folder / "home")
    home.prepare()
    write_attendance_csv(home.inbox / EXPORTS[tool], rows, seed=7, tool=tool)
    land(home, settings.load(home))
    return home


def _read_afresh(home) -> Run:
    import shutil

    shutil.rmtree(home.lake)
    home.prepare()
    return run([sys.executable, "-c", OURS, str(home.root)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000, help="rows of each export (default: 5,000,000)")
    parser.add_argument("--rounds", type=int, default=3, help="times each is run, in turn (default: 3)")
    given = parser.parse_args()
    tools = {tool: measure(tool, given.rows, given.rounds) for tool in EXPORTS}
    aims = {"aim": AIM, "memory_aim_mebibytes": MEMORY_AIM_MEBIBYTES}
    keep("reading", {"rows": given.rows, **aims, "tools": tools})


if __name__ == "__main__":
    main()
