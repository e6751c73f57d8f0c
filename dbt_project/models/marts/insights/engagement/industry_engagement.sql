with

person as (

    select * from {{ ref('int_person_compared') }}

),

attendance as (

    select
        attendance.industry_id,
        {{ count_if_true('attendance.event_on > ' ~ months_after(as_of_on(), -1 * var('period_months'))) }}
            as attendance_count,
        {{ count_if_true(
            'attendance.event_on <= ' ~ months_after(as_of_on(), -1 * var('period_months'))
            ~ ' and attendance.event_on > ' ~ months_after(as_of_on(), -2 * var('period_months'))
        ) }} as prior_attendance_count
    from {{ ref('int_attendance_resolved') }} as attendance
    inner join {{ ref('int_event_captured') }} as event on attendance.event_id = event.event_id
    where attendance.is_attended and not attendance.is_excluded and event.is_attendance_captured
    group by attendance.industry_id

),

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
    from person
    group by industry_id

),

covered as (

    select
        *,
        sum(case when industry_id <> 'unknown' then people_count else 0 end) over () as known_industry_count,
        sum(people_count) over () as all_people_count
    from counted

)

select
    covered.industry_id,
    industry.industry_name,
    industry.sector_id,
    {{ as_of_on() }} as as_of_on,
    {{ months_after(as_of_on(), -1 * var('period_months')) }} as period_after_on,
    {{ counted('people_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count,
    {{ counted('people_active_count') }} as people_active_count,
    cast(people_active_count - prior_people_active_count as bigint) as people_active_change,
    {{ rate_columns('engaged_share', 'people_contactable_active_count', 'people_contactable_count') }},
    {{ counted('attendance_count') }} as attendance_count,
    cast(coalesce(attendance_count, 0) - coalesce(prior_attendance_count, 0) as bigint) as attendance_change,
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
inner join {{ ref('industries') }} as industry on covered.industry_id = industry.industry_id
left join attendance on covered.industry_id = attendance.industry_id
