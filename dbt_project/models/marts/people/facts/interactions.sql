with

-- Of several events that both attended shortly before, the last: where they most likely met.
event as (

    select
        followed.record_id,
        followed.event_id,
        row_number() over (
            partition by followed.record_id
            order by event.event_on desc, followed.event_id asc
        ) as place
    from {{ ref('int_event_followed_up') }} as followed
    inner join {{ ref('int_event_described') }} as event on followed.event_id = event.event_id

)

select
    interaction.record_id,
    interaction.file_id,
    interaction.interaction_kind,
    interaction.is_direct,
    interaction.occurred_at,
    interaction.occurred_on,
    interaction.from_person_id,
    interaction.to_person_id,
    {{ tie_id('interaction') }} as tie_id,
    event.event_id
from {{ ref('int_interaction_linked') }} as interaction
left join event on interaction.record_id = event.record_id and event.place = 1
