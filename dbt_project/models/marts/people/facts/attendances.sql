select
    attendance.event_id,
    attendance.person_id,
    attendance.event_on,
    attendance.organisation_id,
    parent.parent_organisation_id,
    attendance.industry_id,
    attendance.status,
    attendance.role,
    attendance.is_guest,
    attendance.is_attended,
    attendance.is_confirmed,
    attendance.is_no_show,
    attendance.is_walk_in,
    attendance.novelty,
    attendance.next_attended_on,
    attendance.registered_at,
    attendance.checked_in_at,
    attendance.minutes,
    attendance.companion_count,
    attendance.ticket_type,
    attendance.record_count,
    attendance.is_excluded
from {{ ref('int_attendance_resolved') }} as attendance
left join {{ ref('stg_organisation_parent') }} as parent
    on
        attendance.organisation_id = parent.organisation_id
        and {{ in_force('parent', 'attendance.event_on') }}
