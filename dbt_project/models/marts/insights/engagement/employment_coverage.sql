-- How many known people have an employer as of the release, work for themselves or for nobody, or do not say.
with

person as (

    select
        compared.person_id,
        compared.organisation_id,
        coalesce(affiliation.employment, 'unknown') as employment
    from {{ ref('int_person_compared') }} as compared
    left join {{ ref('stg_affiliation') }} as affiliation
        on compared.person_id = affiliation.person_id and {{ in_force('affiliation', as_of_on()) }}

),

total as (

    select
        employment,
        count(*) as people_count,
        count(distinct organisation_id) as organisation_count,
        sum(count(*)) over () as all_people_count
    from person
    group by employment

)

select
    employment,
    {{ as_of_on() }} as as_of_on,
    {{ counted('people_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count,
    {{ rate_columns('people_share', 'people_count', 'all_people_count') }}
from total
