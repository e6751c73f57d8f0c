with

attendance as (

    select
        resolved.*,
        event.is_attendance_captured,
        event.has_registrations
    from {{ ref('int_attendance_resolved') }} as resolved
    inner join {{ ref('int_event_captured') }} as event on resolved.event_id = event.event_id
    where not resolved.is_excluded

),

measured as (

    select
        event_id,
        industry_id,
        event_on,
        {{ attendance_measures() }}
    from attendance
    group by event_id, industry_id, event_on

),

covered as (

    select
        *,
        sum(case when industry_id <> 'unknown' then people_count else 0 end) over (partition by event_id)
            as known_industry_count,
        sum(people_count) over (partition by event_id) as all_people_count
    from measured

),

-- A follow-up counts for the industries at both its ends, once where they are the same.
tie_end as (

    select
        event_id,
        left_industry_id as industry_id,
        follow_up_id,
        tie_id,
        is_new_tie,
        are_both_known,
        is_cross_industry
    from {{ ref('int_event_followed_up') }}
    union
    select event_id, right_industry_id, follow_up_id, tie_id, is_new_tie, are_both_known, is_cross_industry
    from {{ ref('int_event_followed_up') }}

),

followed as (

    select
        event_id,
        industry_id,
        count(distinct follow_up_id) as follow_up_count,
        count(distinct case when is_new_tie then tie_id end) as new_tie_count,
        count(distinct case when is_new_tie and are_both_known then tie_id end) as known_tie_count,
        count(distinct case when is_new_tie and is_cross_industry then tie_id end) as cross_industry_tie_count
    from tie_end
    group by event_id, industry_id

)

select
    covered.event_id,
    covered.industry_id,
    industry.sector_id,
    covered.event_on,
    {{ period_status('covered.event_on') }} as period_status,
    {{ counted('covered.people_count') }} as people_count,
    {{ counted('covered.organisation_count') }} as organisation_count,
    {{ attendance_columns() }},
    {{ follow_up_columns('covered.event_on') }},
    {{ rate_columns('coverage_share', 'covered.known_industry_count', 'covered.all_people_count') }}
from covered
inner join {{ ref('industries') }} as industry on covered.industry_id = industry.industry_id
left join followed on covered.event_id = followed.event_id and covered.industry_id = followed.industry_id
