-- People of each industry, and of all, of whom it can be told whether they are a bridge, and those who are.
with

judged as (

    select
        industry_id,
        is_bridge
    from {{ ref('int_bridge_judged') }}
    where is_bridge is not null

),

of_all as (

    select * from judged
    union all
    select
        'all' as industry_id,
        is_bridge
    from judged

)

select
    industry_id,
    count(*) as bridge_judged_count,
    {{ count_if_true('is_bridge') }} as bridge_count
from of_all
group by industry_id
