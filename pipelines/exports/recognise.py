"""Which layout a row of headings gives away.

A table is recognised by signature: the set of headings that it alone has. Of
several, the most specific wins: the longest signature, then the most headings
that its layout knows. Nothing is guessed from a whole header or from positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
    _by_container: dict[str, Recogniser] = field(default_factory=dict, compare=False, repr=False)

    def of_container(self, container: str) -> Recogniser:
        """The same among the layouts of one container."""
        if container not in self._by_container:
            layouts = tuple(layout for layout in self.layouts if container in layout.container)
            self._by_container[container] = Recogniser(layouts)
        return self._by_container[container]

    @cached_property
    def _signatures(self) -> list[tuple[frozenset[str], Layout, Table, tuple[str, ...]]]:
        return [
            (frozenset(signature), layout, table, signature)
            for layout in self.layouts
            for table in layout.tables
            for signature in table.signature
        ]

    @cached_property
    def _longest_headings(self) -> frozenset[str]:
        """Of each signature the longest heading: most rows hold none of them, and are no header."""
        return frozenset(max(needed, key=len) for needed, *_ in self._signatures if needed)

    @cached_property
    def _titles(self) -> dict[str, tuple[Layout, Table]]:
        return {title: (layout, table) for layout in self.layouts for table in layout.tables for title in table.titles}

    def header(self, cells: Sequence[str], titled: Match | None = None) -> Match | None:
        """The table whose header row `cells` is; None where no signature is in it.

        Of tables with the same headings, the one that the title above the row (`titled`) names; without
        a title, the layout's last, since what an export is about comes last in it.
        """
        names = frozenset(map(heading, cells))
        if names.isdisjoint(self._longest_headings):
            return None
        found = [
            Match(layout, table, signature, len(names & known_headings(layout, table)))
            for needed, layout, table, signature in self._signatures
            if needed <= names
        ]
        named = [match for match in found if titled is not None and match.table is titled.table]
        return min(reversed(named or found), key=_by_specificity, default=None)

    def headless(self, cells: Sequence[str]) -> Match | None:
        """The table that a first row without a header belongs to; None where nothing gives one away."""
        for layout in self.layouts:
            for table in layout.tables:
                shape = table.headless
                if shape is None or len(cells) != len(shape.headings):
                    continue
                word = cells[shape.headings.index(shape.column)].strip().casefold()
                if word in {one.casefold() for one in shape.is_}:
                    return Match(layout, table, (f"'{word}' under {shape.column}",))
        return None

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
        names.update(source.column, source.earliest)
        if source.next is not None:
            names.update(source.next.column, source.next.same)
    return frozenset(names)


def _sources(layout: Layout, table: Table) -> Iterator[Source]:
    yield from _with_joined(layout.timezone)
    for sources in table.context.values():
        yield from _with_joined(sources)
    for record in table.records:
        yield from sources_of(record)


def sources_of(record: RecordMap) -> Iterator[Source]:
    """Every source of a record map, field by field; what a source joins comes after it."""
    for sources in record.fields.values():
        yield from _with_joined(sources)


def _with_joined(sources: Iterable[Source]) -> Iterator[Source]:
    for source in sources:
        yield source
        yield from _with_joined(source.join)
