select
    left_organisation_id,
    right_organisation_id,
    match_probability,
    evidence
from {{ ref('stg_organisation_candidate') }}
