select
    organisation_id,
    parent_organisation_id,
    starts_on,
    ends_on,
    parent_source
from {{ source('identity', 'organisation_parents') }}
