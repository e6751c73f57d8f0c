select
    organisation_id,
    organisation_name,
    domain,
    country,
    industry_id,
    industry_source,
    industry_confidence,
    record_count
from {{ source('identity', 'organisations') }}
