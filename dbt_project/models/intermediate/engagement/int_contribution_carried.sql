-- What all of a person's activities of a type add up to at the end of each month that had one, each decayed: they decay
-- alike, so that the sum needs no more than to be carried on until the next.
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

)

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
