with

counted as (

    select
        industry_id,
        coalesce(prior_band, 'unknown') as prior_band,
        band,
        band_movement,
        count(*) as people_count,
        count(distinct organisation_id) as organisation_count
    from {{ ref('int_person_compared') }}
    group by industry_id, prior_band, band, band_movement

),

movement as (

    select distinct
        prior_band,
        band,
        band_movement
    from counted

),

-- A row for nobody, too: were there none, a hidden row alone in its band would be what industry_engagement has for it.
listed as (

    select distinct
        counted.industry_id,
        movement.prior_band,
        movement.band,
        movement.band_movement
    from counted
    cross join movement

)

select
    listed.industry_id,
    industry.sector_id,
    {{ as_of_on() }} as as_of_on,
    {{ months_after(as_of_on(), -1 * var('period_months')) }} as period_after_on,
    listed.prior_band,
    listed.band,
    listed.band_movement,
    {{ counted('coalesce(counted.people_count, 0)') }} as people_count,
    {{ counted('coalesce(counted.organisation_count, 0)') }} as organisation_count
from listed
inner join {{ ref('industries') }} as industry on listed.industry_id = industry.industry_id
left join counted
    on
        listed.industry_id = counted.industry_id
        and listed.prior_band = counted.prior_band
        and listed.band = counted.band
