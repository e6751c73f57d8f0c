with

link as (

    select
        link.organisation_id,
        record.city,
        record.parent_name,
        record.employee_count,
        row_number() over (
            partition by link.organisation_id
            order by file.landed_at desc, record.record_id desc
        ) as recency
    from {{ ref('stg_identity_link') }} as link
    inner join {{ ref('stg_organisation') }} as record on link.record_id = record.record_id
    inner join {{ ref('stg_source_file') }} as file on link.file_id = file.file_id
    where link.record_kind = 'organisation' and link.organisation_id is not null

)

select
    organisation.organisation_id,
    organisation.organisation_name,
    organisation.domain,
    organisation.country,
    link.city,
    link.parent_name,
    link.employee_count,
    organisation.industry_id,
    organisation.industry_source,
    organisation.industry_confidence,
    organisation.record_count,
    organisation.is_named_after_person,
    {{ counted('depth.person_count') }} as person_count,
    {{ counted('depth.active_person_count') }} as active_person_count,
    {{ counted('depth.member_person_count') }} as member_person_count,
    {{ counted('depth.attended_12m_count') }} as attended_12m_count
from {{ ref('stg_resolved_organisation') }} as organisation
left join link on organisation.organisation_id = link.organisation_id and link.recency = 1
left join {{ ref('int_organisation_counted') }} as depth on organisation.organisation_id = depth.organisation_id
