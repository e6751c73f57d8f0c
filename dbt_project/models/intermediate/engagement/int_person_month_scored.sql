-- One row per known person and month: industry, score and band at its end, and whether they were active or reached.
with

person_month as (

    select
        person.person_id,
        person.is_contactable,
        person.known_since_on,
        month.month_on,
        month.ends_on
    from {{ ref('int_person_known') }} as person
    inner join {{ ref('int_month_listed') }} as month on person.known_since_on <= month.ends_on

),

score as (

    select
        person_id,
        month_on,
        sum(contribution) as score,
        bool_or(is_active) as is_active
    from {{ ref('int_contribution_monthly') }}
    group by person_id, month_on

),

reached as (

    select distinct
        person_id,
        {{ month_of('event_on') }} as month_on
    from {{ ref('int_attendance_evidenced') }}

),

affiliation as (

    select * from {{ ref('stg_affiliation') }}

),

scored as (

    select
        person_month.person_id,
        person_month.month_on,
        person_month.ends_on,
        person_month.is_contactable,
        affiliation.organisation_id,
        coalesce(affiliation.industry_id, 'unknown') as industry_id,
        coalesce(score.is_active, false) as is_active,
        coalesce(score.is_active, false) or reached.person_id is not null as is_reached,
        coalesce(score.score, cast(0 as decimal(18, 6))) as score,
        {{ days_between('person_month.known_since_on', 'person_month.ends_on') }} as tenure_days
    from person_month
    left join affiliation
        on
            person_month.person_id = affiliation.person_id
            and {{ in_force('affiliation', 'person_month.ends_on') }}
    left join score
        on person_month.person_id = score.person_id and person_month.month_on = score.month_on
    left join reached
        on person_month.person_id = reached.person_id and person_month.month_on = reached.month_on

)

select
    scored.*,
    {{ judged_band('scored.tenure_days') }} as band,
    band.band_order
from scored
-- Frozen thresholds: another person's score moves nobody's band.
inner join {{ ref('int_band_bounded') }} as band
    on scored.score >= band.lowest_score and scored.score < band.below_score
