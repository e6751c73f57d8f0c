select
    introduction_id,
    {{ tie_id('introduction') }} as tie_id,
    left_person_id,
    right_person_id,
    requested_on,
    made_on,
    met_on,
    opportunity_on,
    outcome_on,
    is_mature
from {{ ref('int_introduction_followed') }} as introduction
