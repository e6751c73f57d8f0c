select
    organisation_id,
    organisation_name,
    domain,
    country,
    industry_id,
    industry_source,
    industry_confidence,
    record_count,
    is_named_after_person
from {{ source('identity', 'organisations') }}
