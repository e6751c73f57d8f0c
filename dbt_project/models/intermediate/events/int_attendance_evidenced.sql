-- One row per event and person: what all tools together say, the strongest evidence winning.
with

records as (

    select * from {{ ref('int_attendance_linked') }}
    where person_id is not null

),

presence as (

    select * from {{ ref('int_presence_merged') }}

),

status_meaning as (

    select * from {{ ref('attendance_statuses') }}

),

role_meaning as (

    select * from {{ ref('event_roles') }}

),

weighed as (

    select
        records.*,
        presence.minutes as minutes_present,
        role_meaning.role_order,
        -- Somebody known to have looked in for less than the minimum did not attend; a place that they had, they had.
        case
            when
                records.is_join_log
                and records.status = 'attended'
                and presence.minutes < {{ var('online_minutes') }}
                and not presence.is_open
                then case when records.is_registration then registered.strength else 0 end
            else status_meaning.strength
        end as strength
    from records
    inner join status_meaning on records.status = status_meaning.status
    inner join role_meaning on records.role = role_meaning.role
    inner join status_meaning as registered on registered.status = 'registered'
    left join presence
        on records.event_id = presence.event_id and records.person_id = presence.person_id

),

merged as (

    select
        event_id,
        person_id,
        max(strength) as strength,
        min(role_order) as role_order,
        bool_or(is_registration) as is_registered,
        bool_or(status = 'cancelled') as is_called_off,
        min(registered_at) as registered_at,
        min(checked_in_at) as checked_in_at,
        max(ticket_type) as ticket_type,
        max(companion_count) as companion_count,
        max(minutes_present) as minutes,
        min(event_on) as event_on,
        count(*) as record_count
    from weighed
    group by event_id, person_id

)

select
    merged.event_id,
    merged.person_id,
    merged.event_on,
    status_meaning.status,
    role_meaning.role,
    role_meaning.is_guest,
    status_meaning.status = 'attended' as is_attended,
    merged.is_registered,
    -- Whether they came must not decide: who called off is not expected, and came, if so, all the same.
    merged.is_registered and not merged.is_called_off and status_meaning.is_confirmed as is_confirmed,
    merged.registered_at,
    merged.checked_in_at,
    merged.ticket_type,
    merged.companion_count,
    merged.minutes,
    merged.record_count
from merged
inner join status_meaning on merged.strength = status_meaning.strength
inner join role_meaning on merged.role_order = role_meaning.role_order
