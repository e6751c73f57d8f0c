-- Of each person, the strongest opportunities not taken: who was at the same events, and is not known to them.
with

missed as (

    {{ willing_ends('not tie.is_realised', 'opportunity') }}

),

ranked as (

    select
        person_id,
        other_person_id,
        row_number() over (
            partition by person_id
            order by opportunity desc, other_person_id asc
        ) as opportunity_rank
    from missed

)

select
    person_id,
    other_person_id,
    opportunity_rank
from ranked
where opportunity_rank <= {{ var('strongest_ties') }}
