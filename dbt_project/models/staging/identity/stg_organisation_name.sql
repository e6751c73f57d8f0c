select
    organisation_id,
    name,
    name_source,
    first_seen_on,
    last_seen_on,
    record_count
from {{ source('identity', 'organisation_names') }}
