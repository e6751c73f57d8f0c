"""Stamps: what a stage was last made from, so that unchanged work is not done again.

A stamp is the fingerprint of a stage's inputs (files, settings, code) and a small
summary of what it made, in `lake/stamps/<stage>.json`. It is written last: a run
killed half-way leaves no stamp, and the stage is done again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.home import Home, read_json, write_json


def fingerprint(*parts: object) -> str:
    """The SHA-256 of `parts` in order, told apart by their lengths.

    >>> fingerprint("ab", "c") == fingerprint("a", "bc")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = str(part).encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes; `absent` where there is none."""
    if not path.is_file():
        return "absent"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def of_files(paths: Iterable[Path]) -> str:
    """The fingerprint of the names and bytes of files; absent ones count by name."""
    return fingerprint(*(part for path in sorted(paths) for part in (path.name, of_file(path))))


def of_tree(root: Path, paths: Iterable[Path]) -> str:
    """The fingerprint of files below `root`: of their bytes, and of where they stand there."""
    return fingerprint(*(f"{path.relative_to(root)} {of_file(path)}" for path in sorted(paths)))


@cache
def of_code(*packages: str) -> str:
    """The fingerprint of the sources of sub-packages and modules of `pipelines`, such as `"identity"` or `"clock.py"`.

    Layout files and models beside the code count: whatever changes a result changes it.
    """
    root = Path(__file__).parent
    files = (
        path
        for package in packages
        for path in ((root / package).rglob("*") if (root / package).is_dir() else [root / package])
        if path.is_file() and "__pycache__" not in path.parts
    )
    return of_tree(root, files)


def made_from(home: Home, stage: str) -> str | None:
    """The fingerprint that `stage` was last made from; None where it never was."""
    path = _stamp_of(home, stage)
    return read_json(path)["fingerprint"] if path.exists() else None


def summary_of(home: Home, stage: str) -> dict[str, Any]:
    """What `stage` said of what it made when it was last stamped."""
    summary: dict[str, Any] = read_json(_stamp_of(home, stage))["summary"]
    return summary


def stamp(home: Home, stage: str, made_of: str, summary: dict[str, Any]) -> None:
    """Records that `stage` now stands as made from the inputs fingerprinted `made_of`."""
    write_json(_stamp_of(home, stage), {"fingerprint": made_of, "summary": summary})


def stamped_at(home: Home, stage: str) -> float | None:
    """When `stage` was last stamped, as files' times are; None where it never was."""
    path = _stamp_of(home, stage)
    return path.stat().st_mtime if path.exists() else None


def forget(home: Home, stage: str) -> None:
    """Takes the stamp away: nothing vouches for what `stage` made any more."""
    _stamp_of(home, stage).unlink(missing_ok=True)


def _stamp_of(home: Home, stage: str) -> Path:
    return home.stamps / f"{stage}.json"
