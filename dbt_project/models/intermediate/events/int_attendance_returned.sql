-- For each day a person attended: did they come before, and do they come again.
with

attended as (

    select distinct
        attendance.person_id,
        attendance.event_on
    from {{ ref('int_attendance_evidenced') }} as attendance
    inner join {{ ref('stg_resolved_person') }} as person on attendance.person_id = person.person_id
    where attendance.is_attended and not person.is_excluded

),

history as (

    select min(event_on) as starts_on from attended

),

neighbours as (

    select
        person_id,
        event_on,
        lag(event_on) over (partition by person_id order by event_on) as previous_on,
        lead(event_on) over (partition by person_id order by event_on) as next_on
    from attended

)

select
    neighbours.person_id,
    neighbours.event_on,
    neighbours.previous_on,
    neighbours.next_on,
    case
        when neighbours.previous_on >= {{ months_after('neighbours.event_on', -1 * var('look_back_months')) }}
            then 'returning'
        when history.starts_on <= {{ months_after('neighbours.event_on', -1 * var('look_back_months')) }}
            then 'new'
        else 'unknown_history'
    end as novelty
from neighbours
cross join history
