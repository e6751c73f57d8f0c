-- One row per pair of people with a direct interaction: the day it began, and both industries on that day.
with

begun as (

    select
        left_person_id,
        right_person_id,
        min(occurred_on) as started_on
    from {{ ref('int_tie_touched') }}
    group by left_person_id, right_person_id

),

placed as (

    {{ with_industries('begun', 'started_on') }}

)

select
    {{ tie_id('placed') }} as tie_id,
    left_person_id,
    right_person_id,
    started_on,
    left_organisation_id,
    right_organisation_id,
    left_industry_id,
    right_industry_id,
    {{ are_both_known() }} as are_both_known,
    {{ is_cross_industry() }} as is_cross_industry
from placed
