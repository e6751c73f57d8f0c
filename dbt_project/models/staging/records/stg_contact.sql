with

source as (

    {{ counted_records('contact') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        file_id,
        part,
        row_number,
        layout,
        list_name,
        seen_on
    from source

)

select * from renamed
