-- Attendances of events that took attendance, by the industry of their day; a person counts once a month, as what they
-- were at the first event in it. Months before those listed are in no table by month.
with

attended as (

    select
        attendance.person_id,
        attendance.industry_id,
        attendance.organisation_id,
        attendance.event_on,
        attendance.novelty,
        {{ month_of('attendance.event_on') }} as month_on,
        row_number() over (
            partition by attendance.person_id, {{ month_of('attendance.event_on') }}
            order by attendance.event_on, attendance.event_id
        ) as place_in_month
    from {{ ref('int_attendance_resolved') }} as attendance
    inner join {{ ref('int_event_captured') }} as event on attendance.event_id = event.event_id
    where
        attendance.is_attended
        and not attendance.is_excluded
        and event.is_attendance_captured
        and attendance.event_on >= (select min(month_on) from {{ ref('int_month_listed') }})

)

select
    industry_id,
    month_on,
    count(*) as attendance_count,
    count(distinct person_id) as attending_people_count,
    count(distinct organisation_id) as attending_organisation_count,
    {{ count_if_true("place_in_month = 1 and novelty = 'new'") }} as new_people_count,
    {{ count_if_true("place_in_month = 1 and novelty = 'returning'") }} as returning_people_count,
    {{ count_if_true("place_in_month = 1 and novelty = 'unknown_history'") }} as unknown_history_people_count
from attended
group by industry_id, month_on
