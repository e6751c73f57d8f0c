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

)

select
    counted.industry_id,
    industry.sector_id,
    {{ as_of_on() }} as as_of_on,
    {{ months_after(as_of_on(), -1 * var('period_months')) }} as period_after_on,
    counted.prior_band,
    counted.band,
    counted.band_movement,
    {{ counted('people_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count
from counted
inner join {{ ref('industries') }} as industry on counted.industry_id = industry.industry_id
