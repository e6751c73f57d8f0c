-- Who attended the events that make pairs, and what one such pair is worth: Newman's 1/(n - 1), whole and faded.
-- An event of one makes no pair; one that is too large or too long ago would make many, and say little by each.
with

attended as (

    select gathered.*
    from {{ ref('int_event_gathered') }} as gathered
    inner join {{ ref('int_pairing_bounded') }} as bound on gathered.event_on > bound.pairs_after_on
    where gathered.attended_count between 2 and {{ var('tie_event_limit') }}

),

fading as (

    select half_life_days from {{ ref('tie_weights') }}
    where component = 'opportunity'

)

select
    attended.event_id,
    attended.person_id,
    attended.event_on,
    attended.period_number,
    attended.attended_count,
    cast(1.0 / (attended.attended_count - 1) as decimal(18, 12)) as opportunity_undecayed,
    cast(
        {{ decayed('attended.event_on', 'fading.half_life_days', as_of_on()) }} / (attended.attended_count - 1)
        as decimal(18, 12)
    ) as opportunity
from attended
cross join fading
