-- Minutes online: the union of a person's intervals, so neither a rejoin nor a second device counts twice.
with

stays as (

    select
        event_id,
        person_id,
        joined_at,
        minutes,
        -- From first join to last leave is longer than the tool's own sum where somebody was away in between.
        least(
            left_at, {{ dbt.dateadd('second', 'cast(round(minutes * 60) as integer)', 'joined_at') }}
        ) as left_at
    from {{ ref('int_attendance_linked') }}
    where is_join_log

),

bounded as (

    select
        *,
        max(left_at) over (partition by event_id, person_id) as last_left_at,
        max(left_at) over (partition by event_id) as log_ends_at
    from stays

),

-- A row of leaving alone is no stay. Whom nobody saw leave was there while the log goes on, and perhaps longer.
closed as (

    select
        event_id,
        person_id,
        joined_at,
        minutes,
        case
            when joined_at is null or left_at is not null then left_at
            when last_left_at > joined_at then last_left_at
            when log_ends_at > joined_at then log_ends_at
        end as left_at,
        joined_at is not null and left_at is null and coalesce(last_left_at <= joined_at, true) as is_open
    from bounded
    where joined_at is not null or minutes is not null

),

overlapped as (

    select
        *,
        max(case when joined_at is not null then left_at end) over (
            partition by event_id, person_id
            order by joined_at, left_at
            rows between unbounded preceding and 1 preceding
        ) as seen_until
    from closed

),

added as (

    select
        event_id,
        person_id,
        minutes,
        is_open,
        case
            when joined_at is null or left_at is null then null
            when left_at <= joined_at then 0
            when seen_until is null or seen_until <= joined_at then {{ dbt.datediff('joined_at', 'left_at', 'second') }}
            when seen_until < left_at then {{ dbt.datediff('seen_until', 'left_at', 'second') }}
            else 0
        end as seconds
    from overlapped

)

select
    event_id,
    person_id,
    -- Reports without times give minutes alone.
    round(
        cast(coalesce(sum(seconds) / 60.0, {{ exact_sum('minutes') }}) as double), 2
    ) as minutes,
    bool_or(is_open) as is_open
from added
group by event_id, person_id
