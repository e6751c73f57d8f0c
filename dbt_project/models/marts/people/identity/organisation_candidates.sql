select
    left_organisation_id,
    right_organisation_id,
    likeness,
    evidence
from {{ ref('stg_organisation_candidate') }}
