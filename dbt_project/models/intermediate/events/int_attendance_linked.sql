-- Every attendance record with the person it names and what it is evidence of.
with

attendance as (

    select * from {{ ref('stg_attendance') }}

),

link as (

    select * from {{ ref('stg_identity_link') }}
    where record_kind = 'attendance'

),

status_meaning as (

    select * from {{ ref('attendance_statuses') }}

)

select
    attendance.record_id,
    attendance.file_id,
    attendance.event_id,
    link.person_id,
    attendance.event_on,
    attendance.status,
    attendance.role,
    attendance.ticket_type,
    attendance.registered_at,
    attendance.checked_in_at,
    attendance.joined_at,
    attendance.left_at,
    attendance.minutes,
    attendance.companion_count,
    attendance.captures_check_in,
    -- A check-in list has a row for whoever came; only an order time or a ticket says they had registered.
    status_meaning.is_registration
    or (
        attendance.status = 'attended'
        and (attendance.registered_at is not null or attendance.ticket_id is not null)
    ) as is_registration,
    attendance.joined_at is not null
    or attendance.left_at is not null
    or attendance.minutes is not null as is_join_log
from attendance
inner join status_meaning on attendance.status = status_meaning.status
left join link on attendance.record_id = link.record_id
