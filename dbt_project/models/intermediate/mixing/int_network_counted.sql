-- Ties of a period by industry, and of all industries together: how many stay within, and how many lead out.
with

tie_end as (

    select * from {{ ref('int_tie_end_placed') }}

),

of_all as (

    select tie_end.*, tie_end.industry_id as within_id from tie_end
    union all
    select tie_end.*, 'all' as within_id from tie_end

),

counted as (

    select
        period_number,
        within_id as industry_id,
        count(distinct person_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        count(*) as end_count,
        count(distinct tie_id) as tie_count,
        count(distinct case when are_both_known and industry_id = other_industry_id then tie_id end)
            as internal_tie_count,
        count(distinct case when are_both_known and industry_id <> other_industry_id then tie_id end)
            as external_tie_count
    from of_all
    group by period_number, within_id

),

industry as (

    select
        period_number,
        industry_id,
        cast(count(*) as double) / sum(count(*)) over (partition by period_number) as end_share,
        cast({{ count_if_true('industry_id = other_industry_id') }} as double)
        / sum(count(*)) over (partition by period_number) as internal_share
    from tie_end
    where are_both_known
    group by period_number, industry_id

),

-- Newman (2003): what ties have within industries, over what the industries' shares of ends give by chance.
assorted as (

    select
        period_number,
        cast({{ exact_sum('internal_share') }} as double) as internal_share,
        cast({{ exact_sum('end_share * end_share') }} as double) as chance_share,
        count(*) as industry_count
    from industry
    group by period_number

)

select
    counted.*,
    case
        when counted.industry_id = 'all' and assorted.industry_count > 1
            then round((assorted.internal_share - assorted.chance_share) / (1 - assorted.chance_share), 6)
    end as assortativity
from counted
left join assorted on counted.period_number = assorted.period_number
