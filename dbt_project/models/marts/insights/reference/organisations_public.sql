-- The organisations that may be named to everybody: of enough people, and called like none of those who are known.
with

shown as (

    select
        organisation.organisation_id,
        organisation.organisation_name,
        organisation.domain,
        organisation.industry_id,
        organisation.country,
        depth.person_count,
        depth.active_person_count,
        depth.member_person_count,
        depth.attended_12m_count
    from {{ ref('stg_resolved_organisation') }} as organisation
    inner join {{ ref('int_organisation_counted') }} as depth
        on organisation.organisation_id = depth.organisation_id
    where depth.person_count >= {{ var('smallest_cell') }} and not organisation.is_named_after_person

),

parent as (

    select
        child.organisation_id,
        child.parent_organisation_id
    from {{ ref('stg_organisation_parent') }} as child
    inner join shown on child.parent_organisation_id = shown.organisation_id
    where {{ in_force('child', as_of_on()) }}

)

select
    shown.organisation_id,
    shown.organisation_name,
    shown.domain,
    shown.industry_id,
    industry.sector_id,
    shown.country,
    parent.parent_organisation_id,
    {{ people_band('shown.person_count') }} as people_band,
    {{ people_band('shown.active_person_count') }} as active_band,
    {{ people_band('shown.member_person_count') }} as member_band,
    {{ people_band('shown.attended_12m_count') }} as attended_12m_band
from shown
inner join {{ ref('industries') }} as industry on shown.industry_id = industry.industry_id
left join parent on shown.organisation_id = parent.organisation_id
