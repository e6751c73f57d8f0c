-- Terms whose dates the exports state. Exports overwrite an end date on renewal: every end ever seen is a term's end,
-- and the next term begins where the last one ended.
with

stated as (

    select
        *,
        coalesce(starts_on, joined_on) as stated_start_on,
        row_number() over (
            partition by membership_id, starts_on, ends_on
            order by seen_on desc, record_id desc
        ) as recency
    from {{ ref('int_membership_linked') }}
    where is_dated and status not in ('pending', 'none')

),

latest as (

    select
        *,
        count(ends_on) over (partition by membership_id, stated_start_on) as end_count
    from stated
    where recency = 1

),

ordered as (

    select
        *,
        lag(ends_on) over (
            partition by membership_id
            order by coalesce(ends_on, {{ far_future() }}), stated_start_on, record_id
        ) as previous_ends_on,
        row_number() over (
            partition by membership_id, stated_start_on
            order by coalesce(ends_on, {{ far_future() }}), record_id
        ) as place_in_start
    from latest
    -- An end that became known replaces the open term it closes.
    where ends_on is not null or end_count = 0

),

placed as (

    select
        *,
        case
            when starts_on is not null and place_in_start = 1 then starts_on
            when previous_ends_on is null then coalesce(stated_start_on, seen_on)
            when stated_start_on > previous_ends_on then stated_start_on
            else previous_ends_on
        end as begins_on
    from ordered

)

select
    membership_id,
    member_kind,
    member_id,
    group_name,
    layout,
    level,
    status,
    joined_on,
    least(begins_on, coalesce(ends_on, begins_on)) as starts_on,
    ends_on,
    starts_on is not null as is_start_stated,
    false as is_end_inferred,
    is_lifetime,
    is_complimentary,
    is_dependent,
    record_id
from placed
