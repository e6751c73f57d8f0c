-- One row per registration that is still to be seen or is learnt from: all that a forecast of turn-out may know of it,
-- and whether the guest came. What was known of earlier ones on its day is in its features.
with

registration as (

    select
        looked.*,
        rated.earlier_registration_count,
        rated.person_show_difference,
        rated.industry_show_difference,
        rated.format_show_difference
    from {{ ref('int_registration_looked') }} as looked
    inner join {{ ref('int_registration_rated') }} as rated on looked.registration_id = rated.registration_id

),

member as (

    select distinct registration.registration_id
    from registration
    inner join {{ ref('int_membership_shown') }} as shown on registration.person_id = shown.member_id
    where
        shown.seen_on < registration.prediction_on
        and shown.starts_on <= registration.prediction_on
        and shown.until_on >= registration.prediction_on

),

listed as (

    select min(seen_on) as since_on from {{ ref('int_membership_shown') }}

)

select
    registration.registration_id as subject_id,
    registration.person_id as party_id,
    registration.event_id as group_id,
    registration.organisation_id,
    registration.industry_id,
    registration.event_on,
    registration.prediction_on,
    registration.event_on as known_on,
    registration.format as stratum,
    registration.is_attended as outcome,
    cast({{ days_between('registration.registered_on', 'registration.event_on') }} as double) as days_ahead,
    case
        when member.registration_id is not null then 1.0
        when listed.since_on < registration.prediction_on then 0.0
    end as is_member,
    case
        when registration.industry_id <> 'unknown' and registration.topic_industry_id = registration.industry_id
            then 1.0
        else 0.0
    end as is_own_topic,
    registration.earlier_registration_count,
    registration.person_show_difference,
    registration.industry_show_difference,
    registration.format_show_difference
from registration
cross join listed
left join member on registration.registration_id = member.registration_id
