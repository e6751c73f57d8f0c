"""What orchestration adds: a whole `kith run` against the sum of its stages' work.

`python -m benchmarks.whole_run [--attendances 100000]`. The same exports are run twice,
each in a process and a home of its own: once by `kith run`, once by calling the stages
in a row without Dagster, each timed by itself. A second `kith run` with nothing new follows.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import keep, middle, run

ORCHESTRATION_AIM = 0.25
SECOND_RUN_AIM = 0.25


def measure(people: int, events: int) -> dict[str, object]:
    """The figures of one comparison over a population of `people`."""
    with tempfile.TemporaryDirectory(prefix="kith-benchmark-") as folder:
        whole, bare = Path(folder) / "whole", Path(folder) / "bare"
        population = [sys.executable, "-m", "benchmarks.population", "--seed", "7", "--out", str(whole)]
        run([*population, "--people", str(people), "--events", str(events)])
        shutil.copytree(whole, bare)
        kith = [str(Path(sys.executable).parent / "kith"), "run", "--home"]
        stages = [sys.executable, "-m", "benchmarks.stages", str(bare)]
        by_stage = run(stages)
        first = run([*kith, str(whole)])
        second = run([*kith, str(whole)])
        seconds = json.loads((bare / "stages.json").read_text())
        rows_in, attendances = _rows(whole)
    work = sum(seconds.values())
    return {
        "people": people,
        "rows_in": rows_in,
        "attendances": attendances,
        "kith_run": middle([first]),
        "stages": middle([by_stage]),
        "stage_seconds": seconds,
        "orchestration_share": round(1 - work / first.wall, 3),
        "orchestration_aim": ORCHESTRATION_AIM,
        "second_run": middle([second]),
        "second_to_first": round(second.wall / first.wall, 3),
        "second_run_aim": SECOND_RUN_AIM,
    }


def _rows(root: Path) -> tuple[int, int]:
    """Rows of all exports, and those that loaded as attendance."""
    from pipelines.home import Home, connect

    home = Home.at(root)
    with connect(home.insights_file, read_only=True) as insights:
        rows_in = insights.sql("select sum(rows_in) from insights.source_files").fetchone()[0]
    attendance = home.records("attendance") / "*.parquet"
    with connect() as database:
        attendances = database.sql(f"select count(*) from read_parquet('{attendance}')").fetchone()[0]
    return int(rows_in), int(attendances)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000, help="people of the population (default: 20,000)")
    parser.add_argument("--events", type=int, default=400, help="events (default: 400)")
    given = parser.parse_args()
    keep("whole_run", measure(given.people, given.events))


if __name__ == "__main__":
    main()
