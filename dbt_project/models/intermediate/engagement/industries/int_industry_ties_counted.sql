-- Ties that began in the month, once for each industry at their ends.
with

tie as (

    select distinct
        tie_id,
        industry_id,
        {{ month_of('started_on') }} as month_on,
        are_both_known,
        is_cross_industry
    from {{ ref('int_tie_end_listed') }}

)

select
    industry_id,
    month_on,
    count(*) as new_tie_count,
    {{ count_if_true('are_both_known') }} as known_tie_count,
    {{ count_if_true('is_cross_industry') }} as cross_industry_tie_count
from tie
group by industry_id, month_on
