-- Pairs of people who attended the same events of a period, by their industries at the first of these, and how many
-- of them dealt with each other directly in the period. Counted both ways round.
with

gathered as (

    select
        left_person_id,
        right_person_id,
        period_number,
        first_shared_on
    from {{ ref('int_pair_gathered') }}

),

placed as (

    {{ with_industries('gathered', 'first_shared_on') }}

),

paired as (

    select
        placed.period_number,
        placed.left_industry_id,
        placed.right_industry_id,
        count(*) as pair_count,
        count(tie.tie_id) as realised_pair_count
    from placed
    left join {{ ref('int_tie_placed') }} as tie
        on
            placed.left_person_id = tie.left_person_id
            and placed.right_person_id = tie.right_person_id
            and placed.period_number = tie.period_number
    group by placed.period_number, placed.left_industry_id, placed.right_industry_id

),

both_ways as (

    select
        period_number,
        left_industry_id as industry_id,
        right_industry_id as other_industry_id,
        pair_count,
        realised_pair_count
    from paired
    union all
    select period_number, right_industry_id, left_industry_id, pair_count, realised_pair_count
    from paired
    where left_industry_id <> right_industry_id

)

select
    period_number,
    industry_id,
    other_industry_id,
    {{ counted('sum(pair_count)') }} as pair_count,
    {{ counted('sum(realised_pair_count)') }} as realised_pair_count
from both_ways
group by period_number, industry_id, other_industry_id
