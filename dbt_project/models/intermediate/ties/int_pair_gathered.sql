-- Pairs of people who attended the same events, by period: the only join of people to people, bounded by the events'
-- size and by how long ago they were.
with

attended as (

    select * from {{ ref('int_event_paired') }}

)

select
    here.person_id as left_person_id,
    there.person_id as right_person_id,
    here.period_number,
    count(*) as shared_event_count,
    -- Decimals add up to the same sum in any order; floats do not.
    sum(here.opportunity) as opportunity,
    sum(here.opportunity_undecayed) as opportunity_undecayed,
    min(here.event_on) as first_shared_on,
    max(here.event_on) as last_shared_on
from attended as here
inner join attended as there on here.event_id = there.event_id and here.person_id < there.person_id
group by here.person_id, there.person_id, here.period_number
