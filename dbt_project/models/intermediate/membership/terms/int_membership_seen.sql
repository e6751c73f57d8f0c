-- Each day on which exports tell of a membership, and the last before it that told of the membership, or on which a
-- list of everybody did not name it. What is new on the day had not been so yet on that one.
with

named as (

    select
        membership_id,
        layout,
        seen_on
    from {{ ref('int_membership_linked') }}
    group by membership_id, layout, seen_on

),

list_day as (

    select
        layout,
        seen_on,
        bool_or(is_full_snapshot) as is_of_everybody
    from {{ ref('int_membership_linked') }}
    group by layout, seen_on

),

list_before as (

    select
        layout,
        seen_on,
        max(case when is_of_everybody then seen_on end) over (
            partition by layout
            order by seen_on
            rows between unbounded preceding and 1 preceding
        ) as before_on
    from list_day

),

told as (

    select
        named.membership_id,
        named.seen_on,
        max(list_before.before_on) as listed_before_on
    from named
    inner join list_before on named.layout = list_before.layout and named.seen_on = list_before.seen_on
    group by named.membership_id, named.seen_on

)

select
    membership_id,
    seen_on,
    nullif(
        greatest(
            coalesce(listed_before_on, {{ far_past() }}),
            coalesce(lag(seen_on) over (partition by membership_id order by seen_on), {{ far_past() }})
        ),
        {{ far_past() }}
    ) as not_yet_on
from told
