-- Everybody who attended an event of a period, of whatever size: what counts of encounters are made of.
select
    attendance.event_id,
    attendance.person_id,
    attendance.organisation_id,
    attendance.industry_id,
    attendance.event_on,
    period.period_number,
    count(*) over (partition by attendance.event_id) as attended_count,
    count(*) over (partition by attendance.event_id, attendance.industry_id) as industry_attended_count
from {{ ref('int_attendance_resolved') }} as attendance
inner join {{ ref('int_period_listed') }} as period
    on attendance.event_on > period.period_after_on and attendance.event_on <= period.period_ends_on
where attendance.is_attended and not attendance.is_excluded
