-- Before how many others each person stood at events, by role, faded. Counts audiences, never lists who saw whom.
with

attended as (

    select
        event_id,
        person_id,
        event_on,
        industry_id,
        role
    from {{ ref('int_attendance_resolved') }}
    where is_attended and not is_excluded

),

event as (

    select
        event_id,
        count(*) as attended_count,
        {{ count_if_true("industry_id <> 'unknown'") }} as known_count
    from attended
    group by event_id

),

industry as (

    select
        event_id,
        industry_id,
        count(*) as own_count
    from attended
    where industry_id <> 'unknown'
    group by event_id, industry_id

),

seen as (

    select
        attended.person_id,
        event.attended_count - 1 as audience_count,
        -- Null where the person's own industry is unknown: nobody is of it, nor of another.
        industry.own_count - 1 as own_audience_count,
        event.known_count - industry.own_count as other_audience_count,
        weight.weight * {{ decayed('attended.event_on', 'weight.half_life_days', as_of_on()) }} as weight
    from attended
    inner join event on attended.event_id = event.event_id
    inner join {{ ref('visibility_weights') }} as weight on attended.role = weight.role
    left join industry on attended.event_id = industry.event_id and attended.industry_id = industry.industry_id

)

select
    person_id,
    count(*) as event_count,
    {{ exact_sum('weight * ln(1 + audience_count)') }} as visibility,
    {{ exact_sum('weight * ln(1 + own_audience_count)') }} as own_industry_visibility,
    {{ exact_sum('weight * ln(1 + other_audience_count)') }} as other_industry_visibility
from seen
group by person_id
