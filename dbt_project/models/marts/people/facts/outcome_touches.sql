select
    outcome_id,
    person_id,
    other_person_id,
    touch_kind,
    touched_on,
    touch_days,
    record_id,
    event_id,
    is_credited
from {{ ref('int_outcome_touched') }}
