"""Content lines, which vCard and iCalendar are made of: folded lines joined again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.exports.readers.limits import LONGEST_LINE, lines, too_long_line


def unfolded(path: Path) -> Iterator[str]:
    """The logical lines of a UTF-8 text, without ends; those that quoted-printable breaks with `=` are joined too.

    Raises `OverLimitError` (`line_too_long`).
    """
    held: list[str] = []
    size, is_soft = 0, False
    for line in lines(path):
        text = line.rstrip("\r\n")
        if held and (is_soft or text[:1] in (" ", "\t")):
            if is_soft:
                held[-1] = held[-1][:-1]
            held.append(text if is_soft else text[1:])
        else:
            if any(held):
                yield "".join(held)
            held, size = [text], 0
        size += len(text)
        if size >= LONGEST_LINE:
            raise too_long_line()
        is_soft = text.endswith("=") and is_quoted(held[0])
    if any(held):
        yield "".join(held)


def is_quoted(line: str) -> bool:
    """Whether a line's value is quoted-printable, as vCard 2.1 and vCalendar 1.0 write it."""
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
