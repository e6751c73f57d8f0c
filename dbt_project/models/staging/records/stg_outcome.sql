with

source as (

    {{ counted_records('outcome') }}

),

renamed as (

    select
        {{ record_id('source') }} as record_id,
        file_id,
        part,
        row_number,
        layout,
        tool,
        tool_outcome_id,
        outcome_name,
        outcome_kind,
        stage,
        opened_on,
        occurred_on,
        value,
        coalesce(currency, '{{ var("currency") }}') as currency,
        channel,
        is_self_reported
    from source
    where coalesce(occurred_on, opened_on) is null or coalesce(occurred_on, opened_on) <= {{ as_of_on() }}

)

select * from renamed
