"""The contract of each record kind: its columns, their types, and the rules a row must meet.

A row that breaks a rule is quarantined with the rule's name as reason code.
Times ending `_at` are UTC instants without a zone; dates ending `_on` are local
to where the thing happened. Text is trimmed and null when empty. A vocabulary
column has its source's own word beside it in `<column>_raw`.

What does not belong here: how a tool spells these things (layouts), and who
the people are (identity).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import dataframely as dy
import polars as pl

from pipelines.records import vocabularies

PERSON_KEYS = ("full_name", "email", "phone", "profile_url", "tool_person_id")
"""A record names a person when at least one of these is filled."""

PERSON_COLUMNS = (
    "full_name", "given_name", "family_name", "honorific", "email", "phone", "profile_url", "tool",
    "tool_person_id", "organisation_name", "job_title", "industry_raw", "city", "country",
)  # fmt: skip
"""The person block; an interaction carries it twice, prefixed `from_` and `to_`."""

INSTANT = pl.Datetime("us")


def _text() -> dy.String:
    return dy.String(nullable=True)


def _instant() -> dy.Datetime:
    return dy.Datetime(nullable=True, time_unit="us")


def _day() -> dy.Date:
    return dy.Date(nullable=True)


def _any_filled(prefix: str = "") -> pl.Expr:
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

    full_name = _text()
    given_name = _text()
    family_name = _text()
    honorific = _text()
    email = _text()
    phone = _text()
    profile_url = _text()
    tool = _text()
    tool_person_id = _text()
    organisation_name = _text()
    job_title = _text()
    industry_raw = _text()
    city = _text()
    country = _text()


class Contact(PersonBlock):
    """A person in somebody's address book, list or directory, as of a day; or where somebody worked, from a day on.

    `born_on`, `street` and `postal_code` tell people apart and serve nothing else: no published table has them.
    """

    born_on = _day()
    street = _text()
    postal_code = _text()
    additional_emails = dy.List(dy.String(nullable=True), nullable=True)
    website = _text()
    list_name = _text()
    seen_on = _day()
    employed_from_on = _day()
    employed_until_on = _day()

    @dy.rule()
    def person_missing(cls) -> pl.Expr:
        return _any_filled()


class Attendance(PersonBlock):
    """A person at an event: invited, registered, there or not."""

    tool_event_id = _text()
    event_name = _text()
    event_starts_at = _instant()
    event_ends_at = _instant()
    event_on = _day()
    event_timezone = _text()
    event_topic = _text()
    event_place = _text()
    is_online = dy.Bool(nullable=True)
    is_timezone_assumed = dy.Bool(nullable=True)
    captures_check_in = dy.Bool(nullable=False)
    status = dy.String(nullable=False)
    status_raw = _text()
    role = dy.String(nullable=False)
    role_raw = _text()
    ticket_id = _text()
    ticket_type = _text()
    registered_at = _instant()
    checked_in_at = _instant()
    joined_at = _instant()
    left_at = _instant()
    minutes = dy.Float64(nullable=True)
    companion_count = dy.Int32(nullable=True)

    @dy.rule()
    def person_missing(cls) -> pl.Expr:
        return _any_filled()

    @dy.rule()
    def event_name_missing(cls) -> pl.Expr:
        return pl.col("event_name").is_not_null()

    @dy.rule()
    def event_date_missing(cls) -> pl.Expr:
        return pl.col("event_on").is_not_null()

    @dy.rule()
    def status_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("status").is_in(vocabularies.ATTENDANCE_STATUSES)

    @dy.rule()
    def role_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("role").is_in(vocabularies.ROLES)


class Membership(PersonBlock):
    """A membership as one export shows it: a term, or a line of a full snapshot."""

    member_kind = dy.String(nullable=False)
    tool_member_id = _text()
    level = _text()
    group_name = _text()
    status = dy.String(nullable=False)
    status_raw = _text()
    joined_on = _day()
    starts_on = _day()
    ends_on = _day()
    is_lifetime = dy.Bool(nullable=False)
    is_complimentary = dy.Bool(nullable=False)
    is_dependent = dy.Bool(nullable=False)
    is_full_snapshot = dy.Bool(nullable=False)
    snapshot_on = _day()
    amount = dy.Float64(nullable=True)
    currency = _text()

    @dy.rule()
    def member_missing(cls) -> pl.Expr:
        return _any_filled() | pl.col("organisation_name").is_not_null()

    @dy.rule()
    def member_kind_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("member_kind").is_in(["person", "organisation"])

    @dy.rule()
    def status_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("status").is_in(vocabularies.MEMBERSHIP_STATUSES)

    @dy.rule()
    def term_ends_before_it_starts(cls) -> pl.Expr:
        return (pl.col("ends_on") >= pl.col("starts_on")).fill_null(True)

    @dy.rule()
    def snapshot_date_missing(cls) -> pl.Expr:
        return ~pl.col("is_full_snapshot") | pl.col("snapshot_on").is_not_null()


class Interaction(Provenance):
    """Something between two people on a day: a connection, an introduction, a meeting."""

    from_full_name = _text()
    from_given_name = _text()
    from_family_name = _text()
    from_honorific = _text()
    from_email = _text()
    from_phone = _text()
    from_profile_url = _text()
    from_tool = _text()
    from_tool_person_id = _text()
    from_organisation_name = _text()
    from_job_title = _text()
    from_industry_raw = _text()
    from_city = _text()
    from_country = _text()
    to_full_name = _text()
    to_given_name = _text()
    to_family_name = _text()
    to_honorific = _text()
    to_email = _text()
    to_phone = _text()
    to_profile_url = _text()
    to_tool = _text()
    to_tool_person_id = _text()
    to_organisation_name = _text()
    to_job_title = _text()
    to_industry_raw = _text()
    to_city = _text()
    to_country = _text()
    interaction_kind = dy.String(nullable=False)
    occurred_at = _instant()
    occurred_on = _day()
    event_name = _text()
    subject = _text()

    @dy.rule()
    def from_person_missing(cls) -> pl.Expr:
        return _any_filled("from_")

    @dy.rule()
    def to_person_missing(cls) -> pl.Expr:
        return _any_filled("to_") | pl.col("to_organisation_name").is_not_null()

    @dy.rule()
    def occurred_on_missing(cls) -> pl.Expr:
        return pl.col("occurred_on").is_not_null()

    @dy.rule()
    def interaction_kind_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("interaction_kind").is_in(vocabularies.INTERACTION_KINDS)


class Outcome(PersonBlock):
    """What came of it: a lead, a client, a partnership, an investment, a hire."""

    tool_outcome_id = _text()
    outcome_name = _text()
    outcome_kind = dy.String(nullable=False)
    stage = dy.String(nullable=False)
    stage_raw = _text()
    opened_on = _day()
    occurred_on = _day()
    value = dy.Float64(nullable=True)
    currency = _text()
    channel = _text()
    owner_name = _text()
    owner_email = _text()
    tool_contact_ids = _text()
    tool_organisation_ids = _text()
    is_self_reported = dy.Bool(nullable=False)

    @dy.rule()
    def outcome_unnamed(cls) -> pl.Expr:
        return pl.col("outcome_name").is_not_null() | pl.col("tool_outcome_id").is_not_null() | _any_filled()

    @dy.rule()
    def outcome_kind_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("outcome_kind").is_in(vocabularies.OUTCOME_KINDS)

    @dy.rule()
    def stage_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("stage").is_in(vocabularies.OUTCOME_STAGES)


class Organisation(Provenance):
    """An organisation as one export describes it."""

    name = _text()
    domain = _text()
    website = _text()
    tool = _text()
    tool_organisation_id = _text()
    industry_raw = _text()
    parent_name = _text()
    city = _text()
    country = _text()
    employee_count = dy.Int64(nullable=True)

    @dy.rule()
    def organisation_unnamed(cls) -> pl.Expr:
        return pl.col("name").is_not_null() | pl.col("domain").is_not_null()


KINDS: dict[str, type[Provenance]] = {
    "contact": Contact,
    "attendance": Attendance,
    "membership": Membership,
    "interaction": Interaction,
    "outcome": Outcome,
    "organisation": Organisation,
}
"""Record kind → its contract."""


@cache
def columns_of(kind: str) -> Mapping[str, dy.Column]:
    """The columns of a record kind by name, in order."""
    return KINDS[kind].columns()
