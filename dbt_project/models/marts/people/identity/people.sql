select
    person.person_id,
    person.full_name,
    person.given_name,
    person.family_name,
    person.email,
    person.phone,
    person.profile_url,
    person.city,
    person.country,
    person.organisation_id,
    person.job_title,
    affiliation.job_function,
    affiliation.seniority,
    coalesce(affiliation.industry_id, 'unknown') as industry_id,
    known.known_since_on,
    person.record_count,
    person.profile_count,
    person.is_excluded,
    person.exclusion_reason,
    person.refuses_introductions
from {{ ref('stg_resolved_person') }} as person
left join {{ ref('int_person_known') }} as known on person.person_id = known.person_id
left join {{ ref('stg_affiliation') }} as affiliation
    on
        person.person_id = affiliation.person_id
        and {{ in_force('affiliation', as_of_on()) }}
