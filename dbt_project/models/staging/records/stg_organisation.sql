with

source as (

    {{ counted_records('organisation') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        file_id,
        part,
        row_number,
        layout,
        parent_name,
        city,
        country,
        employee_count
    from source

)

select * from renamed
