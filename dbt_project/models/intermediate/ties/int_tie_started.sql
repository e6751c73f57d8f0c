-- One row per pair of people with a direct interaction: the day it began, and both industries on that day.
with

begun as (

    select
        left_person_id,
        right_person_id,
        min(occurred_on) as started_on
    from {{ ref('int_interaction_linked') }}
    where is_direct
    group by left_person_id, right_person_id

),

affiliation as (

    select * from {{ ref('stg_affiliation') }}

),

placed as (

    select
        {{ tie_id('begun') }} as tie_id,
        begun.left_person_id,
        begun.right_person_id,
        begun.started_on,
        left_side.organisation_id as left_organisation_id,
        right_side.organisation_id as right_organisation_id,
        coalesce(left_side.industry_id, 'unknown') as left_industry_id,
        coalesce(right_side.industry_id, 'unknown') as right_industry_id
    from begun
    left join affiliation as left_side
        on
            begun.left_person_id = left_side.person_id
            and {{ in_force('left_side', 'begun.started_on') }}
    left join affiliation as right_side
        on
            begun.right_person_id = right_side.person_id
            and {{ in_force('right_side', 'begun.started_on') }}

)

select
    tie_id,
    left_person_id,
    right_person_id,
    started_on,
    left_organisation_id,
    right_organisation_id,
    left_industry_id,
    right_industry_id,
    left_industry_id <> 'unknown' and right_industry_id <> 'unknown' as are_both_known,
    left_industry_id <> 'unknown'
    and right_industry_id <> 'unknown'
    and left_industry_id <> right_industry_id as is_cross_industry
from placed
