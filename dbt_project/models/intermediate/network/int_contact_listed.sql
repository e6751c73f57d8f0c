-- Ties that are strong enough to be a contact.
select
    left_person_id,
    right_person_id,
    tie_strength
from {{ ref('int_tie_weighed') }}
where tie_strength >= {{ var('contact_strength') }}
