with

counted as (

    select
        industry_id,
        period_on,
        count(distinct person_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        {% for stage in ['requested', 'made', 'met', 'opportunity', 'outcome'] -%}
            {{ count_if_true('is_counted and is_' ~ stage) }} as {{ stage }}_count,
        {% endfor -%}
        {{ count_if_true('is_counted and is_request_mature') }} as mature_request_count,
        {{ count_if_true('is_counted and is_request_mature and is_made_in_time') }} as made_in_time_count,
        {% for stage in ['met', 'opportunity', 'outcome', 'known'] -%}
            {{ count_if_true('is_counted and is_mature and is_' ~ stage ~ '_in_time') }} as {{ stage }}_in_time_count,
        {% endfor -%}
        {{ count_if_true('is_counted and is_mature') }} as mature_count
    from {{ ref('int_introduction_placed') }}
    group by industry_id, period_on

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
    {{ counted('people_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count,
    requested_count,
    made_count,
    met_count,
    opportunity_count,
    outcome_count,
    {{ rate_columns('made_rate', 'made_in_time_count', 'mature_request_count') }},
    {{ rate_columns('met_rate', 'met_in_time_count', 'mature_count') }},
    {{ rate_columns('opportunity_rate', 'opportunity_in_time_count', 'mature_count') }},
    {{ rate_columns('outcome_rate', 'outcome_in_time_count', 'mature_count') }},
    {{ rate_columns('knowledge_rate', 'known_in_time_count', 'mature_count') }},
    {{ low_knowledge('known_in_time_count', 'mature_count') }} as is_low_knowledge,
    {{ rate_columns('coverage_share', 'known_industry_count', 'all_people_count') }}
from covered
left join {{ ref('industries') }} as industry on covered.industry_id = industry.industry_id
