select
    left_person_id,
    right_person_id,
    left_profile_id,
    right_profile_id,
    match_probability,
    match_weight,
    evidence
from {{ ref('stg_identity_candidate') }}
