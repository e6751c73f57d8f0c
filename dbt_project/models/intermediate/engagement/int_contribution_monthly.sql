-- What each activity type contributes to a person's score at each month's end: w * min(cap, sum of what decays).
-- All of a type's activities decay alike, so what they add up to is carried from the last month that had one.
with

monthly as (

    select
        person_id,
        activity_type,
        month_on,
        month_ends_on,
        half_life_days,
        -- Decimals add up to the same sum in any order; floats do not.
        cast(sum(weight_at_month_end) as double) as decayed
    from {{ ref('int_activity_weighed') }}
    group by person_id, activity_type, month_on, month_ends_on, half_life_days

),

counted as (

    select
        *,
        {{ days_between(
            'min(month_ends_on) over (partition by person_id, activity_type)', 'month_ends_on'
        ) }} / cast(half_life_days as double) as half_lives
    from monthly

),

summed as (

    select
        person_id,
        activity_type,
        month_on,
        month_ends_on,
        half_life_days,
        sum(decayed * power(2.0, half_lives)) over (
            partition by person_id, activity_type
            order by month_on
            rows between unbounded preceding and current row
        ) * power(0.5, half_lives) as decayed,
        lead(month_on, 1, {{ far_future() }}) over (
            partition by person_id, activity_type
            order by month_on
        ) as next_month_on
    from counted

),

weight as (

    select * from {{ ref('activity_weights') }}

)

select
    summed.person_id,
    summed.activity_type,
    month.month_on,
    cast(weight.weight * least(
        cast(weight.cap as double),
        summed.decayed
        * {{ decayed('summed.month_ends_on', 'summed.half_life_days', 'month.ends_on') }}
    ) as decimal(18, 6)) as contribution
from summed
inner join {{ ref('int_month_listed') }} as month
    on summed.month_on <= month.month_on and summed.next_month_on > month.month_on
inner join weight on summed.activity_type = weight.activity_type
