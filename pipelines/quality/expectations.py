"""Holding a suite against deliveries with Great Expectations.

The one module that imports it, inside functions: the import costs seconds, and a validation
tens of milliseconds whatever its size. So it is given one table for all deliveries of a
kind, with a row for each and a column of figures for each expectation (figures.py): counts
and shares, and never a record. It leaves nothing on disk.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.quality.suites import Expectation, Filled, Measure, NoneOf, OneOf, Present, Suite, Window

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition

Figures = dict[Expectation, float | None]
"""What was measured for each expectation of one delivery; None where there was nothing to measure."""


def failing(suite: Suite, deliveries: list[Figures]) -> list[frozenset[Expectation]]:
    """The expectations that each delivery fails, in their order.

    An expectation that a delivery has no figure for is none of its own, or has nothing to judge.
    """
    asked = [expectation for expectation in suite.everything if any(expectation in found for found in deliveries)]
    if not asked:
        return [frozenset() for _ in deliveries]
    table = pl.DataFrame(
        {str(place): [found.get(expectation) for found in deliveries] for place, expectation in enumerate(asked)},
        schema={str(place): pl.Float64 for place in range(len(asked))},
    )
    failed: list[set[Expectation]] = [set() for _ in deliveries]
    for place, rows in _validated(suite, asked, table):
        for row in rows:
            failed[row].add(asked[place])
    return [frozenset(one) for one in failed]


def expected_of(expectation: Expectation) -> str:
    """What an expectation asks for, in words.

    >>> from pipelines.quality.suites import suite_of
    >>> expected_of(suite_of("attendance").expectations[0])
    'quarantined_share at most 0.5'
    """
    match expectation:
        case Present(columns=columns):
            return f"columns {', '.join(columns)}"
        case Filled(column=column, share=share):
            return f"{column} filled in at least {share:g} of rows"
        case OneOf(column=column, values=values, share=share):
            return f"{column} one of {_listed(values)} in at least {share:g} of filled cells"
        case NoneOf(column=column, values=values, share=share):
            return f"{column} none of {_listed(values)} in at least {share:g} of filled cells"
        case Window(column=column, years_before=before, years_after=after, share=share):
            return f"{column} from {before} years before landing to {after} after in at least {share:g} of filled cells"
        case Measure(measure=measure, least=least, most=most):
            bounds = (
                f"at least {least:g}" if least is not None else "",
                f"at most {most:g}" if most is not None else "",
            )
            return f"{measure} {' and '.join(bound for bound in bounds if bound)}"


def _listed(values: tuple[str | bool, ...]) -> str:
    return ", ".join(str(value).lower() if isinstance(value, bool) else value for value in values)


def _validated(suite: Suite, asked: list[Expectation], table: pl.DataFrame) -> Iterator[tuple[int, list[int]]]:
    """For each expectation, by its place, the rows of the table that fail it."""
    import great_expectations as gx

    with _quiet():
        batch = _whole_frame().get_batch({"dataframe": table.to_pandas()})
        expectations = [_built(str(place), expectation) for place, expectation in enumerate(asked)]
        found = batch.validate(gx.ExpectationSuite(suite.record_kind, expectations=expectations), result_format=FORMAT)
    return map(_rows, found.results)


FORMAT = {"result_format": "COMPLETE"}
"""Names every row that fails."""


@cache
def _whole_frame() -> BatchDefinition[Any]:
    """Where frames are handed in: one context in memory for the process, without progress bars or reports home."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("deliveries").add_dataframe_asset("figures")
    return asset.add_batch_definition_whole_dataframe("all")


def _built(column: str, expectation: Expectation) -> Any:
    import great_expectations as gx

    gxe: Any = gx.expectations
    least, most = expectation.bounds
    meta = {"name": expectation.name, "severity": expectation.severity}
    return gxe.ExpectColumnValuesToBeBetween(column=column, min_value=least, max_value=most, meta=meta)


def _rows(result: ExpectationValidationResult) -> tuple[int, list[int]]:
    """The place of an expectation, and the rows that fail it. Raises `RuntimeError` where it could not be held."""
    rows = result.result.get("unexpected_index_list") or []
    if result.expectation_config is None or not (result.success or rows):
        raise RuntimeError("Great Expectations could not hold an expectation against the figures.")
    return int(result.expectation_config.kwargs["column"]), rows


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps Great Expectations from logging: what it finds is told by kith."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
