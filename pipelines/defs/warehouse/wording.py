"""What dbt's tests ask for, in words: a check's name runs the kind of test, the model and its columns together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Arguments = Mapping[str, Any]


def asked(test: Mapping[str, Any]) -> str:
    """What a test of dbt's manifest asks for; one that stands in a file of its own is asked by its name.

    Raises `KeyError` for a kind of test that has no words here.

    >>> asked({"name": "n", "test_metadata": {"name": "not_null", "kwargs": {"column_name": "email"}}})
    '`email` is filled in every row.'
    >>> asked({"name": "nobody_refusing_is_introduced"})
    'Nobody refusing is introduced.'
    """
    kind = test.get("test_metadata")
    if not kind:
        return str(test["name"]).replace("_", " ").capitalize() + "."
    return WORDS[kind["name"]](kind["kwargs"])


def _in_range(of: Arguments) -> str:
    least, most = of.get("lowest"), of.get("highest")
    bounds = (f"at least {least}" if least is not None else "", f"at most {most}" if most is not None else "")
    return f"`{of['column_name']}` is {' and '.join(bound for bound in bounds if bound)}, where it is filled."


WORDS: dict[str, Callable[[Arguments], str]] = {
    "accepted_values": lambda of: f"`{of['column_name']}` is one of {_listed(of['values'])}.",
    "adds_up": lambda of: f"`{of['total']}` is the sum of {_listed(of['parts'])}.",
    "ends_not_before_start": lambda _: "Nothing ends before it starts.",
    "in_range": _in_range,
    "interval_orders": lambda of: (
        f"`{of['column_name']}` lies within its own interval and from 0 to 1, and is null where its n is 0."
    ),
    "no_overlap": lambda of: f"What stands under one `{of['key']}` does not overlap in time.",
    "not_future": lambda of: f"No `{of['column_name']}` is after the day of as_of.",
    "not_null": lambda of: f"`{of['column_name']}` is filled in every row.",
    "relationships": lambda of: f"Every `{of['column_name']}` stands in `{of['field']}` of {_named(of['to'])}.",
    "rows_reconcile": lambda _: "Rows in = loaded + quarantined + duplicates.",
    "same_total": lambda of: (
        f"For each `{of['by']}`, the sum of `{of['column_name']}` is that of `{of['to_column']}` in {_named(of['to'])}."
    ),
    "unique": lambda of: f"No two rows have the same `{of['column_name']}`.",
    "unique_combination": lambda of: f"No two rows have the same {_listed(of['columns'])}.",
}
"""Kind of test → what one of it asks for, given its arguments."""


def _listed(words: list[object]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _named(reference: str) -> str:
    """The table of a `ref('table')`, or of a `source('schema', 'table')`."""
    return _listed([reference.split("'")[-2]])
