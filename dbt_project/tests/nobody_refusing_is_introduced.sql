{#- People who said no to introductions, and stand on a path or in a suggestion all the same. -#}
with

named as (

    select from_person_id as person_id from {{ ref('warm_paths') }}
    union
    select via_person_id from {{ ref('warm_paths') }}
    union
    select to_person_id from {{ ref('warm_paths') }}
    union
    select person_id from {{ ref('suggested_introductions') }}
    union
    select suggested_person_id from {{ ref('suggested_introductions') }}
    union
    select introducer_person_id from {{ ref('suggested_introductions') }}

)

select named.person_id
from named
inner join {{ ref('people') }} as person on named.person_id = person.person_id
where person.refuses_introductions or person.is_excluded
