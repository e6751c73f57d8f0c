-- The guests' probabilities added up. Guests of one event do not err one by one: what the backtest shows of that widens
-- the interval, and where there was no backtest there is none.
with

event as (

    select
        event_id,
        count(*) as registered_count,
        cast({{ exact_sum('attendance_probability') }} as double) as expected_count,
        cast({{ exact_sum('attendance_probability * (1 - attendance_probability)') }} as double) as variance,
        cast({{ exact_sum('base_rate') }} as double) / count(*) as base_rate,
        min(base_rate_n) as base_rate_n,
        min(method) as method,
        min(reason) as reason
    from {{ ref('turnout_registrations') }}
    group by event_id

),

spread as (

    select case when dispersion is not null then greatest(dispersion, 1) end as dispersion
    from {{ ref('int_forecast_scored') }}
    where forecast = 'turnout' and fold = 'all'

),

bounded as (

    select
        event.*,
        1.959963984540054 * sqrt(event.variance * spread.dispersion) as margin
    from event
    cross join spread

)

select
    bounded.event_id,
    upcoming.event_name,
    upcoming.event_on,
    upcoming.starts_at,
    upcoming.timezone,
    upcoming.format,
    upcoming.topic_industry_id,
    {{ as_of_on() }} as as_of_on,
    cast(bounded.registered_count as bigint) as registered_count,
    round(bounded.expected_count, 1) as expected_attended_count,
    case when bounded.margin is not null then round(greatest(bounded.expected_count - bounded.margin, 0), 1) end
        as expected_attended_count_low,
    case
        when bounded.margin is not null
            then round(least(bounded.expected_count + bounded.margin, bounded.registered_count), 1)
    end as expected_attended_count_high,
    round(bounded.base_rate, 6) as base_rate,
    bounded.base_rate_n,
    bounded.method,
    bounded.reason
from bounded
inner join {{ ref('int_event_upcoming') }} as upcoming on bounded.event_id = upcoming.event_id
