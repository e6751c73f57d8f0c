-- What records say of dated terms. A membership shown to be over, without a stated end, ended when a file first showed
-- so; where none had shown it in force before, nothing tells a term of it. In force again, it is another term.
{% set list = 'partition by membership_id, layout' %}
{% set in_order = list ~ ' order by seen_on, landed_at, is_over, file_id' %}

with

dated as (

    select
        *,
        status in ('cancelled', 'lapsed', 'deceased') as is_over
    from {{ ref('int_membership_linked') }}
    where is_dated and status not in ('pending', 'none')

),

-- A file may name a member at several levels: they are in as long as one is in force.
shown as (

    select
        membership_id,
        layout,
        file_id,
        seen_on,
        landed_at,
        bool_and(is_over) as is_over
    from dated
    where ends_on is null
    group by membership_id, layout, file_id, seen_on, landed_at

),

turned as (

    select
        *,
        not is_over and lag(is_over, 1, true) over ({{ in_order }}) as is_begun,
        lag(seen_on) over ({{ in_order }}) as before_on
    from shown

),

numbered as (

    select
        *,
        sum(case when is_begun then 1 else 0 end) over ({{ in_order }}) as spell
    from turned

),

told as (

    select
        membership_id,
        layout,
        file_id,
        seen_on,
        is_over,
        min(case when is_begun then before_on end) over ({{ list }}, spell) as was_over_on,
        min(case when is_begun then seen_on end) over ({{ list }}, spell) as begun_on,
        min(case when is_over then seen_on end) over ({{ list }}, spell) as over_on
    from numbered
    where spell > 0

)

select
    dated.record_id,
    dated.file_id,
    dated.layout,
    dated.member_kind,
    dated.member_id,
    dated.membership_id,
    dated.tool,
    dated.group_name,
    dated.level,
    dated.status,
    dated.joined_on,
    -- Who was seen to be out is in from the day they say, or else from that on which they were first seen again.
    case
        when dated.ends_on is not null or told.was_over_on is null or dated.starts_on > told.was_over_on
            then dated.starts_on
        else told.begun_on
    end as starts_on,
    coalesce(dated.ends_on, told.over_on) as ends_on,
    dated.ends_on is null and told.over_on is not null as is_end_inferred,
    dated.is_lifetime,
    dated.is_complimentary,
    dated.is_dependent,
    dated.is_full_snapshot,
    dated.seen_on,
    dated.landed_at
from dated
left join told
    on
        dated.membership_id = told.membership_id
        and dated.layout = told.layout
        and dated.file_id = told.file_id
        and dated.seen_on = told.seen_on
        and dated.is_over = told.is_over
where dated.ends_on is not null or told.file_id is not null
