"""Writes an invented association: `python -m benchmarks.population --people 1500 --events 40 --seed 7 --out DIR`.

DIR becomes a data home: the exports of an association over thirty months in the true
layouts of its tools, its decisions and settings, and, in `truth/`, whom every row is
about. The same plan and seed give the same bytes. For single exports of many rows,
use `write_attendance_csv`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.exports.bulk import write_attendance_csv
from benchmarks.exports.whole import write_home
from benchmarks.world.plan import TOOLS, Plan
from benchmarks.world.world import make

__all__ = ["main", "write_attendance_csv", "write_population"]


def write_population(plan: Plan, out: Path) -> None:
    """Writes the home and the ground truth of a plan below `out`."""
    write_home(make(plan), out)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    plan = Plan(given.people, given.events, given.seed, given.as_of, given.attendances, given.tools)
    if plan.people < 200 or plan.events < 1:
        parser.error("an association has at least 200 people and one event")
    write_population(plan, given.out)
    sizes = [path.stat().st_size for path in (given.out / "inbox").iterdir()]
    sys.stdout.write(f"{len(sizes)} exports, {sum(sizes):,} bytes, in {given.out / 'inbox'}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.population", description=__doc__)
    parser.add_argument("--people", type=int, default=usual.people, help=f"people (default: {usual.people})")
    parser.add_argument("--events", type=int, default=usual.events, help=f"events (default: {usual.events})")
    parser.add_argument("--attendances", type=int, help="registrations over all events (default: by the other two)")
    parser.add_argument("--seed", type=int, default=usual.seed, help=f"where chance starts (default: {usual.seed})")
    parser.add_argument("--tools", type=_tools, default=TOOLS, help=f"only these, by commas: {', '.join(TOOLS)}")
    parser.add_argument(
        "--as-of", type=_moment, default=usual.as_of, help=f"the home's clock (default: {usual.as_of.isoformat()})"
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    return parser


def _tools(text: str) -> tuple[str, ...]:
    asked = tuple(text.split(","))
    unknown = [tool for tool in asked if tool not in TOOLS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown tool '{unknown[0]}'; known are {', '.join(TOOLS)}")
    return asked


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
