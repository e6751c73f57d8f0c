"""Exports that coverage leads to be broken: what reaches new code in the readers is broken further.

`make probe` lets it run for ten minutes and prints what became of them. libFuzzer ends its
process as it likes, so a child reads, and keeps its count in a file that outlives it. Only what
is imported while coverage is watched is watched: kith is imported within functions.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "Spring mixer - Guests - 2026-05-21.csv"
KEPT_EVERY = 50
SLOWEST_SECONDS = 60


class _Probe:
    """Reads one input after the other, and keeps in `folder` what became of them."""

    def __init__(self, read: Callable[[Path, str], Any], folder: Path) -> None:
        self._read = read
        self._folder = folder
        self._statuses: Counter[str] = Counter()
        self._failures: list[str] = []
        self._keep()

    def __call__(self, content: bytes) -> None:
        path = self._folder / "broken"
        path.write_bytes(content)
        try:
            found = self._read(path, NAME)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a panic of a library in Rust is no Exception
            self._fail(path, type(error).__name__)
        else:
            self._statuses[found.account.status] += 1
            if not found.reconciles():
                self._fail(path, "rows unaccounted for")
        if self._read_count % KEPT_EVERY == 0:
            self._keep()

    @property
    def _read_count(self) -> int:
        return self._statuses.total() + len(self._failures)

    def _fail(self, path: Path, what: str) -> None:
        self._failures.append(what)
        shutil.copy(path, self._folder / f"failure-{len(self._failures)}")
        self._keep()

    def _keep(self) -> None:
        told = {"read": self._read_count, "by_status": dict(self._statuses), "failures": self._failures}
        (self._folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


def _seeded(corpus: Path) -> None:
    from tests.exports.fuzzing import LARGEST_BYTES
    from tests.exports.listing import exports

    corpus.mkdir()
    for at, path in enumerate(exports()):
        if path.stat().st_size < LARGEST_BYTES:
            shutil.copy(path, corpus / f"{at}")


def _guide(folder: Path, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["pipelines.exports", "pipelines.records"]):
        from tests.exports.fuzzing import LARGEST_BYTES
        from tests.exports.reading import read_path
    flags = [
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST_BYTES}",
        f"-timeout={SLOWEST_SECONDS}",
        "-rss_limit_mb=0",
    ]
    atheris.Setup(
        [sys.argv[0], *flags, f"-artifact_prefix={folder}/", str(folder / "corpus")], _Probe(read_path, folder)
    )
    atheris.Fuzz()


def main() -> int:
    """Probes for a while, says what became of it as JSON, and fails where an input was lost or escaped."""
    parser = argparse.ArgumentParser(description="Reads exports that coverage leads to be broken.")
    parser.add_argument("--seconds", type=int, default=600, help="how long (600)")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder:
        _guide(asked.folder, asked.seconds)
    folder = Path(tempfile.mkdtemp(prefix="kith-probe-"))
    _seeded(folder / "corpus")
    seed_count = len(list((folder / "corpus").iterdir()))
    command = [sys.executable, "-m", "tests.exports.guided", "--folder", str(folder), "--seconds", str(asked.seconds)]
    ended = subprocess.run(command, stdout=sys.stderr, check=False).returncode
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    reached = len(list((folder / "corpus").iterdir())) - seed_count
    print(json.dumps({**told, "seconds": asked.seconds, "seeds": seed_count, "reached_more_code": reached}, indent=2))
    if told["failures"] or ended:
        print(f"What failed is kept in {folder}.", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
