-- Everything that counts as engagement, one row per person and activity. Registering is not among it.
with

attendance as (

    select
        person_id,
        case when role = 'attendee' then 'attended' else 'contributed' end as activity_type,
        event_on as occurred_on,
        event_id as subject_id
    from {{ ref('int_attendance_resolved') }}
    where is_attended and not is_excluded

),

-- Both sides may have exported the same contact: a pair's day counts once per kind.
interaction as (

    select distinct
        left_person_id,
        right_person_id,
        case when interaction_kind = 'badge_scan' then 'connection' else interaction_kind end as activity_type,
        occurred_on
    from {{ ref('int_interaction_linked') }}
    where is_direct

),

term as (

    select
        member_id as person_id,
        'membership_started' as activity_type,
        -- Who stands in the first list of all joined when it says, and where it does not, nobody knows when.
        case when term_number > 1 or is_start_stated then starts_on else joined_on end as occurred_on,
        term_id as subject_id
    from {{ ref('int_term_chained') }}
    -- A list's next snapshot is no act of its member; standing in it for the first time, or again, is.
    where member_kind = 'person' and (term_number = 1 or is_reinstated or not is_listed)

),

outcome as (

    select
        person_id,
        'outcome_won' as activity_type,
        occurred_on,
        outcome_id as subject_id
    from {{ ref('int_outcome_latest') }}
    where stage = 'won' and person_id is not null and occurred_on is not null

),

gathered as (

    select person_id, activity_type, occurred_on, subject_id from attendance
    union all
    select left_person_id, activity_type, occurred_on, right_person_id from interaction
    union all
    select right_person_id, activity_type, occurred_on, left_person_id from interaction
    union all
    select person_id, activity_type, occurred_on, subject_id from term
    union all
    select person_id, activity_type, occurred_on, subject_id from outcome

)

select distinct
    person_id,
    activity_type,
    occurred_on,
    subject_id
from gathered
where occurred_on <= {{ as_of_on() }}
