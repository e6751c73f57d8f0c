with

attendance as (

    select
        resolved.*,
        event.is_attendance_captured,
        event.has_registrations
    from {{ ref('int_attendance_resolved') }} as resolved
    inner join {{ ref('int_event_captured') }} as event on resolved.event_id = event.event_id

),

measured as (

    select
        event_id,
        {{ count_if_true("industry_id <> 'unknown'") }} as known_industry_count,
        {{ counted('sum(companion_count)') }} as companion_count,
        round(cast({{ median('minutes') }} as double), 2) as minutes_median,
        {{ attendance_measures() }}
    from attendance
    where not is_excluded
    group by event_id

),

left_out as (

    select
        event_id,
        count(*) as excluded_people_count
    from attendance
    where is_excluded
    group by event_id

),

followed as (

    select
        event_id,
        count(distinct follow_up_id) as follow_up_count,
        count(distinct case when is_new_tie then tie_id end) as new_tie_count,
        count(distinct case when is_new_tie and are_both_known then tie_id end) as known_tie_count,
        count(distinct case when is_new_tie and is_cross_industry then tie_id end) as cross_industry_tie_count
    from {{ ref('int_event_followed_up') }}
    group by event_id

)

select
    event.event_id,
    event.event_name,
    event.event_on,
    event.format,
    event.topic_industry_id,
    {{ period_status('event.event_on') }} as period_status,
    {{ counted('measured.people_count') }} as people_count,
    {{ counted('measured.organisation_count') }} as organisation_count,
    {{ counted('left_out.excluded_people_count') }} as excluded_people_count,
    {{ attendance_columns() }},
    {{ counted('measured.companion_count') }} as companion_count,
    measured.minutes_median,
    {{ follow_up_columns('event.event_on') }},
    {{ rate_columns('coverage_share', 'measured.known_industry_count', 'measured.people_count') }}
from measured
inner join {{ ref('int_event_described') }} as event on measured.event_id = event.event_id
left join left_out on measured.event_id = left_out.event_id
left join followed on measured.event_id = followed.event_id
