"""Suites: what is expected of a delivery of each record kind, as plain data in suites/*.yaml.

This module reads and checks those files; what holds them against rows is in
expectations.py. A suite can be shown to whoever sends the file.
"""

from __future__ import annotations

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


class _Expectation(BaseModel):
    """`name` is the check's name, `why` what its failing tells."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern="^[a-z][a-z0-9_]*$")
    severity: Severity
    why: str


class Present(_Expectation):
    """The columns that the suite speaks of are there at all."""

    expect: Literal["columns_present"]
    columns: tuple[str, ...] = Field(min_length=1)


class Filled(_Expectation):
    """At least `share` of the rows fill the column."""

    expect: Literal["filled"]
    column: str
    share: Share


class OneOf(_Expectation):
    """At least `share` of the filled cells hold one of `values`."""

    expect: Literal["one_of"]
    column: str
    values: tuple[str | bool, ...] = Field(min_length=1)
    share: Share


class NoneOf(_Expectation):
    """At least `share` of the filled cells hold none of `values`."""

    expect: Literal["none_of"]
    column: str
    values: tuple[str, ...] = Field(min_length=1)
    share: Share


class Window(_Expectation):
    """At least `share` of the filled days lie from `years_before` to `years_after` the day of landing."""

    expect: Literal["days_within"]
    column: str
    years_before: int = Field(ge=0, le=200)
    years_after: int = Field(ge=0, le=200)
    share: Share


class Measure(_Expectation):
    """A figure of the whole delivery lies from `least` to `most`; see deliveries.py for the figures."""

    expect: Literal["measure"]
    measure: Literal["quarantined_share", "rows_against_earlier", "ambiguous_date_share", "unknown_word_share"]
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Measure:
        if self.least is None and self.most is None:
            raise ValueError("a measure needs 'least', 'most' or both")
        return self


Expectation = Annotated[Present | Filled | OneOf | NoneOf | Window | Measure, Field(discriminator="expect")]


class Suite(BaseModel):
    """What is expected of one record kind; names are its own within it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    record_kind: str
    expectations: tuple[Expectation, ...]

    @model_validator(mode="after")
    def _names_differ(self) -> Suite:
        names = [expectation.name for expectation in self.expectations]
        if len(names) != len(set(names)):
            raise ValueError("two expectations have the same name")
        return self

    @property
    def columns(self) -> list[str]:
        """The columns that the suite looks at, in a fixed order."""
        named = {e.column for e in self.expectations if isinstance(e, Filled | OneOf | NoneOf | Window)}
        listed = {column for e in self.expectations if isinstance(e, Present) for column in e.columns}
        return sorted(named | listed)


@cache
def suite_of(record_kind: str) -> Suite:
    """The suite of a kind: what is expected of every delivery, then of this kind.

    >>> suite_of("attendance").expectations[0].name
    'quarantined_share_bearable'
    """
    if record_kind not in RECORD_KINDS:
        raise KeyError(record_kind)
    shared = _read(EVERY_KIND)
    own = _read(record_kind)
    return Suite(record_kind=record_kind, expectations=shared.expectations + own.expectations)


def _read(name: str) -> Suite:
    return Suite.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
