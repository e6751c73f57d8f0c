-- One row per member and month in which they are a member at its end or were one a year before.
with

period as (

    select
        month_on,
        ends_on as day,
        -- A whole month is held against a whole month: the year before the 28th of February may end on the 29th.
        case
            when ends_on = {{ month_end('month_on') }} then {{ month_end(months_after('month_on', -12)) }}
            else {{ months_after('ends_on', -12) }}
        end as day_before
    from {{ ref('int_month_listed') }}

),

covered as (

    select
        term.member_kind,
        term.member_id,
        period.month_on,
        period.day,
        period.day_before,
        term.level,
        term.starts_on,
        term.continuous_since_on,
        {{ term_covers('term', 'period.day') }} as is_member,
        {{ term_covers('term', 'period.day_before') }} as was_member
    from {{ ref('int_term_chained') }} as term
    inner join period
        on
            term.starts_on <= period.day
            and (term.ends_on is null or term.ends_on >= period.day_before)

),

ranked as (

    select
        *,
        -- The level now, or the last one held where the member has left.
        row_number() over (
            partition by member_kind, member_id, month_on
            order by case when is_member then 0 else 1 end asc, starts_on desc, level asc
        ) as place
    from covered
    where is_member or was_member

)

select
    member_kind,
    member_id,
    month_on,
    max(day) as day,
    max(case when place = 1 then level end) as level,
    bool_or(is_member) as is_member,
    bool_or(was_member) as was_member,
    -- Kept: a member on both days without having been gone for longer than the grace in between.
    bool_or(was_member) and bool_or(is_member and continuous_since_on <= day_before) as is_kept,
    min(case when is_member then continuous_since_on end) as continuous_since_on
from ranked
group by member_kind, member_id, month_on
