-- Terms whose dates the exports state. Exports overwrite an end date on renewal: every end ever seen is a term's end,
-- and the next term begins where the last one ended, unless an export showed that it had not. One end is one term:
-- another start of it is a correction.
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
        min(seen_on) over (partition by {{ term }}) as shown_from_on,
        bool_and(is_full_snapshot) over (partition by {{ term }}) as is_only_listed
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

-- How long terms of a level are, as a rule.
usual as (

    select
        tool,
        level,
        cast(floor({{ median(days_between('previous_ends_on', 'ends_on')) }}) as integer) as days
    from ordered
    where ends_on is not null and previous_ends_on is not null
    group by tool, level

),

awaited as (

    select
        ordered.*,
        seen.not_yet_on,
        {{ days_after('ordered.ends_on', '1 - usual.days') }} as usual_start_on
    from ordered
    left join {{ ref('int_membership_seen') }} as seen
        on ordered.membership_id = seen.membership_id and ordered.shown_from_on = seen.seen_on
    left join usual on ordered.tool = usual.tool and ordered.level = usual.level

),

placed as (

    select
        *,
        case
            when corrected_start_on is not null and place_in_start = 1 then corrected_start_on
            when previous_ends_on is null then coalesce(stated_start_on, shown_from_on)
            when stated_start_on > previous_ends_on then stated_start_on
            -- Not renewed yet when an export showed the last one over: it began between that export and the next.
            when not_yet_on > previous_ends_on and usual_start_on > not_yet_on
                then least(usual_start_on, shown_from_on)
            when not_yet_on > {{ days_after('previous_ends_on', var('grace_days')) }}
                then {{ days_after('not_yet_on', 1) }}
            else previous_ends_on
        end as begins_on
    from awaited

)

select
    membership_id,
    tool,
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
    -- A list of a day shows who lapsed before it, and not who renewed.
    coalesce(is_only_listed and shown_from_on > ends_on, false) as is_shown_late,
    is_end_inferred,
    is_lifetime,
    is_complimentary,
    is_dependent,
    record_id
from placed
