-- Organisations in the public list of too few people, or called like somebody known.
select named.organisation_id
from {{ ref('organisations_public') }} as named
left join {{ ref('organisations') }} as organisation on named.organisation_id = organisation.organisation_id
where
    organisation.organisation_id is null
    or organisation.person_count < {{ var('smallest_cell') }}
    or organisation.is_named_after_person
