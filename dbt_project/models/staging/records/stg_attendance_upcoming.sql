-- What has landed of events that start after as_of: nothing of it counts, and a forecast of turn-out is about it.
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
where coalesce(event_starts_at, cast(event_on as {{ dbt.type_timestamp() }})) > {{ as_of() }}
