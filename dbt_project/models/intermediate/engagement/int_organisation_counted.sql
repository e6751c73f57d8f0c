-- How deep each organisation is in: its people as of the release, and how many of them are engaged.
with

latest as (

    select max(month_on) as month_on from {{ ref('int_month_listed') }}

),

person as (

    select
        person_id,
        organisation_id,
        is_active
    from {{ ref('int_person_compared') }}
    where organisation_id is not null

),

member as (

    select placed.member_id
    from {{ ref('int_member_month_placed') }} as placed
    inner join latest on placed.month_on = latest.month_on
    where placed.is_member and placed.member_kind = 'person'
    group by placed.member_id

),

attended as (

    select person_id
    from {{ ref('int_attendance_resolved') }}
    where
        is_attended
        and event_on > {{ months_after(as_of_on(), -12) }}
        and event_on <= {{ as_of_on() }}
    group by person_id

)

select
    person.organisation_id,
    {{ counted('count(person.person_id)') }} as person_count,
    {{ count_if_true('person.is_active') }} as active_person_count,
    {{ counted('count(member.member_id)') }} as member_person_count,
    {{ counted('count(attended.person_id)') }} as attended_12m_count
from person
left join member on person.person_id = member.member_id
left join attended on person.person_id = attended.person_id
group by person.organisation_id
