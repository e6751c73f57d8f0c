with

source as (

    {{ counted_records('interaction') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        file_id,
        part,
        row_number,
        layout,
        interaction_kind,
        interaction_kind in ('connection', 'introduction', 'meeting', 'badge_scan', 'message') as is_direct,
        occurred_at,
        occurred_on,
        subject
    from source
    where occurred_on <= {{ as_of_on() }}

)

select * from renamed
