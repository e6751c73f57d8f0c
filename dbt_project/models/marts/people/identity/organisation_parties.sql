select
    record_id,
    record_kind,
    side,
    party_number,
    organisation_id
from {{ ref('stg_organisation_party') }}
