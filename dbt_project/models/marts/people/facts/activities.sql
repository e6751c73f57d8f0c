select
    activity.person_id,
    activity.activity_type,
    activity.occurred_on,
    activity.subject_id,
    affiliation.organisation_id,
    coalesce(affiliation.industry_id, 'unknown') as industry_id
from {{ ref('int_activity_gathered') }} as activity
left join {{ ref('stg_affiliation') }} as affiliation
    on
        activity.person_id = affiliation.person_id
        and {{ in_force('affiliation', 'activity.occurred_on') }}
