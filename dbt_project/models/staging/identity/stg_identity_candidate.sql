select
    left_person_id,
    right_person_id,
    left_profile_id,
    right_profile_id,
    match_probability,
    match_weight,
    evidence
from {{ source('identity', 'identity_candidates') }}
