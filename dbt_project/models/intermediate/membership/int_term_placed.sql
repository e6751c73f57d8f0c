-- Each term with the organisation and industry that its member had when it ended, or has now.
with

term as (

    select
        *,
        coalesce(least(ends_on, {{ as_of_on() }}), {{ as_of_on() }}) as placed_on
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
    term.*,
    coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
    coalesce(organisation.industry_id, affiliation.industry_id, 'unknown') as industry_id
from term
left join organisation
    on term.member_id = organisation.organisation_id and term.member_kind = 'organisation'
left join affiliation
    on
        term.member_id = affiliation.person_id
        and term.member_kind = 'person'
        and {{ in_force('affiliation', 'term.placed_on') }}
