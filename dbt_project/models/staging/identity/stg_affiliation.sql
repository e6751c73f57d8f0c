select
    person_id,
    organisation_id,
    job_title,
    job_function,
    seniority,
    industry_id,
    industry_source,
    starts_on,
    ends_on,
    affiliation_source,
    confidence
from {{ source('identity', 'affiliations') }}
