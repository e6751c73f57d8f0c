-- What two people who attended an event did with each other in the days after it: one row per interaction and event.
-- Goes from interactions to events attended, never from people to people.
with

interaction as (

    select * from {{ ref('int_interaction_linked') }}
    where is_direct

),

tie as (

    select * from {{ ref('int_tie_started') }}

),

attendance as (

    select
        event_id,
        person_id,
        event_on,
        industry_id
    from {{ ref('int_attendance_resolved') }}
    where is_attended and not is_excluded

),

followed as (

    select
        attendance.event_id,
        attendance.event_on,
        attendance.industry_id as left_industry_id,
        interaction.record_id,
        interaction.interaction_kind,
        interaction.occurred_on,
        interaction.left_person_id,
        interaction.right_person_id
    from interaction
    inner join attendance
        on
            interaction.left_person_id = attendance.person_id
            and interaction.occurred_on >= attendance.event_on
            and interaction.occurred_on <= {{ days_after('attendance.event_on', var('follow_up_days')) }}

)

select
    followed.event_id,
    followed.record_id,
    -- Both sides may have exported the same: a pair's day counts once per kind.
    {{ hashed(
        'u', "tie.tie_id || '|' || followed.interaction_kind || '|' || cast(followed.occurred_on as "
        ~ dbt.type_string() ~ ")"
    ) }} as follow_up_id,
    tie.tie_id,
    tie.started_on = followed.occurred_on as is_new_tie,
    followed.left_industry_id,
    attendance.industry_id as right_industry_id,
    followed.left_industry_id <> 'unknown' and attendance.industry_id <> 'unknown' as are_both_known,
    followed.left_industry_id <> 'unknown'
    and attendance.industry_id <> 'unknown'
    and followed.left_industry_id <> attendance.industry_id as is_cross_industry
from followed
inner join attendance
    on followed.event_id = attendance.event_id and followed.right_person_id = attendance.person_id
inner join tie
    on followed.left_person_id = tie.left_person_id and followed.right_person_id = tie.right_person_id
