select
    person_id,
    organisation_id,
    employment,
    job_title,
    job_function,
    seniority,
    industry_id,
    industry_source,
    industry_confidence,
    starts_on,
    ends_on,
    shown_from_on,
    affiliation_source,
    confidence
from {{ source('identity', 'affiliations') }}
