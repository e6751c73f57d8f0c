"""Measures, keeps the figures in `benchmarks/results/accuracy/`, and writes the page: `python -m benchmarks.accuracy`.

Named parts alone are measured anew where some are named; without any, all are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.accuracy import datasets, generated, labelled, public, report
from benchmarks.measure import keep

Part = Callable[[], dict[str, Any]]


def _labelled(make: datasets.Make) -> dict[str, Any]:
    return labelled.measured(make())


PARTS: dict[str, tuple[Part, Path]] = {
    **{make.__name__: (partial(_labelled, make), datasets.SHARED / "identity") for make in datasets.LABELLED},
    "officers": (public.officers, datasets.SHARED / "appg"),
    "delegates": (public.delegates, datasets.SHARED / "unfccc_precop"),
    "demo": (generated.demo, generated.DEMO),
    "large": (generated.large, generated.DEMO),
}
"""What is measured, by the name its figures are kept under, and the data without which it is not."""


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"parts to measure: {', '.join(PARTS)} (default: all)")
    asked = parser.parse_args().parts or list(PARTS)
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        parser.error(f"unknown part '{unknown[0]}'; known are {', '.join(PARTS)}")
    for name in asked:
        measure, data = PARTS[name]
        if data.is_dir():
            keep(f"accuracy/{name}", measure())
        else:
            sys.stderr.write(f"{name} is not measured: its data is not here ({Path(*data.parts[-3:])}).\n")
    report.PAGE.write_text(report.page(), encoding="utf-8")


if __name__ == "__main__":
    main()
