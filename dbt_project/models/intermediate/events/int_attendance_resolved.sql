-- One row per event and person with the employer and industry of the day: the fact all event tables count.
with

attendance as (

    select * from {{ ref('int_attendance_evidenced') }}

),

event as (

    select * from {{ ref('int_event_captured') }}

),

person as (

    select
        person_id,
        is_excluded
    from {{ ref('stg_resolved_person') }}

),

affiliation as (

    select * from {{ ref('stg_affiliation') }}

),

returned as (

    select * from {{ ref('int_attendance_returned') }}

)

select
    attendance.event_id,
    attendance.person_id,
    attendance.event_on,
    affiliation.organisation_id,
    coalesce(affiliation.industry_id, 'unknown') as industry_id,
    attendance.status,
    attendance.role,
    attendance.is_guest,
    attendance.is_attended,
    attendance.is_confirmed,
    event.is_attendance_captured
    and attendance.is_guest and attendance.is_confirmed and not attendance.is_attended as is_no_show,
    event.has_registrations
    and attendance.is_guest and attendance.is_attended and not attendance.is_registered as is_walk_in,
    case when attendance.is_attended then returned.novelty end as novelty,
    case when attendance.is_attended then returned.next_on end as next_attended_on,
    attendance.registered_at,
    attendance.checked_in_at,
    attendance.minutes,
    attendance.companion_count,
    attendance.ticket_type,
    attendance.record_count,
    person.is_excluded
from attendance
inner join event on attendance.event_id = event.event_id
inner join person on attendance.person_id = person.person_id
left join affiliation
    on
        attendance.person_id = affiliation.person_id
        and {{ in_force('affiliation', 'attendance.event_on') }}
left join returned
    on attendance.person_id = returned.person_id and attendance.event_on = returned.event_on
