-- Who holds a place at an event that is still to come: the strongest word of all tools on each person.
with

record as (

    select
        attendance.event_id,
        link.person_id,
        attendance.registered_at,
        status_meaning.strength,
        status_meaning.is_registration,
        role_meaning.role_order
    from {{ ref('stg_attendance_upcoming') }} as attendance
    inner join {{ ref('stg_identity_link') }} as link
        on attendance.record_id = link.record_id and link.record_kind = 'attendance'
    inner join {{ ref('stg_resolved_person') }} as person on link.person_id = person.person_id
    inner join {{ ref('attendance_statuses') }} as status_meaning on attendance.status = status_meaning.status
    inner join {{ ref('event_roles') }} as role_meaning on attendance.role = role_meaning.role
    where not person.is_excluded

),

merged as (

    select
        event_id,
        person_id,
        max(strength) as strength,
        min(role_order) as role_order,
        bool_or(is_registration) as is_registered,
        min(registered_at) as registered_at
    from record
    group by event_id, person_id

)

select
    merged.event_id,
    merged.person_id,
    merged.registered_at
from merged
inner join {{ ref('attendance_statuses') }} as status_meaning on merged.strength = status_meaning.strength
inner join {{ ref('event_roles') }} as role_meaning on merged.role_order = role_meaning.role_order
where merged.is_registered and status_meaning.is_confirmed and role_meaning.is_guest
