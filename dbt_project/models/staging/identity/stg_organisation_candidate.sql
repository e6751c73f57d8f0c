select
    left_organisation_id,
    right_organisation_id,
    likeness,
    evidence
from {{ source('identity', 'organisation_candidates') }}
