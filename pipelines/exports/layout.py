"""The layout language: what one tool's export looks like, as data.

A layout is one YAML file (`layouts/*.yaml` here, `<home>/layouts/*.yaml` of a
home). These models are its grammar. `records/library.py` reads the files, and what a
field of a record means belongs to `records/kinds.py`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pipelines.exports.headings import heading
from pipelines.exports.questions import QUESTIONS, Question

_NAMES: JsonSchemaValue = {"type": "array", "items": {"type": "string"}}


class _Shorter:
    """Tells editors what a list may also be written as: one of its items, a plain value, a list of names (`names`)."""

    def __init__(self, *plain: str) -> None:
        self._plain: list[JsonSchemaValue] = [_NAMES if kind == "names" else {"type": kind} for kind in plain]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        whole = handler(core)
        item = whole.get("items", {})
        items = {"anyOf": [item, *self._plain]} if self._plain else item
        return {"anyOf": [{**whole, "items": items}, item, *self._plain]}


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _as_headings(value: Any) -> Any:
    value = _as_tuple(value)
    return tuple(heading(name) if isinstance(name, str) else name for name in value) if value else value


def _as_alternatives(value: Any) -> Any:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return (value,)
    return value


def _as_sources(value: Any) -> Any:
    values = value if isinstance(value, list | tuple) else [value]
    if all(isinstance(one, str) for one in values):
        return ({"column": values},)
    return tuple({"column": one} if isinstance(one, str | list) else _as_constant(one) for one in values)


def _as_each_source(value: Any) -> Any:
    """Every name, or list of names of which the first that is filled counts, a source of its own."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple({"column": one} if isinstance(one, str | list) else one for one in values)


def _as_constant(value: Any) -> Any:
    return {"constant": value} if isinstance(value, bool | int | float) else value


def _as_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"'{value}' is no regular expression: {error}") from error
    return value


Names = Annotated[tuple[str, ...], _Shorter(), BeforeValidator(_as_headings)]
"""One heading or several, of which the first that is filled counts."""

Words = Annotated[tuple[str, ...], _Shorter(), BeforeValidator(_as_tuple)]
Pattern = Annotated[str, BeforeValidator(_as_pattern)]
Patterns = Annotated[tuple[Pattern, ...], _Shorter(), BeforeValidator(_as_tuple)]


class Model(BaseModel):
    """A mapping of the language: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(Model):
    """What must hold of a row; all that is said must hold."""

    filled: Names = Field((), description="One of these columns is filled.")
    empty: Names = Field((), description="None of these columns is filled.")
    column: Names = Field((), description="The column that `is` or `is_not` speak of.")
    is_: Words = Field((), alias="is", description="The cell is one of these words, without regard to case.")
    is_not: Words = Field((), description="The cell is filled and none of these words.")
    has: Names = Field((), description="The table has one of these columns at all.")
    context: str | None = Field(None, description="The file's context holds this value.")
    file_name: str | None = Field(None, description="The file's name has this group of the `file_name` patterns.")

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        of_column = bool(self.column) and bool(self.is_ or self.is_not)
        if not (self.filled or self.empty or self.has or self.context or self.file_name or of_column):
            raise ValueError("a condition says filled, empty, has, context, file_name, or column with is or is_not")
        return self


def _as_conditions(value: Any) -> Any:
    return (value,) if isinstance(value, dict | Condition) else value


Conditions = Annotated[tuple[Condition, ...], _Shorter(), BeforeValidator(_as_conditions)]


class Following(Model):
    """A cell of the next row below that is about the same, for logs with a row per action."""

    column: Names = Field(description="The column that the cell is in.")
    same: Names = Field(description="Columns that are alike in both rows.")
    where: Conditions = Field((), description="What must hold of that next row; else there is no cell.")


Joined = Annotated[tuple["Source", ...], _Shorter("string", "names"), BeforeValidator(_as_each_source)]

ORIGINS = ("column", "join", "next", "pattern", "question", "constant", "file_name", "context", "landed", "earliest")


class Source(Model):
    """Where a value comes from, and how its text becomes the record's."""

    column: Names = Field((), description="The first of these columns that is filled.")
    join: Joined = Field((), description="These columns or other sources, joined by spaces; what is empty is left out.")
    next: Following | None = Field(None, description="A cell of the next row about the same person or thing.")
    pattern: Pattern | None = Field(None, description="Columns whose heading matches: the leftmost, or all for a list.")
    question: Question | None = Field(None, description="Columns in which an organiser asked for this, in any words.")
    constant: bool | int | float | str | None = Field(None, description="Always this.")
    file_name: str | None = Field(None, description="A named group of the layout's `file_name` patterns.")
    context: str | None = Field(None, description="A value that a context table of the same file gave.")
    landed: Literal[True] | None = Field(None, description="The local day on which the file landed.")
    earliest: Names = Field((), description="The earliest day in a column, over the whole table.")
    match: Pattern | None = Field(None, description="Keep what the expression's first group matches; else empty.")
    split: str | None = Field(None, description="Separator of several values in one cell; a single field takes one.")
    less: int | None = Field(
        None, description="What is taken from a whole number, down to nought: a party without its host."
    )
    vocabulary: dict[str, str] | None = Field(None, description="Cell → value, without regard to case.")
    otherwise: str | None = Field(None, description="What a filled cell outside the vocabulary becomes, uncounted.")
    when: Conditions = Field((), description="Rows to which this source applies.")

    @property
    def headings_like(self) -> str | None:
        """The expression that the headings of its columns match, where it names none."""
        return QUESTIONS[self.question] if self.question else self.pattern

    @field_validator("vocabulary", mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        return {heading(str(word)): str(to) for word, to in value.items()} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _one_origin(self) -> Source:
        given = [name for name in ORIGINS if getattr(self, name) not in ((), None)]
        if len(given) != 1:
            raise ValueError(f"a value has exactly one of {', '.join(ORIGINS)}; this one has {given or 'none'}")
        return self


Sources = Annotated[tuple[Source, ...], _Shorter("string", "boolean", "number", "names"), BeforeValidator(_as_sources)]
"""Sources in order of trust: the first that gives a value counts."""


class RecordMap(Model):
    """One record kind made of each row of a table."""

    kind: str = Field(description="The record kind.")
    when: Conditions = Field((), description="Rows that make such a record.")
    fields: dict[str, Sources] = Field(description="Field of the record → where its value comes from.")
    lenient: Words = Field((), description="Fields left empty, and counted, where they cannot be read.")


class Reject(Model):
    """Rows that are known not to be records, with the reason code they are quarantined under."""

    when: Conditions = Field(description="Rows that are quarantined.")
    reason: Annotated[str, Field(pattern="^[a-z][a-z_]*$", description="The reason code.")]


class Headless(Model):
    """How a table without a header row is known by its first row."""

    headings: Names = Field(description="The headings that its cells stand under, one each.")
    column: Annotated[str, BeforeValidator(heading)] = Field(
        description="The heading under which one of the words stands."
    )
    is_: Words = Field(alias="is", description="The words, without regard to case.")


class Table(Model):
    """One table of an export, given away by headings or by the title above it.

    A table with neither records nor context is known and passed over.
    """

    name: str = Field(description="What the table is called in messages.")
    signature: Annotated[tuple[Names, ...], _Shorter(), BeforeValidator(_as_alternatives)] = Field(
        (), description="Sets of headings; a header row that holds one of the sets is this table's."
    )
    headless: Headless | None = Field(None, description="The same table where its header row was left out.")
    wider: Annotated[tuple[Names, ...], _Shorter(), BeforeValidator(_as_alternatives)] = Field(
        (), description="Headings to take instead where nearly all rows are just as wide, and wider than their header."
    )
    titles: Names = Field((), description="Texts of which one stands alone in the row above the table.")
    shape: Literal["rows", "keys"] = Field("rows", description="`keys`: each row is a name and its value.")
    context: dict[str, Sources] = Field({}, description="Values that other tables of the file use.")
    records: tuple[RecordMap, ...] = Field((), description="The records that each row makes.")
    reject: tuple[Reject, ...] = Field((), description="Rows that are known not to be records.")
    private: Names = Field((), description="Columns that are emptied as they are read: nothing keeps what they hold.")
    keep_duplicates: bool = Field(False, description="Rows that are alike in every cell are all records.")

    @model_validator(mode="after")
    def _can_be_found(self) -> Table:
        if not self.signature and not self.titles:
            raise ValueError(f"table '{self.name}' has neither signature nor titles")
        if self.shape == "keys" and not self.titles:
            raise ValueError(f"table '{self.name}' has shape keys and no titles")
        return self


Containers = Annotated[
    tuple[Literal["table", "vcard", "calendar", "json"], ...], _Shorter(), BeforeValidator(_as_tuple)
]


class Layout(Model):
    """One tool's export."""

    name: Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$", description="As the file is called, without `.yaml`.")]
    title: str = Field(description="What it reads, in a few words.")
    tool: str = Field(description="The tool that writes the export; its ids of people and events are its own.")
    evidence: Literal["seen", "reconstructed"] = Field(description="What the layout follows: a real export or not.")
    container: Containers = Field(
        ("table",), description="What the export is made of: rows, cards, calendar entries or nested lists."
    )
    file_name: Patterns = Field(
        (), description="Expressions, in any case, whose named groups are read from the file's name."
    )
    times: Literal["utc", "local"] = Field("local", description="What a time without a zone is in.")
    date_order: Literal["dmy", "mdy"] | None = Field(
        None, description="Order of day and month that the tool writes, where a file leaves it open."
    )
    timezone: Sources = Field((), description="Where the IANA zone of the event stands.")
    empty: Words = Field((), description="Cells that mean empty, beside the empty cell.")
    footers: Patterns = Field((), description="First cells of rows that end a table.")
    other_members: Literal["read", "passed_over"] = Field(
        "read", description="What becomes of members of an archive, or lists of a JSON document, that no layout knows."
    )
    tables: tuple[Table, ...] = Field(min_length=1, description="The tables that an export of this kind holds.")

    @property
    def record_kinds(self) -> tuple[str, ...]:
        """The kinds of record that its tables give, in their order."""
        return tuple(dict.fromkeys(one.kind for table in self.tables for one in table.records))

    def file_name_groups(self) -> set[str]:
        """The named groups of its `file_name` patterns."""
        return {group for pattern in self.file_name for group in re.compile(pattern).groupindex}
