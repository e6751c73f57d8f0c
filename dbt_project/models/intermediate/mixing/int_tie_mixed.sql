-- Ties of a period by both industries, and how they mix: Newman's e, over what the industries' shares of ends give.
with

person as (

    select
        period_number,
        industry_id,
        other_industry_id,
        person_id,
        count(*) as end_count,
        {{ count_if_true('not has_shared_event') }} as outside_end_count
    from {{ ref('int_tie_end_placed') }}
    group by period_number, industry_id, other_industry_id, person_id

),

mixed as (

    select
        period_number,
        industry_id,
        other_industry_id,
        sum(end_count) as end_count,
        sum(outside_end_count) as outside_end_count,
        max(end_count) as largest_end_count
    from person
    group by period_number, industry_id, other_industry_id

),

shared as (

    select
        *,
        sum(end_count) over (partition by period_number, industry_id) as industry_end_count,
        sum(end_count) over (partition by period_number) as all_end_count
    from mixed

)

select
    here.period_number,
    here.industry_id,
    here.other_industry_id,
    -- Both ends of a tie within one industry are in its cell.
    {{ counted('here.end_count / case when here.industry_id = here.other_industry_id then 2 else 1 end') }}
        as realised_count,
    {{ counted('here.outside_end_count / case when here.industry_id = here.other_industry_id then 2 else 1 end') }}
        as outside_events_count,
    {{ counted('greatest(here.largest_end_count, there.largest_end_count)') }} as largest_count,
    {{ rate(
        'here.end_count * here.all_end_count',
        'here.industry_end_count * there.industry_end_count'
    ) }} as lift
from shared as here
-- The same cell seen from the other industry.
inner join shared as there
    on
        here.period_number = there.period_number
        and here.industry_id = there.other_industry_id
        and here.other_industry_id = there.industry_id
