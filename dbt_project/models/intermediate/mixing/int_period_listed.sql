-- The periods that tables of mixing speak of: equally long, one after the other, the last of them ending at as_of.
with

step as (

    {{ dbt.generate_series(var('longest_history_months') // var('period_months') + 1) }}

),

period as (

    select
        cast(generated_number - 1 as integer) as period_number,
        {{ months_after(as_of_on(), '-' ~ var('period_months') ~ ' * cast(generated_number as integer)') }}
            as period_after_on,
        {{ months_after(as_of_on(), '-' ~ var('period_months') ~ ' * cast(generated_number - 1 as integer)') }}
            as period_ends_on
    from step

)

select
    period_number,
    period_after_on,
    period_ends_on
from period
where period_ends_on >= (select min(month_on) from {{ ref('int_month_listed') }})
