-- Who might be introduced to whom: people with a contact in common, and people who were at the same events.
select
    person_id,
    other_person_id
from {{ ref('int_contact_shared') }}

union

select
    person_id,
    other_person_id
from {{ ref('int_opportunity_ranked') }}
