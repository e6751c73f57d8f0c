with

counted as (

    select
        industry_id,
        period_on,
        outcome_kind,
        attributed_channel,
        currency,
        count(distinct contact_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        {{ count_if_true('is_counted_won') }} as won_outcome_count,
        sum(value) as outcome_value,
        {{ rate('max(contributor_value)', 'sum(value)') }} as outcome_value_largest_share,
        {{ count_if_true('is_counted_won and is_self_reported') }} as self_reported_count,
        round(cast({{ median('touch_days') }} as double), 1) as touch_days_median,
        {{ count_if_true('not is_counted_won') }} as opened_count,
        {{ count_if_true("not is_counted_won and stage in ('won', 'lost')") }} as known_count,
        {{ count_if_true("not is_counted_won and stage = 'won'") }} as converted_count
    from {{ ref('int_outcome_placed') }}
    group by industry_id, period_on, outcome_kind, attributed_channel, currency

),

covered as (

    select
        *,
        {{ coverage_counts() }}
    from counted

)

select
    covered.industry_id,
    coalesce(industry.industry_name, 'All industries') as industry_name,
    industry.sector_id,
    covered.period_on,
    {{ period_status(year_end('covered.period_on')) }} as period_status,
    covered.outcome_kind,
    covered.attributed_channel,
    covered.currency,
    {{ counted('people_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count,
    {{ counted('won_outcome_count') }} as won_outcome_count,
    cast(outcome_value as decimal(18, 2)) as outcome_value,
    outcome_value_largest_share,
    {{ rate_columns('self_reported_share', 'self_reported_count', 'won_outcome_count') }},
    touch_days_median,
    {{ rate_columns('won_rate', 'converted_count', 'known_count') }},
    {{ rate_columns('knowledge_rate', 'known_count', 'opened_count') }},
    {{ low_knowledge('known_count', 'opened_count') }} as is_low_knowledge,
    {{ rate_columns('coverage_share', 'known_industry_count', 'all_people_count') }}
from covered
left join {{ ref('industries') }} as industry on covered.industry_id = industry.industry_id
