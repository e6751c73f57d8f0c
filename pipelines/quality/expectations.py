"""Holding a suite against a delivery with Great Expectations.

The one module that imports it, inside functions: the import costs seconds. It has no
polars engine, so it is fed a pandas copy of the columns it needs, and it leaves
nothing on disk. What it reports of bad values is dropped: only counts go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.quality.suites import Expectation, Filled, Measure, NoneOf, OneOf, Present, Suite, Window

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition

EPOCH = date(1970, 1, 1)

Verdict = tuple[bool, float | None]
"""Whether an expectation holds, and the figure that was measured."""


def hold_against(
    suite: Suite, rows: pl.DataFrame, measures: dict[str, float | None], landed_on: date
) -> dict[str, Verdict]:
    """The verdict on each expectation of `suite`, by its name.

    `rows` are the records, with the columns the suite looks at; `measures` the figures of
    the whole delivery; days are judged against `landed_on`, so that a verdict never ages.
    """
    figures = pl.DataFrame([measures], schema=dict.fromkeys(measures, pl.Float64))
    frame = pl.concat([_bare(suite, rows), figures], how="horizontal_extend")  # the first row carries the figures
    verdicts = _validated(suite, frame, landed_on)
    whole = [e for e in suite.expectations if isinstance(e, Measure)]
    return verdicts | {e.name: (verdicts[e.name][0], measures[e.measure]) for e in whole}


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


def _bare(suite: Suite, rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` with no more in them than the suite asks of: of a column that need only be filled, whether it is.

    So names and addresses are never handed over, and a large delivery stays small. Days go as
    numbers counted from 1970: it compares dates one by one.
    """
    valued = {e.column for e in suite.expectations if isinstance(e, OneOf | NoneOf | Window)}
    return rows.select(
        (pl.col(column) if column in valued else pl.when(pl.col(column).is_not_null()).then(1.0)).alias(column)
        for column in rows.columns
    ).cast({pl.String: pl.Categorical, pl.Date: pl.Int32})


def _validated(suite: Suite, frame: pl.DataFrame, landed_on: date) -> dict[str, Verdict]:
    import great_expectations as gx

    with _quiet():
        batch = _whole_frame().get_batch({"dataframe": frame.to_pandas()})
        expectations = [_built(expectation, landed_on) for expectation in suite.expectations]
        results = batch.validate(
            gx.ExpectationSuite(suite.record_kind, expectations=expectations), result_format="BASIC"
        ).results
    return dict(_verdict(result) for result in results)


@cache
def _whole_frame() -> BatchDefinition[Any]:
    """Where frames are handed in: one context in memory for the process, without progress bars or reports home."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("delivery").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("all")


def _built(expectation: Expectation, landed_on: date) -> Any:
    import great_expectations as gx

    gxe: Any = gx.expectations
    meta = {"name": expectation.name}
    match expectation:
        case Present(columns=columns):
            return gxe.ExpectTableColumnsToMatchSet(column_set=list(columns), exact_match=False, meta=meta)
        case Filled(column=column, share=share):
            return gxe.ExpectColumnValuesToNotBeNull(column=column, mostly=share, meta=meta)
        case OneOf(column=column, values=values, share=share):
            return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values), mostly=share, meta=meta)
        case NoneOf(column=column, values=values, share=share):
            return gxe.ExpectColumnValuesToNotBeInSet(column=column, value_set=list(values), mostly=share, meta=meta)
        case Window(column=column, share=share):
            first, last = _window(expectation, landed_on)
            return gxe.ExpectColumnValuesToBeBetween(
                column=column, min_value=first, max_value=last, mostly=share, meta=meta
            )
        case Measure(measure=measure, least=least, most=most):
            return gxe.ExpectColumnValuesToBeBetween(column=measure, min_value=least, max_value=most, meta=meta)


def _window(window: Window, landed_on: date) -> tuple[int, int]:
    """Whole years, from the first of January to the end of December, in days from 1970."""
    first = date(landed_on.year - window.years_before, 1, 1)
    last = date(landed_on.year + window.years_after, 12, 31)
    return (first - EPOCH).days, (last - EPOCH).days


def _verdict(result: ExpectationValidationResult) -> tuple[str, Verdict]:
    """The name with pass or fail, and the share of cells that hold (for columns: how many are missing)."""
    name = str(result.expectation_config.meta["name"]) if result.expectation_config else ""
    measured = result.result
    if "unexpected_percent" in measured:
        off = measured["unexpected_percent"]
        return name, (bool(result.success), None if off is None else round(1 - off / 100, 6))
    missing = measured.get("details", {}).get("mismatched", {}).get("missing", [])
    return name, (bool(result.success), float(len(missing)) if "observed_value" in measured else None)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps Great Expectations from logging, since it quotes what it looks at."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
