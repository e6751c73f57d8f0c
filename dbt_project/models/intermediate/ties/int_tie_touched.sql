-- What makes a tie realised: one row per pair, component and day on which they dealt with each other directly.
with

interaction as (

    select * from {{ ref('int_interaction_linked') }}
    where is_direct

),

-- Both sides may have exported the same contact: a pair's day counts once per component.
dealt as (

    select distinct
        left_person_id,
        right_person_id,
        case when interaction_kind in ('connection', 'badge_scan') then 'exchange' else interaction_kind end
            as component,
        occurred_on
    from interaction
    where interaction_kind <> 'message'

),

written as (

    select distinct
        left_person_id,
        right_person_id,
        from_person_id,
        occurred_on
    from interaction
    where interaction_kind = 'message'

),

numbered as (

    select
        *,
        row_number() over (
            partition by left_person_id, right_person_id, from_person_id
            order by occurred_on
        ) as place
    from written

),

-- The nth day that one of them wrote with the nth that the other did: what nobody answers ties nobody.
answered as (

    select
        left_person_id,
        right_person_id,
        'message' as component,
        max(occurred_on) as occurred_on
    from numbered
    group by left_person_id, right_person_id, place
    having count(*) = 2

)

select left_person_id, right_person_id, component, occurred_on from dealt
union all
select left_person_id, right_person_id, component, occurred_on from answered
