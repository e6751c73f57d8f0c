"""Which layout a row of headings gives away.

A table is recognised by signature: the set of headings that it alone has. Of
several, the most specific wins: the longest signature, then the most headings
that its layout knows. Nothing is guessed from a whole header or from positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.exports.headings import heading
from pipelines.exports.layout import Layout, RecordMap, Source, Table

SEARCHED_ROWS = 60
"""Rows of a table that are searched for its header."""


@dataclass(frozen=True)
class Match:
    """A table of a layout, and the signature or title that gave it away."""

    layout: Layout
    table: Table
    signature: tuple[str, ...]
    known_count: int = 0

    @property
    def is_last_table(self) -> bool:
        """Whether the layout has no table that could follow this one."""
        return self.table is self.layout.tables[-1]

    def reason(self, row_number: int) -> str:
        """Why, in words: heading names and places only."""
        return f"row {row_number} has {', '.join(self.signature)}"


@dataclass(frozen=True)
class Recogniser:
    """The layouts that take part."""

    layouts: tuple[Layout, ...]

    @cached_property
    def _signatures(self) -> list[tuple[frozenset[str], Layout, Table, tuple[str, ...]]]:
        return [
            (frozenset(signature), layout, table, signature)
            for layout in self.layouts
            for table in layout.tables
            for signature in table.signature
        ]

    @cached_property
    def _titles(self) -> dict[str, tuple[Layout, Table]]:
        return {title: (layout, table) for layout in self.layouts for table in layout.tables for title in table.titles}

    def header(self, cells: Sequence[str]) -> Match | None:
        """The table whose header row `cells` is; None where no signature is in it."""
        names = frozenset(map(heading, cells))
        found = [
            Match(layout, table, signature, len(names & known_headings(layout, table)))
            for needed, layout, table, signature in self._signatures
            if needed <= names
        ]
        return min(found, key=_by_specificity, default=None)

    def title(self, cells: Sequence[str]) -> Match | None:
        """The table whose title stands alone in `cells`; None where there is none."""
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) != 1 or heading(filled[0]) not in self._titles:
            return None
        layout, table = self._titles[heading(filled[0])]
        return Match(layout, table, (heading(filled[0]),))


def _by_specificity(match: Match) -> tuple[int, int, str]:
    return (-len(match.signature), -match.known_count, match.layout.name)


def known_headings(layout: Layout, table: Table) -> frozenset[str]:
    """Every heading that a layout names for a table."""
    names = {name for signature in table.signature for name in signature}
    for source in _sources(layout, table):
        names.update(source.column, source.join, source.earliest)
    return frozenset(names)


def _sources(layout: Layout, table: Table) -> Iterator[Source]:
    yield from layout.timezone
    for sources in table.context.values():
        yield from sources
    for record in table.records:
        yield from sources_of(record)


def sources_of(record: RecordMap) -> Iterator[Source]:
    """Every source of a record map, field by field."""
    for sources in record.fields.values():
        yield from sources
