-- Attendances by the industry of their day; a person counts once a month, as what they were at the first event in it.
with

attended as (

    select
        person_id,
        industry_id,
        event_on,
        novelty,
        {{ month_of('event_on') }} as month_on,
        row_number() over (
            partition by person_id, {{ month_of('event_on') }}
            order by event_on, event_id
        ) as place_in_month
    from {{ ref('int_attendance_resolved') }}
    where is_attended and not is_excluded

)

select
    industry_id,
    month_on,
    count(*) as attendance_count,
    {{ count_if_true("place_in_month = 1 and novelty = 'new'") }} as new_people_count,
    {{ count_if_true("place_in_month = 1 and novelty = 'returning'") }} as returning_people_count,
    {{ count_if_true("place_in_month = 1 and novelty = 'unknown_history'") }} as unknown_history_people_count
from attended
group by industry_id, month_on
