with

source as (

    {{ counted_records('membership') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        file_id,
        part,
        row_number,
        layout,
        member_kind,
        tool,
        tool_member_id,
        coalesce(level, 'unspecified') as level,
        group_name,
        status,
        joined_on,
        starts_on,
        ends_on,
        is_lifetime,
        is_complimentary,
        is_dependent,
        is_full_snapshot,
        snapshot_on,
        amount,
        currency
    from source

)

select * from renamed
