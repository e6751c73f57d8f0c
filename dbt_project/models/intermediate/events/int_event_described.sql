-- One row per event: what its exports say of it, and what a person decided over that.
with

exported as (

    select
        event_id,
        min(event_name) as event_name,
        min(event_on) as event_on,
        min(event_starts_at) as starts_at,
        max(event_ends_at) as ends_at,
        min(event_timezone) as timezone,
        bool_and(is_timezone_assumed) as is_timezone_assumed,
        min(event_topic) as topic,
        {{ event_format('bool_or(is_online)', 'bool_or(not is_online)') }} as format,
        {{ joined_text('tool') }} as tools
    from {{ ref('stg_attendance') }}
    group by event_id

),

decided as (

    select * from {{ ref('stg_event_decision') }}

),

described as (

    select
        exported.event_id,
        exported.event_name,
        exported.event_on,
        coalesce(decided.starts_at, exported.starts_at) as starts_at,
        exported.ends_at,
        coalesce(decided.timezone, exported.timezone, '{{ var("timezone") }}') as timezone,
        decided.timezone is null
        and (exported.is_timezone_assumed or exported.timezone is null) as is_timezone_assumed,
        coalesce(decided.format, exported.format, 'unknown') as format,
        coalesce(decided.topic, exported.topic) as topic,
        case
            when decided.topic is not null then 'decision'
            when exported.topic is not null then 'export'
            else 'unknown'
        end as topic_source,
        exported.tools
    from exported
    left join decided on exported.event_id = decided.event_id

),

industry as (

    select industry_id from {{ ref('industries') }}

),

label as (

    select
        label_normalised,
        industry_id
    from {{ ref('industry_labels') }}

)

select
    described.event_id,
    described.event_name,
    described.event_on,
    described.starts_at,
    described.ends_at,
    described.timezone,
    described.is_timezone_assumed,
    described.format,
    coalesce(industry.industry_id, label.industry_id, 'unknown') as topic_industry_id,
    described.topic_source,
    described.tools
from described
left join industry on described.topic = industry.industry_id
left join label on {{ normalised('described.topic') }} = label.label_normalised
