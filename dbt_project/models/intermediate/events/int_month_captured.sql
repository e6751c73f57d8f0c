-- How many of a month's events took attendance: where none did, nobody knows who came.
select
    {{ month_of('described.event_on') }} as month_on,
    {{ count_if_true('captured.is_attendance_captured') }} as captured_event_count,
    {{ count_if_true('not captured.is_attendance_captured') }} as uncaptured_event_count
from {{ ref('int_event_described') }} as described
inner join {{ ref('int_event_captured') }} as captured on described.event_id = captured.event_id
group by {{ month_of('described.event_on') }}
