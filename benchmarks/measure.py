"""Measuring a command as a whole process: wall time, processor time and peak memory.

Speeds vary from run to run on shared machines, so figures are compared only within
one call: two commands are run in turn, A B A B, and the ratio is taken pair by pair.
"""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Run:
    """One finished process: seconds of wall and processor time, peak resident bytes."""

    wall: float
    processor: float
    peak_bytes: int


def run(command: Sequence[str], **environment: str) -> Run:
    """Runs `command` to its end and returns what the operating system counted.

    Raises `subprocess.CalledProcessError`, with what it printed, when it fails.
    """
    # Python keeps its byte code, as it does unless told not to: nobody's machine compiles everything every time.
    told = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment}
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=told)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output.decode(errors="replace"))
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def in_turn(
    ours: Callable[[], Run], peer: Callable[[], Run], rounds: int = 3
) -> tuple[list[Run], list[Run], list[float]]:
    """Runs both in turn `rounds` times; the ratios are of wall time, ours to the peer's."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return (
        [pair[0] for pair in pairs],
        [pair[1] for pair in pairs],
        [pair[0].wall / pair[1].wall for pair in pairs],
    )


def middle(runs: Sequence[Run]) -> dict[str, float]:
    """The median wall and processor seconds of `runs`, and their largest peak memory."""
    return {
        "wall_seconds": round(statistics.median(run.wall for run in runs), 2),
        "processor_seconds": round(statistics.median(run.processor for run in runs), 2),
        "peak_mebibytes": round(max(run.peak_bytes for run in runs) / 2**20),
        "runs": len(runs),
    }


def ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> dict[str, float]:
    """The middle ratios, ours to theirs: of wall time, and of processor time, which other work disturbs less."""
    return {kind: round(_median(ours, kind) / _median(theirs, kind), 2) for kind in ("wall", "processor")}


def exponent(small: dict[str, Any], large: dict[str, Any], of: str) -> dict[str, float]:
    """By which power of what is counted as `of` the time of `ours` grows, from one size's figures to the other's.

    >>> seconds = {"wall_seconds": 1.0, "processor_seconds": 2.0}
    >>> more = {"wall_seconds": 4.0, "processor_seconds": 4.0}
    >>> exponent({"rows": 10, "ours": seconds}, {"rows": 20, "ours": more}, "rows")
    {'wall': 2.0, 'processor': 1.0}
    """
    growth = math.log(large[of] / small[of])
    return {
        kind: round(math.log(large["ours"][f"{kind}_seconds"] / small["ours"][f"{kind}_seconds"]) / growth, 2)
        for kind in ("wall", "processor")
    }


def _median(runs: Sequence[Run], kind: str) -> float:
    return statistics.median(getattr(run, kind) for run in runs)


def machine() -> dict[str, Any]:
    """What a reader must know of the machine to weigh a figure."""
    import duckdb
    import polars

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processors": os.cpu_count(),
        "memory_gibibytes": round(memory / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "polars": polars.__version__,
    }


def keep(name: str, figures: dict[str, Any]) -> None:
    """Writes the figures of one benchmark, with the machine, for the report; `name` may lead into a folder."""
    path = RESULTS / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"machine": machine(), **figures}, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
