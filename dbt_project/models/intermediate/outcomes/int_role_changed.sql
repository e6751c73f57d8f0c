-- Career outcomes that nobody reported: the first day that shows a known person with a new employer.
-- Who returns to an earlier employer has no new one; the first employer known is where somebody was, no change, though
-- nothing be known of the time before: that is no stint.
with

affiliation as (

    select * from {{ ref('stg_affiliation') }}

),

counted as (

    select person_id from {{ ref('stg_resolved_person') }}
    where not is_excluded

),

numbered as (

    select
        affiliation.person_id,
        affiliation.organisation_id,
        affiliation.industry_id,
        affiliation.starts_on,
        row_number() over (
            partition by affiliation.person_id
            order by coalesce(affiliation.starts_on, {{ far_past() }})
        ) as stint,
        row_number() over (
            partition by affiliation.person_id, affiliation.organisation_id
            order by coalesce(affiliation.starts_on, {{ far_past() }})
        ) as stint_there
    from affiliation
    inner join counted on affiliation.person_id = counted.person_id
    where affiliation.employment <> 'unknown'

)

select
    {{ hashed('out', "'role_change|' || person_id || '|' || organisation_id") }} as outcome_id,
    person_id,
    organisation_id,
    industry_id,
    starts_on as occurred_on
from numbered
where organisation_id is not null and stint > 1 and stint_there = 1 and starts_on <= {{ as_of_on() }}
