"""How the cells of a header row are compared: by name, never by position or by spelling detail."""

from __future__ import annotations

import re
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00]")
_BLANK = re.compile(r"\s+")
_APOSTROPHE = re.compile("[\u2018\u2019\u02bc]")


def heading(cell: str) -> str:
    r"""A header cell as it is compared: no case, no invisible characters, single spaces, plain apostrophes.

    >>> heading("\ufeffE-mail\u202f Address ")
    'e-mail address'
    """
    plain = _APOSTROPHE.sub("'", _INVISIBLE.sub("", cell))
    return _BLANK.sub(" ", plain).strip().strip('"').strip().casefold()


def unique(cells: Iterable[str]) -> tuple[str, ...]:
    """The headings of a header row, each made unique by its occurrence; a blank one by its position.

    >>> unique(["Email", "", "EMAIL "])
    ('email', 'column 2', 'email__2')
    """
    seen: dict[str, int] = {}
    names = []
    for position, cell in enumerate(cells, start=1):
        name = heading(cell) or f"column {position}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}__{seen[name]}")
    return tuple(names)
