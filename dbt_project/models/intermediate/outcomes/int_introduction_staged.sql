-- Introductions of two people: when asked for, made, and followed by a meeting. A request belongs to the pair's
-- next introduction, a meeting to the last one before it.
with

-- Both sides may have noted the same step: a pair's day counts once per kind.
step as (

    select distinct
        left_person_id,
        right_person_id,
        interaction_kind,
        occurred_on,
        case interaction_kind when 'introduction_request' then 1 when 'introduction' then 2 else 3 end as step_rank
    from {{ ref('int_interaction_linked') }}
    where interaction_kind in ('introduction_request', 'introduction', 'meeting')

),

numbered as (

    select
        *,
        cast(
            sum(case when interaction_kind = 'introduction' then 1 else 0 end) over (
                partition by left_person_id, right_person_id
                order by occurred_on, step_rank
                rows between unbounded preceding and current row
            ) + case when interaction_kind = 'introduction_request' then 1 else 0 end
            as {{ dbt.type_string() }}
        ) as introduction_number
    from step

)

select
    {{ hashed('i', "left_person_id || '|' || right_person_id || '|' || introduction_number") }} as introduction_id,
    left_person_id,
    right_person_id,
    min(case when interaction_kind = 'introduction_request' then occurred_on end) as requested_on,
    min(case when interaction_kind = 'introduction' then occurred_on end) as made_on,
    min(case when interaction_kind = 'meeting' then occurred_on end) as met_on
from numbered
-- Whoever met before the first introduction did not meet because of it.
where introduction_number <> '0'
group by left_person_id, right_person_id, introduction_number
