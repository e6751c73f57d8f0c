-- What lists had shown of the memberships of people: the day that showed each state first, and from when until when it
-- says that they are members. A renewal is in it from the list that shows it, not from the old end.
with

dated as (

    select
        membership_id,
        member_id,
        coalesce(starts_on, joined_on, seen_on) as starts_on,
        ends_on,
        min(seen_on) as seen_on
    from {{ ref('int_membership_linked') }}
    where is_dated and status not in ('pending', 'none') and member_kind = 'person'
    group by membership_id, member_id, coalesce(starts_on, joined_on, seen_on), ends_on

),

followed as (

    select
        *,
        lead(seen_on) over (
            partition by membership_id
            order by seen_on, coalesce(ends_on, {{ far_future() }}), starts_on
        ) as next_seen_on
    from dated

)

select
    member_id,
    seen_on,
    starts_on,
    -- Without an end it stands until a list shows another state.
    coalesce(ends_on, next_seen_on, {{ far_future() }}) as until_on
from followed
union all
select
    member_id,
    starts_on as seen_on,
    starts_on,
    coalesce(ends_on, {{ far_future() }}) as until_on
from {{ ref('int_term_snapshotted') }}
where member_kind = 'person'
