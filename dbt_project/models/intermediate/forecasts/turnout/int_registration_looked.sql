-- Every confirmed registration of a guest whose coming was seen, or is still to be seen, on the day it was made. Where
-- no export says when that was, on the day of the event, or on that of as_of if the event is still to come.
with

registration as (

    select
        attendance.event_id,
        attendance.person_id,
        attendance.event_on,
        event.format,
        event.topic_industry_id,
        cast(attendance.registered_at as date) as registered_on,
        attendance.is_attended
    from {{ ref('int_attendance_resolved') }} as attendance
    inner join {{ ref('int_event_captured') }} as captured on attendance.event_id = captured.event_id
    inner join {{ ref('int_event_described') }} as event on attendance.event_id = event.event_id
    where
        attendance.is_guest
        and attendance.is_confirmed
        and not attendance.is_excluded
        and captured.is_attendance_captured
    union all
    select
        upcoming.event_id,
        upcoming.person_id,
        event.event_on,
        event.format,
        event.topic_industry_id,
        cast(upcoming.registered_at as date),
        null
    from {{ ref('int_registration_upcoming') }} as upcoming
    inner join {{ ref('int_event_upcoming') }} as event on upcoming.event_id = event.event_id

),

dated as (

    select
        *,
        least(coalesce(registered_on, event_on), event_on, {{ as_of_on() }}) as prediction_on
    from registration

)

select
    {{ hashed('r', "dated.event_id || '|' || dated.person_id") }} as registration_id,
    dated.event_id,
    dated.person_id,
    dated.event_on,
    dated.format,
    dated.topic_industry_id,
    dated.registered_on,
    dated.prediction_on,
    dated.is_attended,
    affiliation.organisation_id,
    -- An employer first seen later, on the badge of who came, would tell that they came.
    case when affiliation.shown_from_on < dated.prediction_on then affiliation.industry_id else 'unknown' end
        as industry_id
from dated
left join {{ ref('stg_affiliation') }} as affiliation
    on
        dated.person_id = affiliation.person_id
        and {{ in_force('affiliation', 'dated.prediction_on') }}
