with

source as (

    {{ counted_records('attendance') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        file_id,
        part,
        row_number,
        layout,
        {{ event_id('event_name', 'event_on') }} as event_id,
        tool,
        tool_event_id,
        event_name,
        event_on,
        event_starts_at,
        event_ends_at,
        event_timezone,
        event_topic,
        is_online,
        coalesce(is_timezone_assumed, false) as is_timezone_assumed,
        captures_check_in,
        status,
        role,
        ticket_id,
        ticket_type,
        registered_at,
        checked_in_at,
        joined_at,
        left_at,
        minutes,
        companion_count
    from source
    where {{ has_begun() }}

)

select * from renamed
