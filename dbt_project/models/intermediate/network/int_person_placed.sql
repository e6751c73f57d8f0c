-- Every person who counts, where they work as of the release, and whether they may be introduced.
select
    person.person_id,
    affiliation.organisation_id,
    coalesce(affiliation.industry_id, 'unknown') as industry_id,
    not person.refuses_introductions as is_introducible
from {{ ref('stg_resolved_person') }} as person
left join {{ ref('stg_affiliation') }} as affiliation
    on
        person.person_id = affiliation.person_id
        and {{ in_force('affiliation', as_of_on()) }}
where not person.is_excluded
