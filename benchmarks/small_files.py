"""What a small export costs: two thousand of them landed, read and accepted in one process.

`python -m benchmarks.small_files [--files 2000]`. The exports are the examples of every
layout, each changed a little so that no two are the same bytes.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from benchmarks.measure import keep
from pipelines import settings
from pipelines.home import Home
from pipelines.landing import land
from pipelines.quality.acceptance import accept
from pipelines.records.reading import read_landed

AIM_MILLISECONDS = 25
EXAMPLES = Path(__file__).parents[1] / "tests" / "exports" / "examples"


def measure(count: int) -> dict[str, object]:
    """The figures of one run over `count` exports."""
    with tempfile.TemporaryDirectory(prefix="kith-benchmark-") as folder:
        home = Home.at(Path(folder) / "home")
        home.prepare()
        _write(home.inbox, count)
        given = settings.load(home)
        landing = _seconds(lambda: land(home, given))
        reading = _seconds(lambda: read_landed(home, given))
        accepting = _seconds(lambda: accept(home, given.now()))
        rows = _rows(home)
    return {
        "files": count,
        "rows": rows,
        "land_milliseconds": _each(landing, count),
        "read_milliseconds": _each(reading, count),
        "accept_milliseconds": _each(accepting, count),
        "aim_milliseconds": AIM_MILLISECONDS,
        "peak_mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }


def _write(inbox: Path, count: int) -> None:
    examples = [path for path in sorted(EXAMPLES.rglob("*.*")) if b"ada@example.org" in path.read_bytes()]
    for number, path in enumerate(islice(cycle(examples), count)):
        content = path.read_bytes().replace(b"ada@example.org", f"ada{number}@example.org".encode())
        (inbox / f"{path.stem} {number}{path.suffix}").write_bytes(content)


def _rows(home: Home) -> int:
    import polars as pl

    return int(pl.read_parquet(home.source_files)["rows_in"].sum())


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _each(seconds: float, count: int) -> float:
    return round(seconds * 1000 / count, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_000, help="how many (default: 2,000)")
    keep("small_files", measure(parser.parse_args().files))


if __name__ == "__main__":
    main()
