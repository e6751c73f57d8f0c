-- What each member had done by the day their term is looked at; an organisation's is that of its people of the day.
with

look as (

    select * from {{ ref('int_renewal_looked') }}

),

activity as (

    select
        person_id,
        activity_type,
        occurred_on,
        subject_id
    from {{ ref('int_activity_gathered') }}
    where activity_type <> 'membership_started'
    union all
    select
        person_id,
        'no_show',
        event_on,
        event_id
    from {{ ref('int_attendance_resolved') }}
    where is_no_show and not is_excluded

),

members_activity as (

    select
        'person' as member_kind,
        person_id as member_id,
        activity_type,
        occurred_on,
        subject_id,
        occurred_on as known_on
    from activity
    union all
    select
        'organisation',
        affiliation.organisation_id,
        activity.activity_type,
        activity.occurred_on,
        activity.subject_id,
        -- What they did is their employer's only once something shows whom they work for.
        greatest(activity.occurred_on, min(affiliation.shown_from_on))
    from activity
    inner join {{ ref('stg_affiliation') }} as affiliation
        on
            activity.person_id = affiliation.person_id
            and {{ in_force('affiliation', 'activity.occurred_on') }}
    where affiliation.organisation_id is not null and affiliation.shown_from_on is not null
    group by affiliation.organisation_id, activity.activity_type, activity.occurred_on, activity.subject_id

),

recent as (

    select
        look.term_id,
        activity.activity_type,
        activity.occurred_on,
        activity.occurred_on >= {{ months_after('look.prediction_on', -12) }} as is_of_last_year
    from look
    inner join members_activity as activity
        on
            look.member_id = activity.member_id
            and look.member_kind = activity.member_kind
            and look.prediction_on > activity.known_on

)

select
    term_id,
    {{ count_if_true("is_of_last_year and activity_type in ('attended', 'contributed')") }} as attended_count,
    {{ count_if_true("is_of_last_year and activity_type = 'no_show'") }} as no_show_count,
    {{ count_if_true("is_of_last_year and activity_type not in ('attended', 'contributed', 'no_show')") }}
        as contact_count,
    max(case when activity_type <> 'no_show' then occurred_on end) as last_active_on
from recent
group by term_id
