-- Attendances of events that took attendance, by the industry of their day: in the period to the release and before it.
select
    attendance.industry_id,
    {{ count_if_true('attendance.event_on > ' ~ months_after(as_of_on(), -1 * var('period_months'))) }}
        as attendance_count,
    {{ count_if_true(
        'attendance.event_on <= ' ~ months_after(as_of_on(), -1 * var('period_months'))
        ~ ' and attendance.event_on > ' ~ months_after(as_of_on(), -2 * var('period_months'))
    ) }} as prior_attendance_count
from {{ ref('int_attendance_resolved') }} as attendance
inner join {{ ref('int_event_captured') }} as event on attendance.event_id = event.event_id
where attendance.is_attended and not attendance.is_excluded and event.is_attendance_captured
group by attendance.industry_id
