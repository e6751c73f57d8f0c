-- Terms whose dates the exports state. Exports overwrite an end date on renewal: every end ever seen is a term's end,
-- and the next term begins where the last one ended. One end is one term: another start of it is a correction.
{% set term = 'membership_id, ends_on, case when ends_on is null then starts_on end' %}
{% set last_first = 'seen_on desc, landed_at desc, ' ~ membership_content() ~ ', record_id desc' %}

with

recorded as (

    select
        *,
        -- Who has no start to tell takes none away.
        first_value(starts_on) over (
            partition by {{ term }}
            order by case when starts_on is null then 1 else 0 end asc, {{ last_first }}
        ) as corrected_start_on,
        row_number() over (partition by {{ term }} order by {{ last_first }}) as recency,
        min(seen_on) over (partition by {{ term }}) as shown_from_on
    from {{ ref('int_membership_dated') }}

),

latest as (

    select
        *,
        coalesce(corrected_start_on, joined_on) as stated_start_on
    from recorded
    where recency = 1

),

counted as (

    select
        *,
        count(case when not is_end_inferred then ends_on end) over (
            partition by membership_id, stated_start_on
        ) as end_count
    from latest

),

ordered as (

    select
        *,
        lag(ends_on) over (
            partition by membership_id
            order by coalesce(ends_on, {{ far_future() }}), stated_start_on, level, record_id
        ) as previous_ends_on,
        row_number() over (
            partition by membership_id, stated_start_on
            order by coalesce(ends_on, {{ far_future() }}), level, record_id
        ) as place_in_start
    from counted
    -- An end that became known replaces the open term it closes.
    where (ends_on is not null and not is_end_inferred) or end_count = 0

),

placed as (

    select
        *,
        case
            when corrected_start_on is not null and place_in_start = 1 then corrected_start_on
            when previous_ends_on is null then coalesce(stated_start_on, shown_from_on)
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
    corrected_start_on is not null as is_start_stated,
    shown_from_on,
    is_end_inferred,
    is_lifetime,
    is_complimentary,
    is_dependent,
    record_id
from placed
