"""What decisions about people mean for profiles: who is joined, who is kept apart, who is left out.

A record that a decision points at is pinned: it has a profile of its own, so that
it can be told from one that reads the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product

import polars as pl

from pipelines.errors import DecisionError
from pipelines.identity import references
from pipelines.identity.clusters import Clusters
from pipelines.identity.mentions import PIN


class Pointers:
    """Finds the profiles, by row number, that a reference points at."""

    def __init__(self, profiles: pl.DataFrame) -> None:
        rows = profiles.with_row_index("row")
        pinned = rows.filter(pl.col("scope").str.contains(PIN, literal=True))
        places = pinned.select("row", place=pl.col("scope").str.split(PIN).list.last())
        # One row of a file may be records of several kinds, which do not all say the same of the person.
        self._records: dict[str, list[int]] = dict(
            places.sort("row").group_by("place", maintain_order=True).agg("row").iter_rows()
        )
        self._profiles = rows

    def rows(self, reference: str) -> list[int]:
        """The profiles that `reference` points at; none where nothing counted matches it.

        A mailbox points at those whose own it is before those that borrow it or give it as a second one; a domain,
        at all who give an address there.
        """
        record, domain = references.record(reference), references.domain(reference)
        if record is not None:
            return self._records.get("/".join(str(step) for step in record), [])
        if domain is not None:
            return self._at(domain)
        mailbox = references.mailbox(reference) or ""
        return self._own.get(mailbox) or self._any.get(mailbox, [])

    @cached_property
    def _own(self) -> dict[str, list[int]]:
        return _by_mailbox(self._profiles.select("row", "mailbox"))

    @cached_property
    def _any(self) -> dict[str, list[int]]:
        return _by_mailbox(self._given)

    @cached_property
    def _given(self) -> pl.DataFrame:
        first = self._profiles.select("row", mailbox="email")
        more = self._profiles.select("row", mailbox=pl.col("more_emails").str.split("\n")).explode("mailbox")
        return pl.concat([first, more])

    def _at(self, domain: str) -> list[int]:
        here = pl.col("mailbox").str.split("@").list.last()
        found = self._given.filter((here == domain) | here.str.ends_with(f".{domain}"))
        return found["row"].unique().sort().to_list()


def pinned(decided: pl.DataFrame) -> list[references.RecordReference]:
    """The records that rows of `decisions/people.csv` point at."""
    named = (references.record(text) for side in ("left", "right") for text in decided[side])
    return sorted({record for record in named if record is not None})


def apply(clusters: Clusters, decided: pl.DataFrame, pointers: Pointers) -> Iterator[tuple[int, int]]:
    """Joins what is decided to be the same and keeps apart what is not; yields the pairs joined.

    Raises `DecisionError` where lines contradict each other.
    """
    joined: list[tuple[int, int, int]] = []
    rows = sorted(decided.iter_rows(named=True), key=lambda row: (row["decision"] == "different", row["line"]))
    for row in rows:
        left, right = pointers.rows(row["left"]), pointers.rows(row["right"])
        for one in left:
            for other in right:
                if row["decision"] == "same":
                    clusters.join(one, other)
                    joined.append((one, other, row["line"]))
                    yield one, other
                elif not clusters.keep_apart(one, other):
                    raise _contradiction(row["line"], chain(joined, one, other))


def apart(decided: pl.DataFrame, pointers: Pointers) -> list[tuple[int, int]]:
    """Pairs of profiles, by row number, that decisions keep apart."""
    different = decided.filter(pl.col("decision") == "different").select("left", "right")
    return [
        pair for left, right in different.iter_rows() for pair in product(pointers.rows(left), pointers.rows(right))
    ]


def chain(joined: Iterable[tuple[int, int, int]], start: int, end: int) -> list[int]:
    """The lines that lead from `start` to `end`, as few as there may be; `joined` are two profiles and a line each.

    >>> chain([(1, 2, 10), (2, 3, 11), (4, 5, 12)], 1, 3)
    [10, 11]
    """
    beside: dict[int, list[tuple[int, int]]] = {}
    for one, other, line in joined:
        beside.setdefault(one, []).append((other, line))
        beside.setdefault(other, []).append((one, line))
    ways: dict[int, list[int]] = {start: []}
    reached = deque([start])
    while reached and end not in ways:
        here = reached.popleft()
        for there, line in beside.get(here, ()):
            if there not in ways:
                ways[there] = [*ways[here], line]
                reached.append(there)
    return sorted(set(ways.get(end, [])))


def _contradiction(line: int, lines: list[int]) -> DecisionError:
    if not lines:
        return DecisionError(
            f"decisions/people.csv, line {line}: keeps apart what reads as one and the same.",
            "Name two records that differ, as <file_id>/<part>/<row>, or delete this line.",
        )
    others = f"line {lines[0]} joins" if len(lines) == 1 else f"lines {', '.join(map(str, lines))} join"
    return DecisionError(
        f"decisions/people.csv, line {line}: keeps apart what {others}.", "Delete this line, or one of the others."
    )


def _by_mailbox(rows: pl.DataFrame) -> dict[str, list[int]]:
    grouped = rows.drop_nulls().unique().sort("mailbox", "row").group_by("mailbox", maintain_order=True)
    return dict(grouped.agg("row").iter_rows())
