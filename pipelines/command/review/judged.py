"""What is decided already: by the rows of a decisions file, and by what follows from them.

Where A is B and B is C, nobody is asked whether A is C; nor where A is B and B is
kept apart from C. So a session contradicts neither itself nor the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from pipelines.identity.clusters import Clusters

Row = dict[str, str]
Verdict = Literal["same", "different"]


class Judged:
    """The rows of one decisions file, and what they say of pairs of ids.

    `meant` finds the ids that a cell of the file points at in the release.

    >>> judged = Judged(lambda cell: [cell])
    >>> judged.add({"decision": "same", "left": "a", "right": "b"})
    >>> judged.add({"decision": "different", "left": "b", "right": "c"})
    >>> judged.verdict("a", "b"), judged.verdict("c", "a"), judged.verdict("a", "d")
    ('same', 'different', None)
    """

    def __init__(self, meant: Callable[[str], Iterable[str]], rows: Iterable[Row] = ()) -> None:
        self._meant = meant
        self._rows = list(rows)
        self._joined()

    def add(self, row: Row) -> None:
        """Takes one more row into account."""
        self._rows.append(row)
        self._joined()

    def drop(self, row: Row) -> None:
        """Takes a row no longer into account."""
        self._rows.remove(row)
        self._joined()

    def verdict(self, left: str, right: str) -> Verdict | None:
        """What the rows say of two ids; None where it is open."""
        one, other = self._numbers.get(left), self._numbers.get(right)
        if one is None or other is None:
            return None
        if self._clusters.root(one) == self._clusters.root(other):
            return "same"
        return "different" if self._clusters.is_apart(one, other) else None

    def _joined(self) -> None:
        pairs = [
            (row["decision"], left, right)
            for row in self._rows
            for left in self._meant(row["left"])
            for right in self._meant(row["right"])
        ]
        ids = sorted({one for _, *pair in pairs for one in pair})
        self._numbers = {one: number for number, one in enumerate(ids)}
        self._clusters = Clusters(len(ids))
        for decision, left, right in sorted(pairs, key=lambda pair: pair[0] == "different"):
            act = self._clusters.keep_apart if decision == "different" else self._clusters.join
            act(self._numbers[left], self._numbers[right])
