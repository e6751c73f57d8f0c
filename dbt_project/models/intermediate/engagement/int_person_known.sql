-- Every person who counts: since when they are known, and whether they can be contacted.
with

contact as (

    select
        record_id,
        'contact' as record_kind,
        seen_on
    from {{ ref('stg_contact') }}

),

upcoming as (

    select record_id from {{ ref('stg_attendance_upcoming') }}

),

seen as (

    select person_id, min(event_on) as day from {{ ref('int_attendance_evidenced') }}
    group by person_id
    union all
    select from_person_id, min(occurred_on) from {{ ref('int_interaction_linked') }}
    group by from_person_id
    union all
    select to_person_id, min(occurred_on) from {{ ref('int_interaction_linked') }}
    group by to_person_id
    union all
    select member_id, min(starts_on) from {{ ref('int_term_chained') }}
    where member_kind = 'person'
    group by member_id
    union all
    select person_id, min(coalesce(opened_on, occurred_on)) from {{ ref('int_outcome_linked') }}
    group by person_id
    union all
    select link.person_id, min(coalesce(contact.seen_on, cast(file.landed_at as date)))
    from {{ ref('stg_identity_link') }} as link
    inner join {{ ref('stg_source_file') }} as file on link.file_id = file.file_id
    left join contact on link.record_id = contact.record_id and link.record_kind = contact.record_kind
    left join upcoming on link.record_id = upcoming.record_id and link.record_kind = 'attendance'
    -- To be on the guest list of an evening to come is nothing yet.
    where upcoming.record_id is null
    group by link.person_id

),

first_seen as (

    select
        person_id,
        min(day) as known_since_on
    from seen
    group by person_id

)

select
    person.person_id,
    least(first_seen.known_since_on, {{ as_of_on() }}) as known_since_on,
    person.email is not null or person.phone is not null as is_contactable
from {{ ref('stg_resolved_person') }} as person
inner join first_seen on person.person_id = first_seen.person_id
where not person.is_excluded
