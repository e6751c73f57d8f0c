with

counted as (

    select
        industry_id,
        count(*) as people_count,
        count(distinct organisation_id) as organisation_count,
        {{ count_if_true('is_active') }} as people_active_count,
        {{ count_if_true('was_active') }} as prior_people_active_count,
        {{ count_if_true('is_contactable') }} as people_contactable_count,
        {{ count_if_true('is_contactable and is_active') }} as people_contactable_active_count,
        round(cast(sum(score) as double) / count(*), 6) as engagement_mean,
        round(cast({{ median('score') }} as double), 6) as engagement_median,
        round(cast(sum(prior_score) as double) / nullif(count(prior_score), 0), 6) as prior_engagement_mean,
        {% for band in ['high', 'moderate', 'low', 'dormant', 'new'] -%}
            {{ count_if_true("band = '" ~ band ~ "'") }} as band_{{ band }}_count,
        {% endfor -%}
        {{ count_if_true("band_movement = 'up'") }} as moved_up_count,
        {{ count_if_true("band_movement = 'down'") }} as moved_down_count,
        {{ count_if_true("band_movement = 'same'") }} as unmoved_count
    from {{ ref('int_person_compared') }}
    group by industry_id

),

-- Whoever attended may be in another industry by now, and nobody left in the one that they were in.
covered as (

    select
        industry.industry_id,
        industry.industry_name,
        industry.sector_id,
        coalesce(attendance.attendance_count, 0) as attendance_count,
        coalesce(attendance.prior_attendance_count, 0) as prior_attendance_count,
        {% for count in [
            'people_count', 'organisation_count', 'people_active_count', 'prior_people_active_count',
            'people_contactable_count', 'people_contactable_active_count', 'band_high_count', 'band_moderate_count',
            'band_low_count', 'band_dormant_count', 'band_new_count', 'moved_up_count', 'moved_down_count',
            'unmoved_count'
        ] -%}
            {{ counted('counted.' ~ count) }} as {{ count }},
        {% endfor -%}
        counted.engagement_mean,
        counted.engagement_median,
        counted.prior_engagement_mean,
        sum(case when industry.industry_id <> 'unknown' then coalesce(counted.people_count, 0) else 0 end) over ()
            as known_industry_count,
        sum(coalesce(counted.people_count, 0)) over () as all_people_count
    from {{ ref('industries') }} as industry
    left join counted on industry.industry_id = counted.industry_id
    left join {{ ref('int_industry_attendance_compared') }} as attendance
        on industry.industry_id = attendance.industry_id
    where counted.industry_id is not null or attendance.attendance_count > 0

)

select
    industry_id,
    industry_name,
    sector_id,
    {{ as_of_on() }} as as_of_on,
    {{ months_after(as_of_on(), -1 * var('period_months')) }} as period_after_on,
    people_count,
    organisation_count,
    people_active_count,
    cast(people_active_count - prior_people_active_count as bigint) as people_active_change,
    {{ rate_columns('engaged_share', 'people_contactable_active_count', 'people_contactable_count') }},
    cast(attendance_count as bigint) as attendance_count,
    cast(attendance_count - prior_attendance_count as bigint) as attendance_change,
    engagement_mean,
    engagement_median,
    round(engagement_mean - prior_engagement_mean, 6) as engagement_mean_change,
    band_high_count,
    band_moderate_count,
    band_low_count,
    band_dormant_count,
    band_new_count,
    moved_up_count,
    moved_down_count,
    unmoved_count,
    {{ rate_columns('coverage_share', 'known_industry_count', 'all_people_count') }}
from covered
