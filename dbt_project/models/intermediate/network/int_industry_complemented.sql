-- Pairs of industries whose people have more ties with each other than chance gives: lift e_rs / (a_r a_s) above 1,
-- over ties enough to say so.
with

tie as (

    select
        left_industry_id,
        right_industry_id
    from {{ ref('int_tie_started') }}
    where are_both_known

),

ends as (

    select
        left_industry_id as industry_id,
        right_industry_id as other_industry_id
    from tie
    union all
    select
        right_industry_id as industry_id,
        left_industry_id as other_industry_id
    from tie

),

industry as (

    select
        industry_id,
        count(*) as end_count,
        sum(count(*)) over () as all_end_count
    from ends
    group by industry_id

),

pair as (

    select
        industry_id,
        other_industry_id,
        count(*) as tie_count
    from ends
    where industry_id <> other_industry_id
    group by industry_id, other_industry_id

),

lifted as (

    select
        pair.industry_id,
        pair.other_industry_id,
        pair.tie_count,
        round(
            cast(pair.tie_count as double) * here.all_end_count / (cast(here.end_count as double) * there.end_count), 6
        ) as lift
    from pair
    inner join industry as here on pair.industry_id = here.industry_id
    inner join industry as there on pair.other_industry_id = there.industry_id

)

select
    industry_id,
    other_industry_id,
    tie_count,
    lift
from lifted
where tie_count >= {{ var('smallest_cell') }} and lift > 1
