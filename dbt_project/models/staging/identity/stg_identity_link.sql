with

source as (

    select * from {{ source('identity', 'identity_links') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        record_kind,
        file_id,
        part,
        row_number,
        side,
        person_id,
        organisation_id,
        profile_id,
        match_rule,
        match_probability
    from source

)

select * from renamed
