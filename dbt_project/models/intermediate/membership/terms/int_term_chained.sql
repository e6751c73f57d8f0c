-- Terms in a row: a gap longer than the grace begins a new chain where a reinstated member counts as new. What comes
-- next in a membership is in the same tool; that somebody is a member goes on from one tool to another.
{% set member = 'partition by member_kind, member_id, group_name' %}
{% set in_order = 'order by starts_on, end_on, level, record_id' %}
with

term as (

    select
        *,
        false as is_listed
    from {{ ref('int_term_stated') }}
    union all
    select
        *,
        true as is_listed
    from {{ ref('int_term_snapshotted') }}

),

named as (

    select
        *,
        {{ hashed('term', "membership_id || '|' || record_id") }} as term_id,
        coalesce(ends_on, {{ far_future() }}) as end_on,
        ends_on is not null and not is_end_inferred and row_number() over (
            {{ member }}, level, ends_on, is_end_inferred
            order by is_shown_late asc, shown_from_on desc, membership_id asc, record_id asc
        ) > 1 as is_repeated
    from term

),

ordered as (

    select
        *,
        lead(starts_on) over (partition by membership_id {{ in_order }}) as next_starts_on,
        max(end_on) over (
            partition by membership_id {{ in_order }}
            rows between unbounded preceding and 1 preceding
        ) as covered_until_on,
        max(end_on) over (
            {{ member }} {{ in_order }}
            rows between unbounded preceding and 1 preceding
        ) as member_until_on
    from named

),

marked as (

    select
        *,
        coalesce({{ days_after('member_until_on', var('grace_days')) }} < starts_on, false) as is_reinstated
    from ordered

),

numbered as (

    select
        *,
        1 + sum(case when is_reinstated and {{ var('reinstated_as_new') }} then 1 else 0 end) over (
            {{ member }} {{ in_order }}
            rows between unbounded preceding and current row
        ) as chain_number
    from marked

)

select
    term_id,
    membership_id,
    tool,
    member_kind,
    member_id,
    group_name,
    layout,
    level,
    status,
    joined_on,
    starts_on,
    ends_on,
    next_starts_on,
    covered_until_on,
    is_start_stated,
    shown_from_on,
    is_shown_late,
    -- Of one level and one last day in two tools, it is one term: that of the tool that came to show it last.
    is_repeated,
    is_end_inferred,
    is_listed,
    is_lifetime,
    is_complimentary,
    is_dependent,
    record_id,
    chain_number,
    row_number() over ({{ member }}, chain_number {{ in_order }}) as term_number,
    -- Who stands in the first list of all has been a member since they joined, where it says when.
    min(
        case
            when member_until_on is null and not is_start_stated and joined_on < starts_on then joined_on
            else starts_on
        end
    ) over ({{ member }}, chain_number) as continuous_since_on,
    is_reinstated
from numbered
