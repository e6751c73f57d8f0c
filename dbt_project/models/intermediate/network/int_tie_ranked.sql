-- Each person's realised ties, the strongest first, both ends willing to be introduced: what introductions go over.
with

tie as (

    {{ willing_ends('tie.is_realised and tie.tie_strength >= ' ~ var('contact_strength'), 'tie_strength') }}

)

select
    person_id,
    other_person_id,
    tie_strength,
    count(*) over (partition by person_id) as contact_count,
    row_number() over (
        partition by person_id
        order by tie_strength desc, other_person_id asc
    ) as tie_rank
from tie
