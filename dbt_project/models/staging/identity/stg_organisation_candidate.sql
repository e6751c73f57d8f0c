select
    left_organisation_id,
    right_organisation_id,
    match_probability,
    evidence
from {{ source('identity', 'organisation_candidates') }}
