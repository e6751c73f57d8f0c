-- What each person came to hear of: the topics of the events they attended.
select
    attendance.person_id,
    event.topic_industry_id,
    max(industry.industry_name) as topic_name,
    count(*) over (partition by attendance.person_id) as topic_count
from {{ ref('int_attendance_resolved') }} as attendance
inner join {{ ref('int_event_described') }} as event on attendance.event_id = event.event_id
inner join {{ ref('industries') }} as industry on event.topic_industry_id = industry.industry_id
where
    attendance.is_attended
    and not attendance.is_excluded
    and event.topic_industry_id <> 'unknown'
group by attendance.person_id, event.topic_industry_id
