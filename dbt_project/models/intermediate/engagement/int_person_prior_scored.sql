-- Each person known one period ago, with the score and band of that very day, from which on the period counts.
{% set day = months_after(as_of_on(), -1 * var('period_months')) %}

with

faded as (

    select
        person_id,
        activity_type,
        -- Decayed on from the month's end to the day, or back to it where the day comes before.
        -- Decimals add up to the same sum in any order; floats do not.
        cast(sum(cast(
            weight_at_month_end * {{ decayed('month_ends_on', 'half_life_days', day) }} as decimal(18, 12)
        )) as double) as decayed
    from {{ ref('int_activity_weighed') }}
    where occurred_on <= {{ day }}
    group by person_id, activity_type

),

score as (

    select
        faded.person_id,
        sum({{ contribution('faded.decayed') }}) as score
    from faded
    inner join {{ ref('activity_weights') }} as weight on faded.activity_type = weight.activity_type
    group by faded.person_id

),

scored as (

    select
        person.person_id,
        coalesce(score.score, cast(0 as decimal(18, 6))) as score,
        {{ days_between('person.known_since_on', day) }} as tenure_days
    from {{ ref('int_person_known') }} as person
    left join score on person.person_id = score.person_id
    where
        person.known_since_on <= {{ day }}
        -- Before the first fact nobody can be told from somebody dormant.
        and (select min(month_on) from {{ ref('int_month_listed') }}) <= {{ day }}

)

select
    scored.person_id,
    scored.score,
    {{ judged_band('scored.tenure_days') }} as band,
    band.band_order
from scored
inner join {{ ref('int_band_bounded') }} as band
    on scored.score >= band.lowest_score and scored.score < band.below_score
