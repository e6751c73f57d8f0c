-- One row per pair and period in which they dealt with each other directly: both industries on the first such day,
-- and whether they also attended the same event in the period, of whatever size.
with

dealt as (

    select
        touched.left_person_id,
        touched.right_person_id,
        period.period_number,
        min(touched.occurred_on) as dealt_on
    from {{ ref('int_tie_touched') }} as touched
    inner join {{ ref('int_period_listed') }} as period
        on touched.occurred_on > period.period_after_on and touched.occurred_on <= period.period_ends_on
    group by touched.left_person_id, touched.right_person_id, period.period_number

),

attended as (

    select
        event_id,
        person_id,
        period_number
    from {{ ref('int_event_gathered') }}

),

shared as (

    select distinct
        dealt.left_person_id,
        dealt.right_person_id,
        dealt.period_number
    from dealt
    inner join attended as here
        on dealt.left_person_id = here.person_id and dealt.period_number = here.period_number
    inner join attended as there
        on dealt.right_person_id = there.person_id and here.event_id = there.event_id

),

placed as (

    {{ with_industries('dealt', 'dealt_on') }}

)

select
    {{ tie_id('placed') }} as tie_id,
    placed.period_number,
    placed.left_person_id,
    placed.right_person_id,
    placed.left_organisation_id,
    placed.right_organisation_id,
    placed.left_industry_id,
    placed.right_industry_id,
    {{ are_both_known() }} as are_both_known,
    shared.left_person_id is not null as has_shared_event
from placed
left join shared
    on
        placed.left_person_id = shared.left_person_id
        and placed.right_person_id = shared.right_person_id
        and placed.period_number = shared.period_number
