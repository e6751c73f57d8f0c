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
from pipelines.records.blocks import PersonBlock, Provenance, any_filled, day, instant, text


class Contact(PersonBlock):
    """A person in somebody's address book, list or directory, as of a day; or where somebody worked, from a day on.

    `born_on`, `street` and `postal_code` tell people apart and serve nothing else: no published table has them.
    `employed_until_on` is the first day on which they worked there no more.
    """

    born_on = day()
    street = text()
    postal_code = text()
    additional_emails = dy.List(dy.String(nullable=True), nullable=True)
    website = text()
    list_name = text()
    seen_on = day()
    employed_from_on = day()
    employed_until_on = day()

    @dy.rule()
    def person_missing(cls) -> pl.Expr:
        return any_filled()


class Attendance(PersonBlock):
    """A person at an event: invited, registered, there or not."""

    tool_event_id = text()
    event_name = text()
    event_starts_at = instant()
    event_ends_at = instant()
    event_on = day()
    event_timezone = text()
    event_topic = text()
    event_place = text()
    is_online = dy.Bool(nullable=True)
    is_timezone_assumed = dy.Bool(nullable=True)
    captures_check_in = dy.Bool(nullable=False)
    status = dy.String(nullable=False)
    status_raw = text()
    role = dy.String(nullable=False)
    role_raw = text()
    ticket_id = text()
    ticket_type = text()
    registered_at = instant()
    checked_in_at = instant()
    joined_at = instant()
    left_at = instant()
    minutes = dy.Float64(nullable=True)
    companion_count = dy.Int32(nullable=True)

    @dy.rule()
    def person_missing(cls) -> pl.Expr:
        return any_filled()

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
    tool_member_id = text()
    level = text()
    group_name = text()
    status = dy.String(nullable=False)
    status_raw = text()
    joined_on = day()
    starts_on = day()
    ends_on = day()
    is_lifetime = dy.Bool(nullable=False)
    is_complimentary = dy.Bool(nullable=False)
    is_dependent = dy.Bool(nullable=False)
    is_full_snapshot = dy.Bool(nullable=False)
    snapshot_on = day()
    amount = dy.Float64(nullable=True)
    currency = text()

    @dy.rule()
    def member_missing(cls) -> pl.Expr:
        return any_filled() | pl.col("organisation_name").is_not_null()

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

    from_full_name = text()
    from_given_name = text()
    from_family_name = text()
    from_honorific = text()
    from_email = text()
    from_phone = text()
    from_profile_url = text()
    from_tool = text()
    from_tool_person_id = text()
    from_organisation_name = text()
    from_job_title = text()
    from_industry_raw = text()
    from_city = text()
    from_country = text()
    to_full_name = text()
    to_given_name = text()
    to_family_name = text()
    to_honorific = text()
    to_email = text()
    to_phone = text()
    to_profile_url = text()
    to_tool = text()
    to_tool_person_id = text()
    to_organisation_name = text()
    to_job_title = text()
    to_industry_raw = text()
    to_city = text()
    to_country = text()
    interaction_kind = dy.String(nullable=False)
    occurred_at = instant()
    occurred_on = day()
    event_name = text()
    subject = text()

    @dy.rule()
    def from_person_missing(cls) -> pl.Expr:
        return any_filled("from_")

    @dy.rule()
    def to_person_missing(cls) -> pl.Expr:
        return any_filled("to_") | pl.col("to_organisation_name").is_not_null()

    @dy.rule()
    def occurred_on_missing(cls) -> pl.Expr:
        return pl.col("occurred_on").is_not_null()

    @dy.rule()
    def interaction_kind_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("interaction_kind").is_in(vocabularies.INTERACTION_KINDS)


class Outcome(PersonBlock):
    """What came of it: a lead, a client, a partnership, an investment, a hire."""

    tool_outcome_id = text()
    outcome_name = text()
    outcome_kind = dy.String(nullable=False)
    stage = dy.String(nullable=False)
    stage_raw = text()
    opened_on = day()
    occurred_on = day()
    value = dy.Float64(nullable=True)
    currency = text()
    channel = text()
    owner_name = text()
    owner_email = text()
    tool_contact_ids = text()
    tool_organisation_ids = text()
    is_self_reported = dy.Bool(nullable=False)

    @dy.rule()
    def outcome_unnamed(cls) -> pl.Expr:
        return pl.col("outcome_name").is_not_null() | pl.col("tool_outcome_id").is_not_null() | any_filled()

    @dy.rule()
    def outcome_kind_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("outcome_kind").is_in(vocabularies.OUTCOME_KINDS)

    @dy.rule()
    def stage_outside_vocabulary(cls) -> pl.Expr:
        return pl.col("stage").is_in(vocabularies.OUTCOME_STAGES)


class Organisation(Provenance):
    """An organisation as one export describes it."""

    name = text()
    domain = text()
    website = text()
    tool = text()
    tool_organisation_id = text()
    industry_raw = text()
    description = text()
    parent_name = text()
    city = text()
    country = text()
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
