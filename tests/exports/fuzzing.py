"""Exports broken at random: whatever comes in, every row is accounted for and nothing escapes.

`make fuzz` reads a hundred thousand of them and prints what became of them; the tests read a few.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.exports.listing import exports
from tests.exports.reading import read_path

LARGEST_BYTES = 20_000
"""Of an export that is worth breaking: each part of it is hit soon."""

BATCH = 1_000

INSERTED = (
    b'"', b"\n", b"\r", b",", b";", b"\t", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b'=HYPERLINK("x")', b"\n\n", b"'",
    b"\xc3\x28", b"PK\x03\x04", b"BEGIN:VCARD\n", b"BEGIN:VEVENT\n", b'{"a":[', b"9" * 20, b"Total: 7\n",
)  # fmt: skip


@dataclass
class Outcome:
    """What became of a number of broken exports; `failures` name the export and the seed that broke it."""

    statuses: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    longest_seconds: float = 0.0


def broken(seed: int) -> tuple[str, bytes]:
    """An export's name, and its bytes with up to twenty things done to them; the same for the same seed."""
    chance = random.Random(seed)
    sources = [path for path in exports() if path.stat().st_size < LARGEST_BYTES]
    path = chance.choice(sources)
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        _break(content, chance, sources)
    return path.name, bytes(content)


def _break(content: bytearray, chance: random.Random, sources: list[Path]) -> None:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 2, 8, 64, 512)))
    kind = chance.randrange(6)
    if kind == 0:
        content[start:end] = chance.randbytes(end - start)
    elif kind == 1:
        del content[start:end]
    elif kind == 2:
        content[start:start] = content[start:end] * chance.choice((1, 2, 5))
    elif kind == 3:
        content[start:start] = chance.choice(INSERTED)
    elif kind == 4:
        other = chance.choice(sources).read_bytes()
        at = chance.randrange(len(other) + 1)
        content[start:end] = other[at : at + chance.choice((8, 128, 2048))]
    else:
        del content[start:]


def read_broken(seeds: range) -> Outcome:
    """Reads the broken exports of `seeds`; what escapes a reader is a failure, not an end."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "broken"
        for seed in seeds:
            name, content = broken(seed)
            path.write_bytes(content)
            begun = time.monotonic()
            try:
                found = read_path(path, name)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # a panic of a library in Rust is no Exception
                outcome.failures.append(f"{name}, seed {seed}: {type(error).__name__}")
                continue
            outcome.longest_seconds = max(outcome.longest_seconds, time.monotonic() - begun)
            outcome.statuses[found.account.status] += 1
            if not found.reconciles():
                outcome.failures.append(f"{name}, seed {seed}: rows unaccounted for")
    return outcome


def main() -> int:
    """Reads many, says what became of them as JSON, and fails where one was lost or escaped."""
    parser = argparse.ArgumentParser(description="Reads exports broken at random.")
    parser.add_argument("count", type=int, nargs="?", default=100_000, help="how many (100,000)")
    parser.add_argument("--seed", type=int, default=0, help="of the first; each of the others has the next (0)")
    asked = parser.parse_args()
    end = asked.seed + asked.count
    batches = [range(first, min(first + BATCH, end)) for first in range(asked.seed, end, BATCH)]
    total = Outcome()
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for done, one in enumerate(pool.map(read_broken, batches), start=1):
            total.statuses.update(one.statuses)
            total.failures += one.failures
            total.longest_seconds = max(total.longest_seconds, one.longest_seconds)
            print(f"{done * BATCH:,} read, {len(total.failures)} failures", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    told = {"read": asked.count, "by_status": dict(sorted(total.statuses.items())), "failures": total.failures}
    print(json.dumps({**told, "longest_seconds": round(total.longest_seconds, 2), "peak_mib": peak}, indent=2))
    return bool(total.failures)


if __name__ == "__main__":
    sys.exit(main())
