-- Introductions with the day of each stage, and which stages each reached within the days it has.
with

staged as (

    select
        introduction.introduction_id,
        introduction.left_person_id,
        introduction.right_person_id,
        introduction.requested_on,
        introduction.made_on,
        introduction.met_on,
        credited.opportunity_on,
        credited.outcome_on,
        credited.known_on,
        coalesce(introduction.requested_on, introduction.made_on) as begun_on,
        {{ days_after('introduction.requested_on', var('conversion_days')) }} as asked_until_on,
        {{ days_after('introduction.made_on', var('conversion_days')) }} as converts_until_on
    from {{ ref('int_introduction_staged') }} as introduction
    left join {{ ref('int_introduction_credited') }} as credited
        on introduction.introduction_id = credited.introduction_id

)

select
    introduction_id,
    left_person_id,
    right_person_id,
    begun_on,
    requested_on,
    made_on,
    met_on,
    opportunity_on,
    outcome_on,
    known_on,
    coalesce(asked_until_on <= {{ as_of_on() }}, false) as is_request_mature,
    coalesce(made_on <= asked_until_on, false) as is_made_in_time,
    coalesce(converts_until_on <= {{ as_of_on() }}, false) as is_mature,
    coalesce(met_on <= converts_until_on, false) as is_met_in_time,
    coalesce(opportunity_on <= converts_until_on, false) as is_opportunity_in_time,
    coalesce(outcome_on <= converts_until_on, false) as is_outcome_in_time,
    coalesce(known_on <= converts_until_on, false) as is_known_in_time
from staged
