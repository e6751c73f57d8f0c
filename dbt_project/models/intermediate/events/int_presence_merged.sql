-- Minutes online: the union of a person's intervals, so neither a rejoin nor a second device counts twice.
with

stays as (

    select
        event_id,
        person_id,
        joined_at,
        minutes,
        coalesce(
            left_at,
            {{ dbt.dateadd('second', 'cast(round(minutes * 60) as integer)', 'joined_at') }},
            joined_at
        ) as left_at
    from {{ ref('int_attendance_linked') }}
    where is_join_log

),

overlapped as (

    select
        event_id,
        person_id,
        joined_at,
        left_at,
        minutes,
        max(left_at) over (
            partition by event_id, person_id
            order by joined_at, left_at
            rows between unbounded preceding and 1 preceding
        ) as seen_until
    from stays

),

added as (

    select
        event_id,
        person_id,
        minutes,
        case
            when joined_at is null then null
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
    -- Reports without times give minutes alone; where both stand, the times are the better evidence.
    round(
        cast(coalesce(sum(seconds) / 60.0, {{ exact_sum('minutes') }}) as double), 2
    ) as minutes
from added
group by event_id, person_id
