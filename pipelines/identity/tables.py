"""The tables that identity hands on, as Parquet in `lake/identity/<name>.parquet`.

Everything here is personal or leads to a person: restricted.
"""

from __future__ import annotations

import dataframely as dy


class Person(dy.Schema):
    """A person as resolved from all counted records.

    `person_id` derives from the earliest landed record of the cluster, so it
    stays when records are added. `organisation_id` and `job_title` are the latest known.
    """

    person_id = dy.String(nullable=False, primary_key=True)
    full_name = dy.String(nullable=True)
    given_name = dy.String(nullable=True)
    family_name = dy.String(nullable=True)
    email = dy.String(nullable=True)
    phone = dy.String(nullable=True)
    profile_url = dy.String(nullable=True)
    city = dy.String(nullable=True)
    country = dy.String(nullable=True)
    organisation_id = dy.String(nullable=True)
    job_title = dy.String(nullable=True)
    record_count = dy.Int64(nullable=False)
    profile_count = dy.Int64(nullable=False)
    is_excluded = dy.Bool(nullable=False)
    exclusion_reason = dy.String(nullable=True)
    refuses_introductions = dy.Bool(nullable=False)


class ResolvedOrganisation(dy.Schema):
    """An organisation; `industry_id` is `unknown` where no evidence gives one.

    `industry_source` is, in order of trust: decision, explicit, organisation, classifier, unknown.
    `is_named_after_person` where its name or domain holds the full name of somebody known.
    """

    organisation_id = dy.String(nullable=False, primary_key=True)
    organisation_name = dy.String(nullable=False)
    domain = dy.String(nullable=True)
    country = dy.String(nullable=True)
    industry_id = dy.String(nullable=False)
    industry_source = dy.String(nullable=False)
    industry_confidence = dy.Float64(nullable=False)
    record_count = dy.Int64(nullable=False)
    is_named_after_person = dy.Bool(nullable=False)


class OrganisationName(dy.Schema):
    """A name by which records call an organisation, as they write it; a person's own name may be one.

    `name_source` is what ties it to the organisation: `alias` or `decision`, that it is the name shown (`own`),
    that a `list` of organisations or the `domain` of its people says so, or `spelling`: it is like another.
    """

    organisation_id = dy.String(nullable=False, primary_key=True)
    name = dy.String(nullable=False, primary_key=True)
    name_source = dy.String(nullable=False)
    first_seen_on = dy.Date(nullable=True)
    last_seen_on = dy.Date(nullable=True)
    record_count = dy.Int64(nullable=False)


class OrganisationParent(dy.Schema):
    """Which organisation another belongs to: in force on `starts_on ≤ day < ends_on`, open where null.

    An organisation has one parent on a day. `parent_source` is `decision`, or `list` for
    what a list of organisations says.
    """

    organisation_id = dy.String(nullable=False)
    parent_organisation_id = dy.String(nullable=False)
    starts_on = dy.Date(nullable=True)
    ends_on = dy.Date(nullable=True)
    parent_source = dy.String(nullable=False)


class OrganisationParty(dy.Schema):
    """An organisation among several that one record names; `party_number` is its place among them, from 1.

    Records that name one organisation have no row here, only in `identity_links`, where
    those that name several stand with the first.
    """

    record_kind = dy.String(nullable=False)
    file_id = dy.String(nullable=False)
    part = dy.Int16(nullable=False)
    row_number = dy.Int64(nullable=False)
    side = dy.String(nullable=False)
    party_number = dy.Int64(nullable=False)
    organisation_id = dy.String(nullable=False)


class Affiliation(dy.Schema):
    """Where a person works from a day to another: in force on `starts_on ≤ day < ends_on`.

    A null start is open to the past, a null end to the future; the intervals of one
    person do not overlap. `shown_from_on` is the first day on which evidence shows it, null
    where nothing shows an employer. `organisation_id` is null for somebody known only by an
    industry; `industry_id` is what is said of the organisation, else the person's own word, else
    what the classifier supposes of the organisation, else `unknown`; `industry_confidence` is its own.
    `employment` is `employed` where there is an organisation, `independent` or `none` where the
    person says so, else `unknown`. `affiliation_source` is `employment` where an export states
    the stay, the kind of record that shows it, or `none`. Function and seniority are read from
    the title.
    """

    person_id = dy.String(nullable=False)
    organisation_id = dy.String(nullable=True)
    employment = dy.String(nullable=False)
    job_title = dy.String(nullable=True)
    job_function = dy.String(nullable=True)
    seniority = dy.String(nullable=True)
    industry_id = dy.String(nullable=False)
    industry_source = dy.String(nullable=False)
    industry_confidence = dy.Float64(nullable=False)
    starts_on = dy.Date(nullable=True)
    ends_on = dy.Date(nullable=True)
    shown_from_on = dy.Date(nullable=True)
    affiliation_source = dy.String(nullable=False)
    confidence = dy.Float64(nullable=False)


class IdentityLink(dy.Schema):
    """Which person and organisation a record names.

    `side` is `subject`, or `from`/`to` on an interaction. Every counted record has one row
    per side. `match_rule` says what tied it to its person: `single` (nothing: it stands
    alone, or with others that read the same), `same_name` (it is one of several files'
    that give no more than this name), `same_circle` (it gives no more than a name, and the one person
    of that name was at the same events or had to do with the same people by another file),
    `exact_email`, `exact_profile_url`, `exact_tool_id`, `splink`, `decision`.
    """

    record_kind = dy.String(nullable=False)
    file_id = dy.String(nullable=False)
    part = dy.Int16(nullable=False)
    row_number = dy.Int64(nullable=False)
    side = dy.String(nullable=False)
    person_id = dy.String(nullable=True)
    organisation_id = dy.String(nullable=True)
    profile_id = dy.String(nullable=True)
    match_rule = dy.String(nullable=False)
    match_probability = dy.Float64(nullable=False)


class IdentityCandidate(dy.Schema):
    """A pair of people that may be one: left for a person to judge."""

    left_person_id = dy.String(nullable=False)
    right_person_id = dy.String(nullable=False)
    left_profile_id = dy.String(nullable=False)
    right_profile_id = dy.String(nullable=False)
    match_probability = dy.Float64(nullable=False)
    match_weight = dy.Float64(nullable=False)
    evidence = dy.String(nullable=False)


class OrganisationCandidate(dy.Schema):
    """A pair of organisations that may be one: left for a person to judge."""

    left_organisation_id = dy.String(nullable=False)
    right_organisation_id = dy.String(nullable=False)
    match_probability = dy.Float64(nullable=False)
    evidence = dy.String(nullable=False)


class StaleDecision(dy.Schema):
    """A cell of a decisions file that points at nothing the counted records hold, or that says nothing.

    `table_name` is the file's stem, `line` its line; `reason` is `record_unknown`, `mailbox_unknown`,
    `domain_unknown`, `organisation_unknown`, `parent_itself`, `spelled_the_same` or `file_unknown`.
    """

    table_name = dy.String(nullable=False)
    line = dy.Int64(nullable=False)
    column_name = dy.String(nullable=False)
    reason = dy.String(nullable=False)


TABLES: dict[str, type[dy.Schema]] = {
    "people": Person,
    "organisations": ResolvedOrganisation,
    "organisation_names": OrganisationName,
    "organisation_parents": OrganisationParent,
    "organisation_parties": OrganisationParty,
    "affiliations": Affiliation,
    "identity_links": IdentityLink,
    "identity_candidates": IdentityCandidate,
    "organisation_candidates": OrganisationCandidate,
    "stale_decisions": StaleDecision,
}
"""File stem in `lake/identity/` → its contract."""
