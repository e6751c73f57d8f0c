-- One row per event that starts after as_of, as far as its exports and decisions describe it by now.
with

exported as (

    select
        event_id,
        min(event_name) as event_name,
        min(event_on) as event_on,
        min(event_starts_at) as starts_at,
        min(event_timezone) as timezone,
        min(event_topic) as topic,
        bool_or(is_online) as is_online_somewhere,
        bool_or(not is_online) as is_in_person_somewhere
    from {{ ref('stg_attendance_upcoming') }}
    group by event_id

)

select
    exported.event_id,
    exported.event_name,
    exported.event_on,
    coalesce(decided.starts_at, exported.starts_at) as starts_at,
    coalesce(decided.timezone, exported.timezone, '{{ var("timezone") }}') as timezone,
    coalesce(
        decided.format, {{ event_format('exported.is_online_somewhere', 'exported.is_in_person_somewhere') }}, 'unknown'
    ) as format,
    coalesce(industry.industry_id, label.industry_id, 'unknown') as topic_industry_id
from exported
left join {{ ref('stg_event_decision') }} as decided on exported.event_id = decided.event_id
left join {{ ref('industries') }} as industry on coalesce(decided.topic, exported.topic) = industry.industry_id
left join {{ ref('industry_labels') }} as label
    on {{ normalised('coalesce(decided.topic, exported.topic)') }} = label.label_normalised
