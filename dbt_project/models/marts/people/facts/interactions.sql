select
    record_id,
    file_id,
    interaction_kind,
    is_direct,
    occurred_at,
    occurred_on,
    from_person_id,
    to_person_id
from {{ ref('int_interaction_linked') }}
