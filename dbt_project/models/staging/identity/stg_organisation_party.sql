select
    {{ record_id('party') }} as record_id,
    record_kind,
    side,
    party_number,
    organisation_id
from {{ source('identity', 'organisation_parties') }} as party
