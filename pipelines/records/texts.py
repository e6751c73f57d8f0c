"""Cells of a batch → the text of each field, as its layout says: columns, patterns, vocabularies, conditions.

What that text means (dates, numbers, names) comes in `typed.py`. A text is a
Series of one value where it is the same for every row, else of one value a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from pipelines.exports.headings import heading
from pipelines.exports.layout import Condition, Following, Layout, Source, Table
from pipelines.exports.recognise import known_headings
from pipelines.exports.rows import SEPARATOR
from pipelines.exports.values.text import folded, pieces, tidied, tidy

UNKNOWN = "unknown"
FIELDS_WITH_UNKNOWN = ("status", "stage")


@dataclass(frozen=True)
class Surroundings:
    """What a row's fields may need beside the row: its file's name, day and context, and its table's earliest days."""

    file_names: tuple[str, ...]
    landed_on: date
    context: dict[str, str | None] = field(default_factory=dict)
    earliest: dict[tuple[str, ...], date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """The columns of one table as a layout speaks of them."""

    layout: Layout
    table: Table
    headings: tuple[str, ...]

    def of(self, names: Iterable[str]) -> list[str]:
        """The frame's columns under `names`, in the order of the names, for those that exist."""
        return [f"c{self.headings.index(name)}" for name in names if name in self.headings]

    @cached_property
    def named(self) -> frozenset[str]:
        """The headings that the layout names."""
        return known_headings(self.layout, self.table)

    def matching(self, pattern: str, *, is_list: bool) -> list[str]:
        """The columns whose heading matches; for a single field, those that the layout does not name otherwise."""
        return [
            f"c{position}"
            for position, name in enumerate(self.headings)
            if re.search(pattern, name) and (is_list or name not in self.named)
        ]

    def feeding(self, source: Source, *, is_list: bool = False) -> list[str]:
        """The columns that a source reads its text from."""
        if source.headings_like is not None:
            return self.matching(source.headings_like, is_list=is_list)
        if source.join:
            return [column for one in source.join for column in self.feeding(one)]
        if source.next:
            return self.of(source.next.column)
        return self.of(source.column or source.earliest)


class Texts:
    """The texts of one batch.

    `unknown` counts, by heading, the words that no vocabulary knows.
    """

    def __init__(self, frame: pl.DataFrame, columns: Columns, around: Surroundings) -> None:
        self._frame = frame
        self._columns = columns
        self._around = around
        known = tidied(frame.select(columns.of(columns.named)), columns.layout.empty)
        self._tidied = dict(zip(known.columns, known.iter_columns(), strict=True))
        self.unknown: dict[str, Counter[str]] = {}

    def field(self, name: str, sources: tuple[Source, ...], *, is_list: bool = False) -> pl.Series:
        """The text of a field: the first of its sources that gives one."""
        return self._first(self._mapped(name, source, is_list) for source in sources)

    def own_words(self, sources: tuple[Source, ...]) -> pl.Series:
        """The words in the export's own spelling that the vocabularies of a field were asked about."""
        return self._first(
            self._joined("", source) if source.join else self._origin(source, False)
            for source in sources
            if source.vocabulary is not None
        )

    def rows_where(self, conditions: tuple[Condition, ...]) -> pl.Series:
        """Whether each row meets all conditions, as booleans."""
        met = pl.repeat(True, self._frame.height, eager=True, dtype=pl.Boolean)
        for condition in conditions:
            for mask in self._masks(condition):
                met = met & mask
        return met

    def cell(self, column: str) -> pl.Series:
        """The tidied cells of a frame's column."""
        if column not in self._tidied:
            self._tidied[column] = tidy(self._frame[column], self._columns.layout.empty)
        return self._tidied[column]

    def _mapped(self, name: str, source: Source, is_list: bool) -> pl.Series:
        text = self._joined(name, source) if source.join else self._origin(source, is_list)
        if source.match is not None:
            text = text.str.extract(source.match, 1)
        if source.split is not None and not is_list:
            text = pieces(text, source.split).list.first()
        if source.less is not None:
            text = _lessened(text, source.less)
        met = self.rows_where(source.when) if source.when else None
        if met is not None:
            text = _broadcast(text, self._frame.height)
            text = text.set(~met, None)
        if source.vocabulary is not None:
            text = self._translated(name, source, text)
        return text

    def _origin(self, source: Source, is_list: bool) -> pl.Series:
        fixed = self._fixed(source)
        if fixed is not None:
            return fixed
        if source.next is not None:
            return self._following(source.next)
        cells = [self.cell(column) for column in self._columns.feeding(source, is_list=is_list)]
        if not cells:
            return _constant(None)
        if is_list and len(cells) > 1:
            return _beside(cells, SEPARATOR)
        return self._first(iter(cells))

    def _following(self, source: Following) -> pl.Series:
        """For each row, a cell of the next one that is alike in some columns; of rows read together."""
        same = self._columns.of(source.same)
        columns = self._columns.of(source.column)
        if not same or not columns:
            return _constant(None)
        cells = _broadcast(self._first(self.cell(column) for column in columns), self._frame.height)
        if source.where:
            cells = cells.set(~self.rows_where(source.where), None)
        rows = pl.DataFrame([cells.alias("cell"), *(self.cell(column).alias(column) for column in same)])
        return rows.select(pl.col("cell").shift(-1).over(same)).to_series()

    def _joined(self, name: str, source: Source) -> pl.Series:
        texts = [self._mapped(name, one, False) for one in source.join]
        height = max(map(len, texts))
        return _beside([_broadcast(text, height) for text in texts], " ")

    def _fixed(self, source: Source) -> pl.Series | None:
        if source.constant is not None:
            value = source.constant
            return _constant(str(value).lower() if isinstance(value, bool) else str(value))
        if source.file_name is not None:
            return _constant(file_name_value(self._columns.layout, self._around.file_names, source.file_name))
        if source.context is not None:
            return _constant(self._around.context.get(source.context))
        if source.landed:
            return _constant(self._around.landed_on.isoformat())
        if source.earliest:
            day = self._around.earliest.get(source.earliest)
            return _constant(day.isoformat() if day else None)
        return None

    def _translated(self, name: str, source: Source, text: pl.Series) -> pl.Series:
        vocabulary = source.vocabulary or {}
        distinct = text.drop_nulls().unique()
        known = {word: vocabulary.get(heading(word)) for word in distinct.to_list()}
        found = text.replace_strict(known, default=None, return_dtype=pl.String)
        strange = text.is_not_null() & found.is_null()
        if not strange.any():
            return found
        if source.otherwise is None:
            self._count_unknown(self._heading(name, source), text.filter(strange))
        other = source.otherwise or (UNKNOWN if name in FIELDS_WITH_UNKNOWN else None)
        return found.set(strange, other)

    def _heading(self, name: str, source: Source) -> str:
        columns = self._columns.feeding(source)
        return self._columns.headings[int(columns[0][1:])] if columns else name

    def _count_unknown(self, heading: str, words: pl.Series) -> None:
        self.unknown.setdefault(heading, Counter()).update(words.to_list())

    def count_unreadable(self, name: str, sources: tuple[Source, ...], words: pl.Series) -> None:
        """Counts cells of a field that are left empty because they cannot be read."""
        self._count_unknown(self._heading(name, sources[0]), words)

    def _first(self, texts: Iterator[pl.Series]) -> pl.Series:
        result = _constant(None)
        for text in texts:
            result = _filled_from(result, text, self._frame.height)
            if not result.null_count():
                break
        return result

    def _masks(self, condition: Condition) -> Iterator[pl.Series | bool]:
        if condition.filled:
            yield self._any_filled(condition.filled)
        if condition.empty:
            empty = self._any_filled(condition.empty)
            yield ~empty if isinstance(empty, pl.Series) else not empty
        if condition.has:
            yield bool(self._columns.of(condition.has))
        if condition.context:
            yield self._around.context.get(condition.context) is not None
        if condition.file_name:
            yield file_name_value(self._columns.layout, self._around.file_names, condition.file_name) is not None
        if condition.column:
            words = folded(self._first(self.cell(column) for column in self._columns.of(condition.column)))
            if condition.is_:
                yield words.is_in([word.casefold() for word in condition.is_]).fill_null(False)
            if condition.is_not:
                yield ~words.is_in([word.casefold() for word in condition.is_not]).fill_null(True)

    def _any_filled(self, names: tuple[str, ...]) -> pl.Series | bool:
        columns = self._columns.of(names)
        if not columns:
            return False
        return self._first(self.cell(column) for column in columns).is_not_null()


def _lessened(text: pl.Series, by: int) -> pl.Series:
    """Whole numbers less `by`, down to nought; what is no whole number stays as it is."""
    left = (text.cast(pl.Int64, strict=False) - by).clip(lower_bound=0)
    return left.cast(pl.String).zip_with(left.is_not_null(), text)


def file_name_value(layout: Layout, file_names: Iterable[str], group: str) -> str | None:
    """What a named group of a layout's `file_name` patterns says, of the first name that matches."""
    for file_name in file_names:
        for pattern in layout.file_name:
            found = re.search(pattern, file_name, re.IGNORECASE)
            if found and found.groupdict().get(group):
                return found[group].strip()
    return None


def _beside(texts: list[pl.Series], separator: str) -> pl.Series:
    numbered = [text.alias(str(position)) for position, text in enumerate(texts)]
    text = pl.DataFrame(numbered).select(pl.concat_str(pl.all(), separator=separator, ignore_nulls=True)).to_series()
    return text.set(text == "", None)


def _constant(value: str | None) -> pl.Series:
    return pl.Series([value], dtype=pl.String)


def _broadcast(text: pl.Series, height: int) -> pl.Series:
    return text if len(text) == height else text.new_from_index(0, height)


def _filled_from(text: pl.Series, other: pl.Series, height: int) -> pl.Series:
    if len(text) == 1 and text[0] is None:
        return other
    if not text.null_count() or (len(other) == 1 and other[0] is None):
        return text
    return _broadcast(text, height).fill_null(_broadcast(other, height))
