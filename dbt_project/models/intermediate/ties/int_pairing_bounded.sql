-- Since when events make pairs of people: as far back as they say something, and as their number is bounded.
with

sized as (

    select
        event_on,
        sum(attended_count - 1) / 2.0 as pair_count
    from {{ ref('int_event_gathered') }}
    where
        attended_count <= {{ var('tie_event_limit') }}
        and event_on > {{ months_after(as_of_on(), -1 * var('tie_look_back_months')) }}
    group by event_on

),

running as (

    select
        event_on,
        sum(pair_count) over (order by event_on desc) as pair_count
    from sized

)

select
    coalesce(
        max(case when pair_count > {{ var('tie_most_pairs') }} then event_on end),
        {{ months_after(as_of_on(), -1 * var('tie_look_back_months')) }}
    ) as pairs_after_on
from running
