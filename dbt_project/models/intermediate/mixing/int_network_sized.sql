-- How the pairs of people with ties fall within and between industries, by period: what E-I is by chance.
-- Somebody who had ties in several industries is split among them, in fractions of their ties that sum to 1.
with

fraction as (

    select
        period_number,
        industry_id,
        cast(count(*) as double) / sum(count(*)) over (partition by period_number, person_id) as fraction
    from {{ ref('int_tie_end_placed') }}
    where are_both_known
    group by period_number, person_id, industry_id

),

sized as (

    select
        period_number,
        industry_id,
        cast({{ exact_sum('fraction') }} as double) as size,
        cast({{ exact_sum('fraction * fraction') }} as double) as own_pairs
    from fraction
    group by period_number, industry_id

),

paired as (

    select
        *,
        (size * size - own_pairs) / 2 as internal_pairs,
        -- Fractions sum to a whole number of people but for the last digits of a third.
        round(sum(size) over (partition by period_number), 3) as people
    from sized

)

select
    period_number,
    industry_id,
    internal_pairs,
    size * (people - 1) - 2 * internal_pairs as external_pairs
from paired

union all

select
    period_number,
    'all' as industry_id,
    sum(internal_pairs) as internal_pairs,
    max(people) * (max(people) - 1) / 2 - sum(internal_pairs) as external_pairs
from paired
group by period_number
