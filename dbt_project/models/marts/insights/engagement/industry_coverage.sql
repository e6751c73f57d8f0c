-- What the industries of known people rest on, as of the release, and how sure they are.
with

person as (

    select
        compared.person_id,
        compared.organisation_id,
        coalesce(affiliation.industry_source, 'unknown') as industry_source,
        coalesce(affiliation.industry_confidence, 0.0) as industry_confidence
    from {{ ref('int_person_compared') }} as compared
    left join {{ ref('stg_affiliation') }} as affiliation
        on compared.person_id = affiliation.person_id and {{ in_force('affiliation', as_of_on()) }}

),

counted as (

    select
        industry_source,
        count(*) as people_count,
        count(distinct organisation_id) as organisation_count,
        sum(count(*)) over () as all_people_count,
        -- A sum of decimals over a count: the same in whatever order the rows come.
        round(cast({{ exact_sum('industry_confidence') }} as double) / count(*), 6) as industry_confidence_mean
    from person
    group by industry_source

)

select
    industry_source,
    {{ as_of_on() }} as as_of_on,
    {{ counted('people_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count,
    {{ rate_columns('people_share', 'people_count', 'all_people_count') }},
    industry_confidence_mean
from counted
