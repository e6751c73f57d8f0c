-- One row per pair of people who shared an event or dealt directly: each component of the tie faded, and its strength.
with

gathered as (

    select
        left_person_id,
        right_person_id,
        {{ counted('sum(shared_event_count)') }} as shared_event_count,
        sum(opportunity) as opportunity,
        sum(opportunity_undecayed) as opportunity_undecayed,
        min(first_shared_on) as first_shared_on,
        max(last_shared_on) as last_shared_on
    from {{ ref('int_pair_gathered') }}
    group by left_person_id, right_person_id

),

weight as (

    select * from {{ ref('tie_weights') }}

),

faded as (

    select
        touched.left_person_id,
        touched.right_person_id,
        touched.component,
        touched.occurred_on,
        weight.weight,
        {{ decayed('touched.occurred_on', 'weight.half_life_days', as_of_on()) }} as touch
    from {{ ref('int_tie_touched') }} as touched
    inner join weight on touched.component = weight.component

),

direct as (

    select
        left_person_id,
        right_person_id,
        {% for component in ['meeting', 'introduction', 'exchange', 'message'] -%}
            {{ exact_sum("case when component = '" ~ component ~ "' then touch else 0 end") }} as {{ component }},
        {% endfor -%}
        {{ exact_sum('weight * touch') }} as strength,
        min(occurred_on) as first_dealt_on,
        max(occurred_on) as last_dealt_on
    from faded
    group by left_person_id, right_person_id

),

joined as (

    select
        coalesce(gathered.left_person_id, direct.left_person_id) as left_person_id,
        coalesce(gathered.right_person_id, direct.right_person_id) as right_person_id,
        cast(coalesce(gathered.opportunity, 0) as double) as opportunity,
        cast(coalesce(gathered.opportunity_undecayed, 0) as double) as opportunity_undecayed,
        coalesce(gathered.shared_event_count, 0) as shared_event_count,
        {% for component in ['meeting', 'introduction', 'exchange', 'message'] -%}
            cast(coalesce(direct.{{ component }}, 0) as double) as {{ component }},
        {% endfor -%}
        cast(coalesce(direct.strength, 0) as double) as direct_strength,
        least(
            coalesce(gathered.first_shared_on, direct.first_dealt_on),
            coalesce(direct.first_dealt_on, gathered.first_shared_on)
        ) as first_tied_on,
        greatest(
            coalesce(gathered.last_shared_on, direct.last_dealt_on),
            coalesce(direct.last_dealt_on, gathered.last_shared_on)
        ) as last_tied_on,
        direct.left_person_id is not null as is_realised
    from gathered
    full outer join direct
        on gathered.left_person_id = direct.left_person_id and gathered.right_person_id = direct.right_person_id

)

select
    {{ tie_id('joined') }} as tie_id,
    joined.left_person_id,
    joined.right_person_id,
    joined.opportunity,
    joined.opportunity_undecayed,
    joined.shared_event_count,
    joined.meeting,
    joined.introduction,
    joined.exchange,
    joined.message,
    joined.first_tied_on,
    joined.last_tied_on,
    joined.is_realised,
    round(weight.weight * joined.opportunity + joined.direct_strength, 9) as tie_strength
from joined
inner join weight on weight.component = 'opportunity'
