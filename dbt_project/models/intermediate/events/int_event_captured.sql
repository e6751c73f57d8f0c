-- Whether attendance was taken at an event: "no check-in was taken" is never "everybody stayed away".
with

records as (

    select
        event_id,
        bool_or(captures_check_in) as captures_check_in
    from {{ ref('int_attendance_linked') }}
    group by event_id

),

people as (

    select
        attendance.event_id,
        {{ count_if_true('attendance.is_confirmed') }} as confirmed_count,
        {{ count_if_true('attendance.is_confirmed and attendance.is_attended') }} as confirmed_attended_count,
        {{ count_if_true('attendance.is_attended') }} as attended_count
    from {{ ref('int_attendance_evidenced') }} as attendance
    inner join {{ ref('stg_resolved_person') }} as person on attendance.person_id = person.person_id
    where not person.is_excluded
    group by attendance.event_id

)

select
    records.event_id,
    coalesce(people.confirmed_count, 0) as confirmed_count,
    coalesce(people.confirmed_count, 0) > 0 as has_registrations,
    records.captures_check_in
    and coalesce(people.attended_count, 0) > 0
    and (
        people.confirmed_count = 0
        or people.confirmed_attended_count >= {{ var('captured_floor') }} * people.confirmed_count
    ) as is_attendance_captured
from records
left join people on records.event_id = people.event_id
