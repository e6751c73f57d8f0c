select
    event_id,
    event_name,
    event_on,
    starts_at,
    ends_at,
    timezone,
    is_timezone_assumed,
    format,
    topic_industry_id,
    topic_source,
    tools
from {{ ref('int_event_described') }}
