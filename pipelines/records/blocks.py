"""What record kinds are made of: the columns they share, where a record comes from, and the person it names."""

from __future__ import annotations

import dataframely as dy
import polars as pl

PERSON_KEYS = ("full_name", "email", "phone", "profile_url", "tool_person_id")
"""A record names a person when at least one of these is filled."""

PERSON_COLUMNS = (
    "full_name", "given_name", "family_name", "honorific", "email", "phone", "profile_url", "tool",
    "tool_person_id", "organisation_name", "job_title", "industry_raw", "city", "country",
)  # fmt: skip
"""The person block; an interaction carries it twice, prefixed `from_` and `to_`."""

INSTANT = pl.Datetime("us")


def text() -> dy.String:
    """Text, trimmed; null where it is empty."""
    return dy.String(nullable=True)


def instant() -> dy.Datetime:
    """A UTC instant without a zone."""
    return dy.Datetime(nullable=True, time_unit="us")


def day() -> dy.Date:
    """A local date."""
    return dy.Date(nullable=True)


def any_filled(prefix: str = "") -> pl.Expr:
    """Whether a person is named: the rule of every kind that must name one; `prefix` is that of its columns."""
    return pl.any_horizontal(pl.col(prefix + key).is_not_null() for key in PERSON_KEYS)


class Provenance(dy.Schema):
    """Where a record comes from: its file, the table within it, and the row.

    `part` counts the tables of a file from 1. `row_number` counts rows from 1 as a
    spreadsheet shows them, header and preamble included, so that it leads back to the row.
    """

    file_id = dy.String(nullable=False)
    part = dy.Int16(nullable=False)
    row_number = dy.Int64(nullable=False)
    layout = dy.String(nullable=False)


class PersonBlock(Provenance):
    """A person as one export describes them."""

    full_name = text()
    given_name = text()
    family_name = text()
    honorific = text()
    email = text()
    phone = text()
    profile_url = text()
    tool = text()
    tool_person_id = text()
    organisation_name = text()
    job_title = text()
    industry_raw = text()
    city = text()
    country = text()
