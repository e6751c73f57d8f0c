select
    organisation_id,
    name,
    name_source,
    first_seen_on,
    last_seen_on,
    record_count
from {{ ref('stg_organisation_name') }}
