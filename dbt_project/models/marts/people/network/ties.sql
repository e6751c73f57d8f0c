select
    tie_id,
    left_person_id,
    right_person_id,
    opportunity,
    opportunity_undecayed,
    shared_event_count,
    meeting,
    introduction,
    exchange,
    message,
    first_tied_on,
    last_tied_on,
    is_realised,
    tie_strength,
    (select max(weights_version) from {{ ref('tie_weights') }}) as weights_version
from {{ ref('int_tie_weighed') }}
