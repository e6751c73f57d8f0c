-- Who stands for an outcome: the person it is with; where it names an organisation alone, its people of each day.
with

outcome as (

    select
        outcome_id,
        person_id,
        organisation_id
    from {{ ref('int_outcome_gathered') }}

),

counted as (

    select person_id from {{ ref('stg_resolved_person') }}
    where not is_excluded

),

affiliation as (

    select
        affiliation.organisation_id,
        affiliation.person_id,
        affiliation.starts_on,
        affiliation.ends_on
    from {{ ref('stg_affiliation') }} as affiliation
    inner join counted on affiliation.person_id = counted.person_id

)

select
    outcome_id,
    person_id,
    cast(null as date) as starts_on,
    cast(null as date) as ends_on
from outcome
where person_id is not null

union all

select
    outcome.outcome_id,
    affiliation.person_id,
    affiliation.starts_on,
    affiliation.ends_on
from outcome
inner join affiliation on outcome.organisation_id = affiliation.organisation_id
where outcome.person_id is null
