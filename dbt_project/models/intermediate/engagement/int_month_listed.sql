-- The months that tables by month speak of: from the first fact, no longer ago than the history kept, to as_of.
with

fact_day as (

    select min(event_on) as day from {{ ref('int_attendance_evidenced') }}
    union all
    select min(occurred_on) as day from {{ ref('int_interaction_linked') }}
    union all
    select min(starts_on) as day from {{ ref('int_term_chained') }}
    union all
    select min(occurred_on) as day from {{ ref('int_outcome_linked') }}

),

first_month as (

    select
        greatest(
            coalesce({{ month_of('min(day)') }}, {{ month_of(as_of_on()) }}),
            {{ month_of(months_after(as_of_on(), -1 * var('longest_history_months'))) }}
        ) as month_on
    from fact_day

),

step as (

    {{ dbt.generate_series(var('longest_history_months') + 1) }}

),

month as (

    select {{ months_after('first_month.month_on', 'cast(step.generated_number - 1 as integer)') }} as month_on
    from first_month
    cross join step

)

select
    month_on,
    -- The month that as_of lies in ends, for now, at as_of.
    least({{ month_end('month_on') }}, {{ as_of_on() }}) as ends_on,
    {{ period_status(month_end('month_on')) }} as period_status
from month
where month_on <= {{ as_of_on() }}
