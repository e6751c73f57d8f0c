-- Since when registrations of known outcome are learnt from: the newest, a day whole or not at all.
with

told as (

    select
        prediction_on,
        count(*) as outcome_count
    from {{ ref('int_registration_looked') }}
    where is_attended is not null
    group by prediction_on

),

running as (

    select
        prediction_on,
        sum(outcome_count) over (order by prediction_on desc) as outcome_count
    from told

)

select
    coalesce(
        max(case when outcome_count > {{ var('forecast_most_outcomes') }} then prediction_on end), {{ far_past() }}
    ) as learnt_after_on
from running
