-- Every industry in every month since its first fact, without gaps, so that a change is against the month before.
with

fact as (

    select industry_id, min(month_on) as month_on from {{ ref('int_industry_people_counted') }}
    group by industry_id
    union all
    select industry_id, min(month_on) from {{ ref('int_industry_attendance_counted') }}
    group by industry_id
    union all
    select industry_id, min(month_on) from {{ ref('int_industry_ties_counted') }}
    group by industry_id
    union all
    select industry_id, min(month_on) from {{ ref('int_industry_outcomes_counted') }}
    group by industry_id
    union all
    select industry_id, min(month_on) from {{ ref('int_member_month_placed') }}
    group by industry_id

),

begun as (

    select
        industry_id,
        min(month_on) as month_on
    from fact
    group by industry_id

)

select
    begun.industry_id,
    month.month_on,
    month.ends_on,
    month.period_status
from begun
inner join {{ ref('int_month_listed') }} as month on begun.month_on <= month.month_on
