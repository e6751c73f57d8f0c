-- Each term with the organisation and industry that its member had when it ended, or has now, and when it began.
with

term as (

    select
        *,
        coalesce(least(ends_on, {{ as_of_on() }}), {{ as_of_on() }}) as placed_on,
        -- A join on a key alone is hashed; a condition on one side of an outer join beside it would not be.
        case when member_kind = 'person' then member_id end as member_person_id,
        case when member_kind = 'organisation' then member_id end as member_organisation_id
    from {{ ref('int_term_renewed') }}

),

affiliation as (

    select * from {{ ref('stg_affiliation') }}

),

organisation as (

    select
        organisation_id,
        industry_id
    from {{ ref('stg_resolved_organisation') }}

)

select
    term.term_id,
    term.membership_id,
    term.tool,
    term.member_kind,
    term.member_id,
    term.group_name,
    term.level,
    term.status,
    term.joined_on,
    term.starts_on,
    term.ends_on,
    term.continuous_since_on,
    term.term_number,
    term.has_next_term,
    term.renewal_status,
    term.is_eligible,
    term.is_renewable,
    term.is_shown_late,
    term.is_first_year,
    term.is_reinstated,
    term.is_end_inferred,
    term.is_lifetime,
    term.is_complimentary,
    term.is_dependent,
    term.record_id,
    term.placed_on,
    coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
    coalesce(organisation.industry_id, affiliation.industry_id, 'unknown') as industry_id,
    coalesce(organisation.organisation_id, begun.organisation_id) as begun_organisation_id,
    coalesce(organisation.industry_id, begun.industry_id, 'unknown') as begun_industry_id
from term
left join organisation
    on term.member_organisation_id = organisation.organisation_id
left join affiliation
    on
        term.member_person_id = affiliation.person_id
        and {{ in_force('affiliation', 'term.placed_on') }}
left join affiliation as begun
    on
        term.member_person_id = begun.person_id
        and {{ in_force('begun', 'term.starts_on') }}
