-- What may lead to an outcome, one row per person and touch: introductions, meetings, exchanges, events attended.
-- A message is none: most are never answered.
with

interaction as (

    select
        record_id,
        left_person_id,
        right_person_id,
        occurred_on,
        case
            when interaction_kind in ('introduction', 'meeting') then interaction_kind
            when interaction_kind in ('connection', 'badge_scan') then 'exchange'
        end as touch_kind
    from {{ ref('int_interaction_linked') }}

),

gathered as (

    select left_person_id as person_id, right_person_id as other_person_id, touch_kind, occurred_on, record_id
    from interaction
    where touch_kind is not null
    union all
    select right_person_id, left_person_id, touch_kind, occurred_on, record_id
    from interaction
    where touch_kind is not null

)

select
    person_id,
    other_person_id,
    touch_kind,
    case touch_kind when 'introduction' then 1 when 'meeting' then 2 else 3 end as touch_rank,
    occurred_on as touched_on,
    record_id,
    cast(null as {{ dbt.type_string() }}) as event_id
from gathered

union all

select
    person_id,
    cast(null as {{ dbt.type_string() }}) as other_person_id,
    'event' as touch_kind,
    4 as touch_rank,
    event_on as touched_on,
    cast(null as {{ dbt.type_string() }}) as record_id,
    event_id
from {{ ref('int_attendance_resolved') }}
where is_attended and not is_excluded
