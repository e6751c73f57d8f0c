select
    record_id,
    record_kind,
    file_id,
    part,
    row_number,
    side,
    person_id,
    organisation_id,
    profile_id,
    match_rule,
    match_probability
from {{ ref('stg_identity_link') }}
