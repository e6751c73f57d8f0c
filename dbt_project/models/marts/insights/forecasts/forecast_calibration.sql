-- What the models said of rows they had not seen, by tenths of probability, beside what came about.
with

tested as (

    select
        *,
        cast(least(floor(model * 10) + 1, 10) as integer) as tenth
    from {{ ref('int_forecast_tested') }}

),

binned as (

    select
        forecast,
        tenth,
        count(distinct party_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        count(*) as tested_count,
        {{ count_if_true('outcome') }} as happened_count,
        cast({{ exact_sum('model') }} as double) / count(*) as predicted
    from tested
    group by forecast, tenth

)

select
    forecast,
    tenth,
    {{ as_of_on() }} as as_of_on,
    cast(people_count as bigint) as people_count,
    cast(organisation_count as bigint) as organisation_count,
    round(predicted, 6) as predicted_mean,
    {{ rate_columns('happened_rate', 'happened_count', 'tested_count') }}
from binned
