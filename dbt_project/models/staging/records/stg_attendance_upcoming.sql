-- What has landed of events that start after as_of, or on a later day where they are: nothing of it counts, and a
-- forecast of turn-out is about it.
with

source as (

    {{ counted_records('attendance') }}

)

select
    {{ record_id('source') }} as record_id,
    file_id,
    {{ event_id('event_name', 'event_on') }} as event_id,
    tool,
    event_name,
    event_on,
    event_starts_at,
    event_timezone,
    event_topic,
    is_online,
    status,
    role,
    registered_at
from source
where not ({{ has_begun() }})
