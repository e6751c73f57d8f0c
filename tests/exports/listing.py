"""What every sample and example is read as, as text: what a change to a layout changes, and a reviewer should see.

Write it anew with `python -m tests.exports.listing > tests/exports/listing.txt`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.records.accounts import FileAccount, PartAccount
from tests.exports.reading import SAMPLES, Outcome, read_path

EXAMPLES = Path(__file__).parent / "examples"
FILE = Path(__file__).with_name("listing.txt")
NO_EXPORTS = ("SOURCES.md", ".gitattributes")


def exports() -> list[Path]:
    """Every export beside the tests, in order."""
    found = (path for folder in (EXAMPLES, SAMPLES) for path in folder.rglob("*"))
    return sorted(path for path in found if path.is_file() and path.name not in NO_EXPORTS)


def entry(path: Path, outcome: Outcome) -> str:
    """The lines about one file: what it is, and what came of each of its parts."""
    account = outcome.account
    name = path.relative_to(Path(__file__).parent).as_posix()
    return "\n".join([f"{name}: {_file(account)}", *(f"  {_part(part, outcome)}" for part in account.parts)])


def _file(account: FileAccount) -> str:
    made_of = " ".join(filter(None, (account.container, account.encoding)))
    return ", ".join(filter(None, (account.status, account.status_reason, made_of)))


def _part(part: PartAccount, outcome: Outcome) -> str:
    kinds = {
        kind: count
        for kind, frame in sorted(outcome.kinds.items())
        if (count := frame.filter(frame["part"] == part.part).height)
    }
    rows = f"{part.rows_in} in = {part.rows_loaded} loaded + {part.rows_quarantined} held + {part.rows_duplicate} alike"
    told = [
        *(f"{count} {kind}" for kind, count in kinds.items()),
        *(f"held for {reason}: {count}" for reason, count in sorted(part.quarantined_by_reason.items())),
        *(f"unknown in '{heading}': {len(words)}" for heading, words in sorted(part.unknown_values.items())),
    ]
    return f"{part.layout or 'no layout'}: {rows}" + (f" ({'; '.join(told)})" if told else "")


def as_text() -> str:
    """The entries of every export, a file after the other."""
    return "\n".join(_entries()) + "\n"


def _entries() -> Iterator[str]:
    for path in exports():
        yield entry(path, read_path(path))


if __name__ == "__main__":
    sys.stdout.write(as_text())
