"""Suites: what is expected of a delivery of each record kind, as plain data in suites/*.yaml.

What holds of every kind stands in `every_kind.yaml`, what a kind adds in its own file, and
there, under `layouts`, what single layouts add. An expectation of the same name replaces
the more general one. This module reads and checks those files; what holds them against
deliveries is in expectations.py. A suite can be shown to whoever sends the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipelines.home import RECORD_KINDS
from pipelines.quality.results import Severity

FOLDER = Path(__file__).with_name("suites")
EVERY_KIND = "every_kind"
Share = Annotated[float, Field(ge=0, le=1)]
Bounds = tuple[float | None, float | None]


class _Expectation(BaseModel):
    """`name` is the check's name, `why` what its failing tells."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern="^[a-z][a-z0-9_]*$")
    severity: Severity
    why: str


class _OfCells(_Expectation):
    """At least `share` of a column's cells are as they should be."""

    column: str
    share: Share

    @property
    def bounds(self) -> Bounds:
        """The least and the most that the share of such cells may be."""
        return self.share, None


class Present(_Expectation):
    """The columns that the suite speaks of are there at all."""

    expect: Literal["columns_present"]
    columns: tuple[str, ...] = Field(min_length=1)

    @property
    def bounds(self) -> Bounds:
        """No column may be missing."""
        return None, 0


class Filled(_OfCells):
    """At least `share` of the rows fill the column."""

    expect: Literal["filled"]


class OneOf(_OfCells):
    """At least `share` of the filled cells hold one of `values`."""

    expect: Literal["one_of"]
    values: tuple[str | bool, ...] = Field(min_length=1)


class NoneOf(_OfCells):
    """At least `share` of the filled cells hold none of `values`."""

    expect: Literal["none_of"]
    values: tuple[str, ...] = Field(min_length=1)


class Window(_OfCells):
    """At least `share` of the filled days lie from `years_before` to `years_after` the day of landing."""

    expect: Literal["days_within"]
    years_before: int = Field(ge=0, le=200)
    years_after: int = Field(ge=0, le=200)


class Measure(_Expectation):
    """A figure of the whole delivery lies from `least` to `most`; see deliveries.py for the figures."""

    expect: Literal["measure"]
    measure: Literal[
        "quarantined_share",
        "duplicate_share",
        "rows_against_earlier",
        "fields_lost_count",
        "ambiguous_date_share",
        "unknown_word_share",
    ]
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Measure:
        if self.least is None and self.most is None:
            raise ValueError("a measure needs 'least', 'most' or both")
        return self

    @property
    def bounds(self) -> Bounds:
        """The least and the most that the figure may be."""
        return self.least, self.most


OfCells = Filled | OneOf | NoneOf | Window
Expectation = Annotated[Present | OfCells | Measure, Field(discriminator="expect")]
Expectations = tuple[Expectation, ...]


class Suite(BaseModel):
    """What is expected of one record kind, and of single layouts besides; names are its own within it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    record_kind: str
    expectations: Expectations
    layouts: dict[str, Expectations] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_differ(self) -> Suite:
        for expectations in (self.expectations, *self.layouts.values()):
            names = [expectation.name for expectation in expectations]
            if len(names) != len(set(names)):
                raise ValueError("two expectations have the same name")
        return self

    def of_layout(self, layout: str | None) -> Expectations:
        """What is expected of a delivery that `layout` gave."""
        return _instead(self.expectations, self.layouts.get(layout or "", ()))

    @property
    def everything(self) -> Expectations:
        """Every expectation, whichever layouts it is for."""
        return tuple(dict.fromkeys(e for group in (self.expectations, *self.layouts.values()) for e in group))

    @property
    def checks(self) -> Expectations:
        """One expectation for each name, the most general."""
        first: dict[str, Expectation] = {}
        for expectation in self.everything:
            first.setdefault(expectation.name, expectation)
        return tuple(first.values())


@cache
def suite_of(record_kind: str) -> Suite:
    """The suite of a kind: what is expected of every delivery, then of this kind and of its layouts.

    >>> suite_of("attendance").expectations[0].name
    'quarantined_share_bearable'
    """
    if record_kind not in RECORD_KINDS:
        raise KeyError(record_kind)
    own = _read(record_kind)
    return own.model_copy(update={"expectations": _instead(of_every_kind(), own.expectations)})


def of_every_kind() -> Expectations:
    """What is expected of any delivery, unless its kind or layout asks for something else by the same name."""
    return _read(EVERY_KIND).expectations


def _instead(general: Expectations, own: Iterable[Expectation]) -> Expectations:
    """The general ones, each replaced by an own one of its name, and the other own ones after them."""
    by_name = {expectation.name: expectation for expectation in general}
    return tuple((by_name | {expectation.name: expectation for expectation in own}).values())


def _read(name: str) -> Suite:
    return Suite.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
