"""Writes `benchmarks/README.md` from the results: `python -m benchmarks.report`. No figure is typed by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.measure import RESULTS

README = Path(__file__).parent / "README.md"

HEAD = """# Benchmarks

What is measured, against whom, and how to measure it again. Speeds vary from run to run on shared machines, so every
comparison is a ratio within one call, the two sides in turn. This page is written by `python -m benchmarks.report`
from `results/`.

| measure | with |
| --- | --- |
| reading a large export, against DuckDB's raw copy | `python -m benchmarks.reading` |
| what orchestration adds to a whole run | `python -m benchmarks.whole_run` |
| exports of any size, with their ground truth | `python -m benchmarks.population --help` |
"""


def reading(figures: dict[str, Any]) -> str:
    """The section on reading a large export."""
    rows = [
        ("kith, to records", figures["ours"]),
        ("DuckDB, `COPY (SELECT * FROM read_csv(…, all_varchar=true)) TO parquet`", figures["peer"]),
    ]
    return f"""
## Reading {figures["rows"]:,} rows of attendance to records

A Luma guest list of {figures["file_mebibytes"]:,} MiB. DuckDB copies the cells as text. kith recognises the file,
decides the order of dates from evidence, maps and checks every row, finds exact duplicates, and accounts for each row.

{_runs(rows)}

**Ratio {figures["ratio"]}** (pair by pair: {", ".join(map(str, figures["ratios"]))}); aim: at most {figures["aim"]}.

{_machine(figures)}
"""


def whole_run(figures: dict[str, Any]) -> str:
    """The section on a whole run."""
    stages = ", ".join(f"{name} {seconds} s" for name, seconds in figures["stage_seconds"].items())
    rows = [
        ("`kith run`, first", figures["kith_run"]),
        ("the stages in a row, without Dagster", figures["stages"]),
        ("`kith run`, nothing new", figures["second_run"]),
    ]
    return f"""
## A whole run over {figures["attendances"]:,} attendance rows

{figures["people"]:,} people, {figures["rows_in"]:,} rows in all exports together.

{_runs(rows)}

The stages' own work: {stages}.

**Orchestration {figures["orchestration_share"]:.1%}** of the first run; aim: under {figures["orchestration_aim"]:.0%}.
**A second run with nothing new takes {figures["second_to_first"]:.1%}** of the first; aim: under
{figures["second_run_aim"]:.0%}.

{_machine(figures)}
"""


SECTIONS = {"reading": reading, "whole_run": whole_run}


def _runs(rows: list[tuple[str, dict[str, Any]]]) -> str:
    lines = ["| | wall, median | processor | peak memory | runs |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {run['wall_seconds']} s | {run['processor_seconds']} s "
        f"| {run['peak_mebibytes']:,} MiB | {run['runs']} |"
        for name, run in rows
    ]
    return "\n".join(lines)


def _machine(figures: dict[str, Any]) -> str:
    machine = figures["machine"]
    return (
        f"Machine: {machine['processors']} processors, {machine['memory_gibibytes']} GiB, {machine['system']}; "
        f"Python {machine['python']}, DuckDB {machine['duckdb']}, polars {machine['polars']}."
    )


def report() -> str:
    """The page, from the results there are."""
    sections = [
        make(json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8")))
        for name, make in SECTIONS.items()
        if (RESULTS / f"{name}.json").exists()
    ]
    return "\n".join([HEAD, *sections])


if __name__ == "__main__":
    README.write_text(report(), encoding="utf-8")
