-- What each activity type contributes to a person's score at each month's end: w * min(cap, sum of what decays).
with

monthly as (

    select
        person_id,
        activity_type,
        month_ends_on,
        half_life_days,
        sum(weight_at_month_end) as decayed
    from {{ ref('int_activity_weighed') }}
    group by person_id, activity_type, month_ends_on, half_life_days

),

month as (

    select
        month_on,
        ends_on
    from {{ ref('int_month_listed') }}

),

carried as (

    select
        monthly.person_id,
        monthly.activity_type,
        month.month_on,
        -- Decimals add up to the same sum in any order; floats do not.
        sum(cast(
            monthly.decayed
            * {{ decayed('monthly.month_ends_on', 'monthly.half_life_days', 'month.ends_on') }}
            as decimal(28, 12)
        )) as decayed
    from monthly
    inner join month on monthly.month_ends_on <= month.ends_on
    group by monthly.person_id, monthly.activity_type, month.month_on

),

weight as (

    select * from {{ ref('activity_weights') }}

)

select
    carried.person_id,
    carried.activity_type,
    carried.month_on,
    cast(weight.weight * least(cast(weight.cap as double), cast(carried.decayed as double)) as decimal(18, 6))
        as contribution
from carried
inner join weight on carried.activity_type = weight.activity_type
