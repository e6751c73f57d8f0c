-- Members by month with the organisation and industry of the month's last day.
with

member as (

    select
        *,
        -- A join on a key alone is hashed; a condition on one side of an outer join beside it would not be.
        case when member_kind = 'person' then member_id end as member_person_id,
        case when member_kind = 'organisation' then member_id end as member_organisation_id
    from {{ ref('int_member_month_counted') }}

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
    member.member_kind,
    member.member_id,
    member.month_on,
    member.day,
    member.level,
    member.is_member,
    member.was_member,
    member.is_kept,
    member.continuous_since_on,
    coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
    coalesce(organisation.industry_id, affiliation.industry_id, 'unknown') as industry_id
from member
left join organisation
    on member.member_organisation_id = organisation.organisation_id
left join affiliation
    on
        member.member_person_id = affiliation.person_id
        and {{ in_force('affiliation', 'member.day') }}
