-- Ties of a period by both industries, of all that have any, and how they mix: Newman's e, over what the industries'
-- shares of ends give.
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

margin as (

    select
        period_number,
        industry_id,
        sum(end_count) as end_count,
        sum(sum(end_count)) over (partition by period_number) as all_end_count
    from mixed
    group by period_number, industry_id

)

select
    here.period_number,
    here.industry_id,
    there.industry_id as other_industry_id,
    -- Both ends of a tie within one industry are in its cell.
    {{ counted('cell.end_count / case when here.industry_id = there.industry_id then 2 else 1 end') }}
        as realised_count,
    {{ counted('cell.outside_end_count / case when here.industry_id = there.industry_id then 2 else 1 end') }}
        as outside_events_count,
    {{ counted('greatest(cell.largest_end_count, mirrored.largest_end_count)') }} as largest_count,
    {{ rate('coalesce(cell.end_count, 0) * here.all_end_count', 'here.end_count * there.end_count') }} as lift
from margin as here
inner join margin as there on here.period_number = there.period_number
left join mixed as cell
    on
        here.period_number = cell.period_number
        and here.industry_id = cell.industry_id
        and there.industry_id = cell.other_industry_id
left join mixed as mirrored
    on
        here.period_number = mirrored.period_number
        and here.industry_id = mirrored.other_industry_id
        and there.industry_id = mirrored.industry_id
