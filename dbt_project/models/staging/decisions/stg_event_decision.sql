-- Several lines may speak of one event (one per file): the last in alphabet wins, so that order is of no account.
with

source as (

    select * from {{ source('decisions', 'events') }}

)

select
    {{ event_id('event_name', 'event_on') }} as event_id,
    max(topic) as topic,
    max(format) as format,
    max(starts_at) as starts_at,
    max(timezone) as timezone
from source
where event_name is not null and event_on is not null
group by {{ event_id('event_name', 'event_on') }}
