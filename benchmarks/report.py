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
| reading large exports, against DuckDB's raw copy | `python -m benchmarks.reading` |
| two thousand small exports in one run | `python -m benchmarks.small_files` |
| a hundred thousand exports broken at random | `make fuzz > benchmarks/results/fuzzing.json` |
| exports that coverage leads to be broken | `make probe > benchmarks/results/probing.json` |
| what orchestration adds to a whole run | `python -m benchmarks.whole_run` |
| who is who, against a plain Splink script | `python -m benchmarks.identity` |
| who is who, on data whose truth is known | `make accuracy`: [its page](../docs/reference/accuracy.md) |
| the warehouse at size, against its own SQL as one script | `python -m benchmarks.marts` (an hour) |
| exports of any size, with their ground truth | `python -m benchmarks.population --help` |
"""


def reading(figures: dict[str, Any]) -> str:
    """The section on reading large exports."""
    rows = [
        (f"{tool}, {one['file_mebibytes']:,} MiB: {who}", one[side])
        for tool, one in figures["tools"].items()
        for who, side in (("kith", "ours"), ("DuckDB", "peer"))
    ]
    ratios = "\n".join(
        f"- {tool}: **{one['ratio']}** (pair by pair: {', '.join(map(str, one['ratios']))}), "
        f"{one['records_per_second']:,} records a second"
        for tool, one in figures["tools"].items()
    )
    return f"""
## Reading {figures["rows"]:,} rows of attendance to records

DuckDB copies the cells as text: `COPY (SELECT * FROM read_csv(…, all_varchar=true)) TO parquet`. kith recognises the
file, decides the order of dates from evidence, maps and checks every row, finds exact duplicates, and accounts for
each row.

{_runs(rows)}

Ratios of wall time, kith's to DuckDB's; aim: at most {figures["aim"]}, with less than
{figures["memory_aim_mebibytes"]:,} MiB.

{ratios}

{_machine(figures)}
"""


def small_files(figures: dict[str, Any]) -> str:
    """The section on many small exports."""
    return f"""
## {figures["files"]:,} small exports in one run

The examples of every layout, each copied with other people in it: {figures["rows"]:,} rows.

| stage | a file |
| --- | --- |
| landing | {figures["land_milliseconds"]} ms |
| reading | {figures["read_milliseconds"]} ms |
| acceptance | {figures["accept_milliseconds"]} ms |

Aim: under {figures["aim_milliseconds"]} ms a file to read. Peak memory {figures["peak_mebibytes"]:,} MiB.

{_machine(figures)}
"""


def fuzzing(figures: dict[str, Any]) -> str:
    """The section on exports broken at random."""
    statuses = ", ".join(f"{count:,} {status}" for status, count in figures["by_status"].items())
    return f"""
## {figures["read"]:,} exports broken at random

{statuses}; **{len(figures["failures"])} escaped or left rows unaccounted for**. The longest took
{figures["longest_seconds"]} s; peak memory {figures["peak_mib"]:,} MiB.
"""


def identity(figures: dict[str, Any]) -> str:
    """The section on resolving who is who."""
    sizes, aims = figures["sizes"], figures["aims"]
    rows = [
        (f"{one['profiles']:,} profiles: {who}", one[side])
        for one in sizes
        for who, side in (
            ("kith", "ours"),
            ("plain Splink", "peer"),
            ("kith, a hundredth added", "later"),
            ("kith, all of it anew", "whole"),
        )
    ]
    ratios = "\n".join(
        f"- {one['profiles']:,} profiles: **{one['ratio']['wall']}** of the peer's wall time "
        f"({one['ratio']['processor']} of its processor time); with a hundredth added "
        f"**{one['later_share']['wall']:.0%}** of all anew ({one['later_share']['processor']:.0%}), "
        f"{'the same bytes' if one['later_equals_whole'] else '**other bytes**'}"
        for one in sizes
    )
    return f"""
## Who is who among {sizes[0]["profiles"]:,} and {sizes[1]["profiles"]:,} profiles

The peer makes fields comparable in SQL, compares and scores with kith's comparisons, pairs and weights, and clusters
with Splink. kith parses names and addresses, resolves organisations, heeds decisions, clusters with cannot-links,
dates affiliations, and links every record.

{_runs(rows)}

{ratios}

Time grows with the **{figures["exponent"]["wall"]}** power of the profiles (processor time with the
{figures["exponent"]["processor"]}). Aims: at most {aims["ratio"]} of the peer's time, under
{aims["memory_mebibytes"]:,} MiB, power under {aims["exponent"]}, a hundredth added under {aims["later_share"]:.0%}.

{_machine(figures)}
"""


def marts(figures: dict[str, Any]) -> str:
    """The section on the warehouse at size."""
    first, aims, engine = figures["sizes"][0], figures["aims"], figures["engine"]
    sizes = sorted(figures["sizes"], key=lambda size: size["attendances"])
    less = first["less_memory"]
    rows = [
        (f"{one['attendances']:,} attendances: {who}", one[side])
        for one in sizes
        for who, side in (("dbt", "ours"), ("its SQL as one script", "peer"))
    ]
    rows += [
        (f"{first['attendances']:,} attendances: a hundredth added", first["later"]),
        (f"{first['attendances']:,} attendances: {less['memory_limit']} for DuckDB", less),
    ]
    ratios = "\n".join(
        f"- {one['attendances']:,} attendances of {one['people']:,} people, with {one['contacts']:,} contacts: "
        f"**{one['ratio']['wall']}** of the script's wall time ({one['ratio']['processor']} of its processor time); "
        f"{one['spilt_mebibytes']:,} MiB were on disk at the most"
        for one in sizes
    )
    return f"""
## The warehouse of {sizes[0]["attendances"]:,} and {sizes[1]["attendances"]:,} attendances

The peer is what dbt compiled of the same models and tests, in the same order, as one script in one DuckDB process: the
ratio is what dbt adds. Both give DuckDB {engine["memory_limit"]} and {engine["threads"]} threads, as kith does by
default; what does not fit goes to disk.

{_runs(rows)}

{ratios}

Time grows with the **{figures["exponent"]["wall"]}** power of the attendances (processor time with the
{figures["exponent"]["processor"]}). A hundredth added costs **{first["later_share"]["wall"]:.0%}** of all anew, and
comes to {_the_same(first["later_equals_whole"])}: tables are made whole. With {less["memory_limit"]} for DuckDB
{less["spilt_mebibytes"]:,} MiB were on disk, and out came {_the_same(less["equals_whole"])}. Aims: at most
{aims["ratio"]} of the script's time, under {aims["memory_mebibytes"]:,} MiB, power under {aims["exponent"]}, a
hundredth added under {aims["later_share"]:.0%}.

{_machine(figures)}
"""


def _the_same(is_same: bool) -> str:
    return "the same rows" if is_same else "**other rows**"


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


def probing(figures: dict[str, Any]) -> str:
    """The section on exports that coverage leads to be broken."""
    statuses = ", ".join(f"{count:,} {status}" for status, count in sorted(figures["by_status"].items()))
    return f"""
## {figures["read"]:,} exports broken towards code not yet reached, in {figures["seconds"]:,} s

libFuzzer, through atheris, breaks {figures["seeds"]:,} examples and samples further wherever that reaches
new code in the readers; {figures["reached_more_code"]:,} inputs were kept for it.

{statuses}; **{len(figures["failures"]):,} escaped
or left rows unaccounted for**.
"""


SECTIONS = {
    "reading": reading,
    "small_files": small_files,
    "identity": identity,
    "marts": marts,
    "whole_run": whole_run,
    "fuzzing": fuzzing,
    "probing": probing,
}


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
