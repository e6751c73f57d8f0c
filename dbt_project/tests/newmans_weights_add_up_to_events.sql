-- People whose weights (Newman 2001) do not add up to the events they attended that make pairs.
with

tie_end as (

    select
        left_person_id as person_id,
        opportunity_undecayed
    from {{ ref('int_tie_weighed') }}

    union all

    select
        right_person_id as person_id,
        opportunity_undecayed
    from {{ ref('int_tie_weighed') }}

),

weighed as (

    select
        person_id,
        sum(opportunity_undecayed) as weight
    from tie_end
    group by person_id

),

attended as (

    select
        person_id,
        count(*) as event_count
    from {{ ref('int_event_paired') }}
    group by person_id

)

select
    coalesce(weighed.person_id, attended.person_id) as person_id,
    weighed.weight,
    attended.event_count
from weighed
full outer join attended on weighed.person_id = attended.person_id
where abs(coalesce(weighed.weight, 0) - coalesce(attended.event_count, 0)) > 0.000001
