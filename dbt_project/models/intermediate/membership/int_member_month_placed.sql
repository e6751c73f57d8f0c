-- Members by month with the organisation and industry of the month's last day.
with

member as (

    select * from {{ ref('int_member_month_counted') }}

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
    member.*,
    coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
    coalesce(organisation.industry_id, affiliation.industry_id, 'unknown') as industry_id
from member
left join organisation
    on member.member_id = organisation.organisation_id and member.member_kind = 'organisation'
left join affiliation
    on
        member.member_id = affiliation.person_id
        and member.member_kind = 'person'
        and {{ in_force('affiliation', 'member.day') }}
