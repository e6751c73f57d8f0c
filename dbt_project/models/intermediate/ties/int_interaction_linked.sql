-- Every interaction between two distinct, counted people, its ends in a fixed order so that A–B is B–A.
with

interaction as (

    select * from {{ ref('stg_interaction') }}

),

link as (

    select
        record_id,
        side,
        person_id
    from {{ ref('stg_identity_link') }}
    where record_kind = 'interaction' and person_id is not null

),

counted as (

    select person_id from {{ ref('stg_resolved_person') }}
    where not is_excluded

),

ends as (

    select
        link.record_id,
        link.side,
        link.person_id
    from link
    inner join counted on link.person_id = counted.person_id

)

select
    interaction.record_id,
    interaction.file_id,
    interaction.interaction_kind,
    interaction.is_direct,
    interaction.occurred_at,
    interaction.occurred_on,
    giver.person_id as from_person_id,
    taker.person_id as to_person_id,
    least(giver.person_id, taker.person_id) as left_person_id,
    greatest(giver.person_id, taker.person_id) as right_person_id
from interaction
inner join ends as giver on interaction.record_id = giver.record_id and giver.side = 'from'
inner join ends as taker on interaction.record_id = taker.record_id and taker.side = 'to'
where giver.person_id <> taker.person_id
