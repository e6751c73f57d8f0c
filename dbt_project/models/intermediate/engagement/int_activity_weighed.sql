-- What each activity still adds to its type's sum at the end of its month: 2^(-age/half-life), up to the daily cap.
with

activity as (

    select
        *,
        row_number() over (
            partition by person_id, activity_type, occurred_on
            order by subject_id
        ) as place_in_day
    from {{ ref('int_activity_gathered') }}

),

weight as (

    select * from {{ ref('activity_weights') }}

),

dated as (

    select
        activity.*,
        weight.half_life_days,
        weight.daily_cap,
        {{ month_of('activity.occurred_on') }} as month_on,
        least({{ month_end(month_of('activity.occurred_on')) }}, {{ as_of_on() }}) as month_ends_on
    from activity
    inner join weight on activity.activity_type = weight.activity_type

)

select
    person_id,
    activity_type,
    occurred_on,
    subject_id,
    month_on,
    month_ends_on,
    half_life_days,
    case
        when place_in_day > daily_cap then cast(0 as decimal(18, 12))
        else cast({{ decayed('occurred_on', 'half_life_days', 'month_ends_on') }} as decimal(18, 12))
    end as weight_at_month_end
from dated
