-- Facts about the whole that a reader should know before quoting a number; counts and shares only.
with

people as (

    select
        cast(count(case when is_excluded then 1 end) as double) as excluded_count,
        cast(count(*) as double) as people_count
    from {{ ref('stg_resolved_person') }}

),

coverage as (

    select {{ rate("count(case when industry_id <> 'unknown' then 1 end)", 'count(*)') }} as known_share
    from {{ ref('int_person_compared') }}

),

event as (

    select
        cast(count(case when is_timezone_assumed then 1 end) as double) as assumed_count,
        cast(count(case when topic_industry_id = 'unknown' then 1 end) as double) as unknown_topic_count
    from {{ ref('int_event_described') }}

),

captured as (

    select cast(count(case when not is_attendance_captured then 1 end) as double) as not_captured_count
    from {{ ref('int_event_captured') }}

),

candidate as (

    select cast(count(*) as double) as candidate_count from {{ ref('stg_identity_candidate') }}

),

stale as (

    select cast(count(*) as double) as stale_count from {{ ref('stg_stale_decision') }}

)

select
    'people' as subject, 'excluded_people_count' as check_name, true as is_passed,
    excluded_count as observed, 'left out of every number by a decision' as expected
from people
union all
select 'people', 'industry_coverage_share', coalesce(known_share >= 0.5, true), known_share, 'at least half known'
from coverage
union all
select 'people', 'identity_candidate_count', true, candidate_count, 'pairs left for a person to judge'
from candidate
union all
select 'decisions', 'stale_decision_count', stale_count = 0, stale_count, 'every decision points at what is known'
from stale
union all
select 'events', 'timezone_assumed_count', assumed_count = 0, assumed_count, 'every event states its time zone'
from event
union all
select 'events', 'topic_unknown_count', unknown_topic_count = 0, unknown_topic_count, 'every topic is a known industry'
from event
union all
select 'events', 'attendance_not_captured_count', not_captured_count = 0, not_captured_count, 'attendance was taken'
from captured
