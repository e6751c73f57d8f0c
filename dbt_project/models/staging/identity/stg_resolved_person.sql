select
    person_id,
    full_name,
    given_name,
    family_name,
    email,
    phone,
    profile_url,
    city,
    country,
    organisation_id,
    job_title,
    record_count,
    profile_count,
    is_excluded,
    exclusion_reason,
    refuses_introductions
from {{ source('identity', 'people') }}
